import { NativeSelect } from '@mantine/core';
import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useApi } from '#web/api/hooks.ts';
import type { Schema } from '#web/api/client.ts';
import { itemsOf } from '#web/api/queries.ts';
import { Empty } from '#web/kit/empty.tsx';
import { ButtonLink } from '#web/kit/links.tsx';
import { Page } from '#web/kit/page.tsx';
import { RowsSkeleton } from '#web/kit/rows.tsx';
import { Section } from '#web/kit/section.tsx';
import { ShowMore } from '#web/kit/show-more.tsx';
import { STATUS_LOOKS } from '#web/kit/statuses.ts';
import { PAGES } from '#web/pages.ts';
import styles from './leads.module.css';
import { offersQuery } from './leads.queries.ts';
import { OfferCard } from './offer-card.tsx';

type OfferStatus = Schema<'OfferStatus'>;

const STATUSES = Object.keys(STATUS_LOOKS.offer) as OfferStatus[];
const CHOICES = [
  { value: '', label: 'All offers' },
  ...STATUSES.map((status) => ({ value: status, label: STATUS_LOOKS.offer[status].word })),
];

/** The offers that a provider has made, whatever became of them. */
export function OwnOffersPage() {
  const { status: wanted } = useSearch({ strict: false });
  const navigate = useNavigate();
  const status = STATUSES.find((each) => each === wanted);
  return (
    <Page
      title="Offers"
      actions={
        <NativeSelect
          aria-label="Which offers"
          data={CHOICES}
          value={status ?? ''}
          onChange={({ currentTarget: { value } }) =>
            void navigate({ to: PAGES.ownOffers.path, search: value === '' ? {} : { status: value }, replace: true })
          }
        />
      }
    >
      <Section title="Offers" hideTitle isPlain skeleton={<RowsSkeleton />}>
        <OfferList status={status} />
      </Section>
    </Page>
  );
}

function OfferList({ status }: { status: OfferStatus | undefined }) {
  const list = useSuspenseInfiniteQuery(offersQuery(useApi(), status));
  const offers = itemsOf(list.data);
  if (offers.length === 0) return <NoOffers status={status} />;
  return (
    <>
      <ul className={styles.list}>
        {offers.map((offer) => (
          <li key={offer.id}>
            <OfferCard offer={offer} withLead />
          </li>
        ))}
      </ul>
      <ShowMore list={list} label="Show older offers" />
    </>
  );
}

function NoOffers({ status }: { status: OfferStatus | undefined }) {
  if (status !== undefined) {
    return (
      <Empty
        title="No offers with this status"
        action={
          <ButtonLink variant="default" to={PAGES.ownOffers.path}>
            Show all offers
          </ButtonLink>
        }
      />
    );
  }
  return (
    <Empty
      title="You have made no offers yet"
      action={
        <ButtonLink variant="default" to={PAGES.leads.path}>
          See your leads
        </ButtonLink>
      }
    >
      An offer is made for a lead: times, a price and a message.
    </Empty>
  );
}
