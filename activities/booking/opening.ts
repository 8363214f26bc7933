import { ApplicationFailure } from '@temporalio/common';
import { Booking } from '#db/entities/booking.entity.ts';
import type { BookingDependencies, BookingSettings, BookingSnapshot } from './snapshot.ts';

/** Reads where a booking stands; changes nothing. */
export async function openBooking({ orm, settings }: BookingDependencies, bookingId: string): Promise<BookingSnapshot> {
  const booking = await orm.em.fork().findOne(Booking, bookingId);
  if (!booking) throw ApplicationFailure.nonRetryable('there is no such booking', 'not_found');
  return toSnapshot(booking, settings);
}

/** What the workflow remembers of a booking. */
export function toSnapshot(
  booking: Booking,
  { autoCompleteMs, checkInLeadMs, commandsPerRun }: BookingSettings,
): BookingSnapshot {
  const endMs = booking.scheduledEnd.getTime();
  return {
    status: booking.status,
    startMs: booking.scheduledStart.getTime(),
    endMs,
    autoCompleteAtMs: endMs + autoCompleteMs,
    commandsPerRun,
    checkInLeadMs,
    policy: booking.policy,
  };
}
