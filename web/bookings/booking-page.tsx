import { Skeleton } from '@mantine/core';
import { useSuspenseInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { HOUR_MS } from '#domain/local-date.ts';
import type { Schema } from '#web/api/client.ts';
import { useApi } from '#web/api/hooks.ts';
import { itemsOf } from '#web/api/queries.ts';
import { PageLink } from '#web/kit/links.tsx';
import { Page } from '#web/kit/page.tsx';
import { Section } from '#web/kit/section.tsx';
import { ShowMore } from '#web/kit/show-more.tsx';
import { StatusBadge } from '#web/kit/status-badge.tsx';
import { lookOf } from '#web/kit/statuses.ts';
import { Timeline } from '#web/kit/timeline.tsx';
import type { ActorNames } from '#web/kit/timeline-words.ts';
import { useRereadAt } from '#web/kit/use-reread-at.ts';
import { useTimes } from '#web/kit/use-times.ts';
import { PAGES } from '#web/pages.ts';
import { BookingReviews, ReviewBooking } from '#web/reviews/reviews.pages.tsx';
import { useAccount } from '#web/session/hooks.ts';
import { BookingFacts, Completed, PriceFacts } from './booking-facts.tsx';
import { bookingTitle, sideIn } from './booking-lists.ts';
import { bookingQuery, bookingTimelineQuery } from './bookings.queries.ts';
import { CancelBooking, Cancelled } from './cancel-booking.tsx';
import { CheckIn, CompleteBooking } from './work-steps.tsx';

/** One booking as its parties see it: when and where, the price, and what can be done. */
export function BookingPage() {
  const { bookingId } = useParams({ from: PAGES.booking.path });
  const { data: booking } = useSuspenseQuery(bookingQuery(useApi(), bookingId));
  const side = sideIn(booking, useAccount());
  const { day } = useTimes();
  useActionsInTime(booking);
  const { allowedActions, status } = booking;
  const canCheckIn = allowedActions.includes('check_in');
  const other = side === 'provider' ? booking.consumer.name : booking.provider.name;
  return (
    <Page
      title={bookingTitle(booking, side)}
      state={`${day(booking.scheduledStart)}, ${lookOf('booking', status).word.toLowerCase()}`}
      badge={<StatusBadge kind="booking" status={status} />}
      back={<PageLink to={PAGES.bookings.path}>Your bookings</PageLink>}
    >
      {canCheckIn && <CheckIn booking={booking} />}
      {allowedActions.includes('complete') && <CompleteBooking booking={booking} isNext={!canCheckIn} />}
      {allowedActions.includes('review') && <ReviewBooking bookingId={bookingId} otherName={other} />}
      <Cancelled booking={booking} side={side} />
      <Completed booking={booking} />
      <BookingFacts booking={booking} side={side} />
      <PriceFacts booking={booking} side={side} />
      {status === 'completed' && side !== 'admin' && (
        <BookingReviews
          bookingId={bookingId}
          side={side}
          otherName={other}
          canReview={allowedActions.includes('review')}
        />
      )}
      {allowedActions.includes('cancel') && <CancelBooking booking={booking} side={side} />}
      <Section title="What happened" skeleton={<Skeleton height={120} />}>
        <Events bookingId={bookingId} names={namesOf(booking, side)} />
      </Section>
    </Page>
  );
}

/** What is allowed changes with the time alone: by the policy, an hour before the start, and at the start. */
function useActionsInTime({ id, scheduledStart, policy }: Schema<'Booking'>): void {
  const key = useMemo(() => ['bookings', id], [id]);
  const startMs = Date.parse(scheduledStart);
  const hoursBefore = [policy.freeUntilHours, policy.feeUntilHours, 1, 0];
  useRereadAt(
    key,
    hoursBefore.map((hours) => startMs - hours * HOUR_MS),
  );
}

function namesOf({ provider, consumer }: Schema<'Booking'>, side: ReturnType<typeof sideIn>): ActorNames {
  return { provider: provider.name, consumer: consumer.name, [side]: 'you' };
}

function Events({ bookingId, names }: { bookingId: string; names: ActorNames }) {
  const list = useSuspenseInfiniteQuery(bookingTimelineQuery(useApi(), bookingId));
  return (
    <>
      <Timeline events={itemsOf(list.data)} names={names} />
      <ShowMore list={list} label="Show what happened later" />
    </>
  );
}
