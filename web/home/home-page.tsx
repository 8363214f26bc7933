import { useSuspenseQuery } from '@tanstack/react-query';
import type { Schema } from '#web/api/client.ts';
import { useApi } from '#web/api/hooks.ts';
import { Empty } from '#web/kit/empty.tsx';
import { formatMoney, plural } from '#web/kit/format.ts';
import { PageLink } from '#web/kit/links.tsx';
import { Page } from '#web/kit/page.tsx';
import { budgetWords, requestTitle, timingWords } from '#web/kit/request-words.ts';
import { Row, Rows, RowsSkeleton } from '#web/kit/rows.tsx';
import { Section } from '#web/kit/section.tsx';
import { SentenceBox } from '#web/kit/sentence-box.tsx';
import { StatusBadge } from '#web/kit/status-badge.tsx';
import { useTimes } from '#web/kit/use-times.ts';
import { PAGES } from '#web/pages.ts';
import { useAccount } from '#web/session/hooks.ts';
import { comingBookings, openRequests } from './agenda.ts';
import { ownRequestsQuery, standingBookingsQuery } from './home.queries.ts';

/** Where a consumer begins: the next request, those that are open, and what is booked. */
export function HomePage() {
  const account = useAccount();
  const [first] = (account?.name ?? '').split(' ');
  return (
    <Page title={first ? `Hello, ${first}` : 'Home'}>
      <SentenceBox />
      <Section
        title="Open requests"
        isPlain
        actions={<PageLink to={PAGES.newRequest.path}>New request by form</PageLink>}
        skeleton={<RowsSkeleton count={2} />}
      >
        <OpenRequests />
      </Section>
      <Section
        title="Bookings to come"
        isPlain
        actions={<PageLink to={PAGES.bookings.path}>All bookings</PageLink>}
        skeleton={<RowsSkeleton count={2} />}
      >
        <ComingBookings />
      </Section>
    </Page>
  );
}

function OpenRequests() {
  const { data } = useSuspenseQuery(ownRequestsQuery(useApi()));
  const open = openRequests(data.items);
  if (open.length === 0) {
    return (
      <Empty title="No open requests">
        Say above what you need, where and when. An agent turns it into a request; once you approve it, providers who
        fit and are free make you offers, and they are listed here.
      </Empty>
    );
  }
  return (
    <Rows label="Open requests">
      {open.map((request) => (
        <OpenRequest key={request.id} request={request} />
      ))}
    </Rows>
  );
}

function OpenRequest({ request }: { request: Schema<'ServiceRequest'> }) {
  const { id, status, timing, budget, expiresAt, openOffers } = request;
  const { relative } = useTimes();
  const offers = openOffers === 0 ? undefined : plural(openOffers, { one: 'offer', other: 'offers' });
  const title = requestTitle(request);
  return (
    <Row
      title={
        openOffers > 0 ? (
          <PageLink to={PAGES.offers.path} params={{ requestId: id }}>
            {title}
          </PageLink>
        ) : (
          <PageLink to={PAGES.request.path} params={{ requestId: id }}>
            {title}
          </PageLink>
        )
      }
      badge={<StatusBadge kind="request" status={status} />}
      facts={[
        offers && `${offers} to compare`,
        timingWords(timing),
        budgetWords(budget),
        `ends ${relative(expiresAt)}`,
      ]}
    />
  );
}

function ComingBookings() {
  const { data } = useSuspenseQuery(standingBookingsQuery(useApi()));
  const { nowMs, when } = useTimes();
  const coming = comingBookings(data.items, nowMs);
  if (coming.length === 0) {
    return <Empty title="Nothing is booked">Once you book an offer, the booking is listed here.</Empty>;
  }
  return (
    <Rows label="Bookings to come">
      {coming.map(({ id, serviceName, provider, scheduledStart, price, status }) => (
        <Row
          key={id}
          title={
            <PageLink to={PAGES.booking.path} params={{ bookingId: id }}>
              {serviceName} with {provider.name}
            </PageLink>
          }
          badge={<StatusBadge kind="booking" status={status} />}
          facts={[when(scheduledStart), formatMoney(price)]}
        />
      ))}
    </Rows>
  );
}
