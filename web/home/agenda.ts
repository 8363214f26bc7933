import { isOpenRequest } from '#domain/lifecycles/request.ts';
import type { Schema } from '#web/api/client.ts';

type Request = Schema<'ServiceRequest'>;
type Booking = Schema<'Booking'>;

/** The requests that are open: first those that wait for a decision, then by their deadline. */
export function openRequests(requests: readonly Request[]): Request[] {
  const open = requests.filter(({ status }) => isOpenRequest(status));
  const waits = ({ openOffers }: Request): number => (openOffers > 0 ? 0 : 1);
  return open.toSorted((a, b) => waits(a) - waits(b) || Date.parse(a.expiresAt) - Date.parse(b.expiresAt));
}

/** The bookings that are not over, the next one first. */
export function comingBookings(bookings: readonly Booking[], nowMs: number): Booking[] {
  const coming = bookings.filter(({ scheduledEnd }) => Date.parse(scheduledEnd) > nowMs);
  return coming.toSorted((a, b) => Date.parse(a.scheduledStart) - Date.parse(b.scheduledStart));
}
