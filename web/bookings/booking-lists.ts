import { LIVE_BOOKING_STATUSES } from '#domain/lifecycles/booking.ts';
import type { Schema } from '#web/api/client.ts';

type Booking = Schema<'Booking'>;
type Side = 'consumer' | 'provider' | 'admin';

/** Who somebody is in a booking; operators who look at it are neither of its parties. */
export function sideIn(
  { consumerId, providerId }: Pick<Booking, 'consumerId' | 'providerId'>,
  account: { readonly id: string; readonly providerId: string | null } | undefined,
): Side {
  if (account?.id === consumerId) return 'consumer';
  return account?.providerId === providerId ? 'provider' : 'admin';
}

/** `Curly cut with Petra's Curls`; for operators without a side. */
export function bookingTitle(booking: Pick<Booking, 'serviceName' | 'provider' | 'consumer'>, side: Side): string {
  const { serviceName, provider, consumer } = booking;
  return `${serviceName} with ${side === 'provider' ? consumer.name : provider.name}`;
}

/** By when they begin, the next one first. */
export const byStart = (a: Pick<Booking, 'scheduledStart'>, b: Pick<Booking, 'scheduledStart'>): number =>
  Date.parse(a.scheduledStart) - Date.parse(b.scheduledStart);

/** Whether a booking is over: nothing is to come of it any more. */
export const isOver = ({ status }: Pick<Booking, 'status'>): boolean =>
  !LIVE_BOOKING_STATUSES.some((live) => live === status);
