import { Group, Skeleton } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { dataOf, type Schema } from '#web/api/client.ts';
import { useApi } from '#web/api/hooks.ts';
import { CopyId } from '#web/kit/copy-id.tsx';
import { Facts } from '#web/kit/facts.tsx';
import { formatMoney } from '#web/kit/format.ts';
import { PageLink } from '#web/kit/links.tsx';
import { Page } from '#web/kit/page.tsx';
import { Section } from '#web/kit/section.tsx';
import { StatusBadge } from '#web/kit/status-badge.tsx';
import { lookOf } from '#web/kit/statuses.ts';
import { When } from '#web/kit/when.tsx';
import { PAGES } from '#web/pages.ts';
import { bookingQuery, cancelQuoteQuery } from './desk.queries.ts';
import { History } from './history.tsx';
import { OperatorCancel } from './operator-cancel.tsx';
import { TemporalLink } from './temporal-link.tsx';

type Booking = Schema<'Booking'>;

/** A booking as operators look at it: its facts, its run, and the way to call it off. */
export function BookingPage() {
  const { bookingId } = useParams({ from: PAGES.deskBooking.path });
  const { data: booking } = useSuspenseQuery(bookingQuery(useApi(), bookingId));
  const { id, status, links, allowedActions, serviceName } = booking;
  return (
    <Page
      title={serviceName}
      state={lookOf('booking', status).word}
      badge={<StatusBadge kind="booking" status={status} />}
      back={<PageLink to={PAGES.deskRuns.path}>Runs</PageLink>}
      actions={<TemporalLink url={links.workflow} />}
    >
      <Section title="Facts">
        <BookingFacts booking={booking} />
      </Section>
      {allowedActions.includes('cancel') && (
        <Section title="What you can do">
          <CancelBooking bookingId={id} />
        </Section>
      )}
      <Section title="What happened" skeleton={<Skeleton height={160} />}>
        <History of="bookings" id={id} />
      </Section>
      <Group gap="xs">
        <CopyId what="booking id" value={id} />
      </Group>
    </Page>
  );
}

function BookingFacts({ booking }: { booking: Booking }) {
  const { consumer, consumerId, provider, providerId, requestId, price, cancellation, completion } = booking;
  return (
    <Facts
      facts={[
        [
          'Client',
          <PageLink key="client" to={PAGES.deskAccount.path} params={{ accountId: consumerId }}>
            {consumer.name}
          </PageLink>,
        ],
        [
          'Provider',
          <PageLink key="provider" to={PAGES.publicProvider.path} params={{ providerId }}>
            {provider.name}
          </PageLink>,
        ],
        ['Starts', <When key="starts" at={booking.scheduledStart} />],
        ['Ends', <When key="ends" at={booking.scheduledEnd} />],
        ['Time zone', booking.timezone.replaceAll('_', ' ')],
        ['Price', formatMoney(price)],
        ['Cancelled', cancellation && <When key="cancelled" at={cancellation.at} />],
        ['Why', cancellation?.reason],
        ['Fee', cancellation && formatMoney(cancellation.fee)],
        ['Completed', completion && <When key="completed" at={completion.at} />],
        [
          'Request',
          <PageLink key="request" to={PAGES.deskRequest.path} params={{ requestId }}>
            The request it came from
          </PageLink>,
        ],
      ]}
    />
  );
}

function CancelBooking({ bookingId: id }: { bookingId: string }) {
  const api = useApi();
  const { data: quote } = useQuery(cancelQuoteQuery(api, id));
  return (
    <OperatorCancel
      what="booking"
      name={`operator cancels booking ${id}`}
      queryKey={bookingQuery(api, id).queryKey}
      changes={[['bookings', id]]}
      send={(key, reason) =>
        dataOf(
          api.POST('/v1/bookings/{id}/cancel', {
            params: { path: { id }, header: { 'Idempotency-Key': key } },
            body: { reason },
          }),
        )
      }
    >
      {quote && (quote.fee.amount === 0 ? 'It costs nobody anything. ' : `The client pays ${formatMoney(quote.fee)}. `)}
      Both sides are notified. This cannot be undone.
    </OperatorCancel>
  );
}
