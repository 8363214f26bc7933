import { Group, Skeleton } from '@mantine/core';
import { useSuspenseInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { dataOf, type Schema } from '#web/api/client.ts';
import { useApi } from '#web/api/hooks.ts';
import { itemsOf } from '#web/api/queries.ts';
import { CopyId } from '#web/kit/copy-id.tsx';
import { Empty } from '#web/kit/empty.tsx';
import { Facts } from '#web/kit/facts.tsx';
import { capitalized, formatDistance, plural } from '#web/kit/format.ts';
import { PageLink } from '#web/kit/links.tsx';
import { Page } from '#web/kit/page.tsx';
import { budgetWords, placeWords, requestTitle, timingWords } from '#web/kit/request-words.ts';
import { Section } from '#web/kit/section.tsx';
import { ShowMore } from '#web/kit/show-more.tsx';
import { StatusBadge } from '#web/kit/status-badge.tsx';
import { lookOf } from '#web/kit/statuses.ts';
import { When } from '#web/kit/when.tsx';
import { PAGES } from '#web/pages.ts';
import { requestOffersQuery, requestQuery } from './desk.queries.ts';
import { History } from './history.tsx';
import { OfferRow } from './offer-row.tsx';
import { OperatorCancel } from './operator-cancel.tsx';
import styles from './desk.module.css';
import { TemporalLink } from './temporal-link.tsx';

type ServiceRequest = Schema<'ServiceRequest'>;

/** A request as operators look at it: its facts, its offers, its run, and the way to call it off. */
export function RequestPage() {
  const { requestId } = useParams({ from: PAGES.deskRequest.path });
  const { data: request } = useSuspenseQuery(requestQuery(useApi(), requestId));
  const { id, status, links, allowedActions } = request;
  return (
    <Page
      title={requestTitle(request)}
      state={lookOf('request', status).word}
      badge={<StatusBadge kind="request" status={status} />}
      back={<PageLink to={PAGES.deskRuns.path}>Runs</PageLink>}
      actions={<TemporalLink url={links.workflow} />}
    >
      <Section title="Facts">
        <RequestFacts request={request} />
      </Section>
      {allowedActions.includes('cancel') && (
        <Section title="What you can do">
          <CancelRequest request={request} />
        </Section>
      )}
      <Section title="Offers" skeleton={<Skeleton height={120} />}>
        <Offers requestId={id} />
      </Section>
      <Section title="What happened" skeleton={<Skeleton height={160} />}>
        <History of="requests" id={id} />
      </Section>
      <Group gap="xs">
        <CopyId what="request id" value={id} />
      </Group>
    </Page>
  );
}

function RequestFacts({ request }: { request: ServiceRequest }) {
  const { consumerId, location, timing, budget, expiresAt, createdAt, openOffers } = request;
  return (
    <Facts
      facts={[
        [
          'Client',
          <PageLink key="client" to={PAGES.deskAccount.path} params={{ accountId: consumerId }}>
            The account of the client
          </PageLink>,
        ],
        ['Where', `${placeWords(location)}, up to ${formatDistance(location.maxDistanceKm)} away`],
        ['When', capitalized(timingWords(timing))],
        ['Budget', budgetWords(budget)],
        ['Open offers', plural(openOffers, { one: 'offer', other: 'offers' })],
        ['Sent', <When key="sent" at={createdAt} />],
        ['Expires', <When key="expires" at={expiresAt} />],
      ]}
    />
  );
}

function CancelRequest({ request: { id, openOffers } }: { request: ServiceRequest }) {
  const api = useApi();
  return (
    <OperatorCancel
      what="request"
      name={`operator cancels request ${id}`}
      queryKey={requestQuery(api, id).queryKey}
      changes={[['requests', id]]}
      send={(key, reason) =>
        dataOf(
          api.POST('/v1/requests/{id}/cancel', {
            params: { path: { id }, header: { 'Idempotency-Key': key } },
            body: { reason },
          }),
        )
      }
    >
      {openOffers > 0 && 'Its open offers are closed with it. '}The client and the providers who know of it are
      notified.
    </OperatorCancel>
  );
}

function Offers({ requestId }: { requestId: string }) {
  const list = useSuspenseInfiniteQuery(requestOffersQuery(useApi(), requestId));
  const offers = itemsOf(list.data);
  if (offers.length === 0) return <Empty title="No offers">Nobody has made an offer for this request.</Empty>;
  return (
    <>
      <ul className={styles.services} aria-label="Offers">
        {offers.map((offer) => (
          <OfferRow key={offer.id} offer={offer} />
        ))}
      </ul>
      <ShowMore list={list} label="Show more offers" />
    </>
  );
}
