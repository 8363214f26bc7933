import { Skeleton } from '@mantine/core';
import { useSuspenseInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { Schema } from '#web/api/client.ts';
import { useApi } from '#web/api/hooks.ts';
import { itemsOf } from '#web/api/queries.ts';
import { Empty } from '#web/kit/empty.tsx';
import { formatMoney, plural } from '#web/kit/format.ts';
import { lazyDialog } from '#web/kit/lazy-dialog.tsx';
import { ButtonLink, PageLink } from '#web/kit/links.tsx';
import { Page } from '#web/kit/page.tsx';
import { requestTitle } from '#web/kit/request-words.ts';
import { Section } from '#web/kit/section.tsx';
import { ShowMore } from '#web/kit/show-more.tsx';
import { StatusBadge, ToneBadge } from '#web/kit/status-badge.tsx';
import { PAGES } from '#web/pages.ts';
import { compareOffers, type ComparedOffer } from './compare-offers.ts';
import { OfferCard } from './offer-card.tsx';
import { fitQuery, offeredRequestQuery, offersQuery } from './offers.queries.ts';
import styles from './offers.module.css';

const SlotSheet = lazyDialog(() => import('./slot-sheet.tsx'));

/** The offers for a request, side by side; choosing one leads to its times and to the booking. */
export function OffersPage() {
  const { requestId } = useParams({ from: PAGES.offers.path });
  const { data: request } = useSuspenseQuery(offeredRequestQuery(useApi(), requestId));
  const title = requestTitle(request);
  const count = plural(request.openOffers, { one: 'offer', other: 'offers' });
  return (
    <Page
      title={`Offers for your ${title.charAt(0).toLowerCase()}${title.slice(1)}`}
      state={count}
      badge={request.openOffers > 0 && <ToneBadge tone="attention">{count}</ToneBadge>}
      back={
        <PageLink to={PAGES.request.path} params={{ requestId }}>
          The request
        </PageLink>
      }
    >
      <Section title="Offers" hideTitle isPlain skeleton={<OffersSkeleton />}>
        <Offers request={request} />
      </Section>
    </Page>
  );
}

function Offers({ request }: { request: Schema<'ServiceRequest'> }) {
  const api = useApi();
  const list = useSuspenseInfiniteQuery(offersQuery(api, request.id));
  const { data: matches } = useSuspenseQuery(fitQuery(api, request.id));
  const [chosenId, setChosenId] = useState<string>();
  const [isChoosing, setChoosing] = useState(false);
  const { open, closed } = compareOffers(itemsOf(list.data), matches.items);
  const chosen = [...open, ...closed].find(({ offer }) => offer.id === chosenId)?.offer;

  function choose(id: string): void {
    setChosenId(id);
    setChoosing(true);
  }

  return (
    <>
      {open.length === 0 && <NoOffers request={request} />}
      <ul className={styles.offers} aria-label="Open offers">
        {open.map((compared) => (
          <OfferCard key={compared.offer.id} {...compared} onChoose={() => choose(compared.offer.id)} />
        ))}
      </ul>
      {closed.length > 0 && <ClosedOffers offers={closed} />}
      <ShowMore list={list} label="Show more offers" />
      {chosen && (
        <SlotSheet
          key={chosen.id}
          offer={chosen}
          category={request.category}
          isOpen={isChoosing}
          onClose={() => setChoosing(false)}
        />
      )}
    </>
  );
}

function ClosedOffers({ offers }: { offers: readonly ComparedOffer[] }) {
  return (
    <details>
      <summary className={styles.summary}>
        {plural(offers.length, { one: 'offer that is closed', other: 'offers that are closed' })}
      </summary>
      <ul className={styles.closed}>
        {offers.map(({ offer: { id, providerSnapshot, price, status } }) => (
          <li key={id}>
            <span>{providerSnapshot.name}</span>
            <span>{formatMoney(price)}</span>
            <StatusBadge kind="offer" status={status} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function NoOffers({ request: { id, bookingId } }: { request: Schema<'ServiceRequest'> }) {
  if (bookingId !== null) {
    return (
      <Empty
        title="It is booked"
        action={
          <ButtonLink to={PAGES.booking.path} params={{ bookingId }}>
            See the booking
          </ButtonLink>
        }
      >
        The other offers were closed with it.
      </Empty>
    );
  }
  return (
    <Empty
      title="There is no open offer"
      action={
        <ButtonLink variant="default" to={PAGES.request.path} params={{ requestId: id }}>
          See who was asked
        </ButtonLink>
      }
    >
      Offers appear here as they come in. You do not have to reload the page.
    </Empty>
  );
}

function OffersSkeleton() {
  return (
    <div className={styles.offers} aria-hidden>
      <Skeleton height={360} />
      <Skeleton height={360} />
    </div>
  );
}
