import type { EntityManager } from '@mikro-orm/postgresql';
import type { StoredSlot } from './entities/offer.entity.ts';
import type { Provider } from './entities/provider.entity.ts';
import { slotVerdict } from '#domain/availability/slots.ts';
import type { Availability, BookingSettings, Interval, SlotVerdict } from '#domain/availability/types.ts';
import { LIVE_BOOKING_STATUSES } from '#domain/lifecycles/booking.ts';
import { DAY_MS } from '#domain/local-date.ts';

/** The statuses that hold a slot, as a list in SQL; spelt as in the exclusion constraint, whose index it thus finds. */
export const LIVE_STATUSES_SQL = LIVE_BOOKING_STATUSES.map((status) => `'${status}'`).join(', ');

/** Verdicts that another booking is to blame for; the others a provider settles by offering the slot. */
const TAKEN: readonly SlotVerdict[] = ['overlaps_booking', 'within_buffer', 'day_is_full'];

/** The columns of a provider that say when it can be booked. */
type ProviderHours = Pick<
  Provider,
  'timezone' | 'schedule' | 'exceptions' | 'minNoticeHours' | 'maxBookingsPerDay' | 'bufferMinutes'
>;

/** A provider's hours and rules in the form that the availability function takes. */
export function calendarOf(provider: ProviderHours): { availability: Availability; settings: BookingSettings } {
  const { timezone, schedule, exceptions, minNoticeHours, maxBookingsPerDay, bufferMinutes } = provider;
  return {
    availability: { timezone, schedule, exceptions },
    settings: { minNoticeHours, maxBookingsPerDay: maxBookingsPerDay ?? null, bufferMinutes },
  };
}

/** The live bookings of a provider that touch the time between two instants. */
export async function busyBetween(
  em: EntityManager,
  providerId: string,
  fromMs: number,
  toMs: number,
): Promise<Interval[]> {
  // Asked of the range itself, so that the index of the exclusion constraint answers it.
  return em.execute<Interval[]>(
    `select extract(epoch from scheduled_start)::float8 * 1000 as "startMs",
            extract(epoch from scheduled_end)::float8 * 1000 as "endMs"
     from bookings
     where provider_id = ? and status in (${LIVE_STATUSES_SQL})
       and tstzrange(scheduled_start, scheduled_end) && tstzrange(to_timestamp(?), to_timestamp(?))`,
    [providerId, fromMs / 1000, toMs / 1000],
  );
}

/** The one answer to "is this slot free?" for a provider as the database has it now. */
export async function verdictOf(
  em: EntityManager,
  provider: Provider,
  { start, end }: StoredSlot,
  nowMs: number,
): Promise<SlotVerdict> {
  const slot = { startMs: Date.parse(start), endMs: Date.parse(end) };
  // Two days each way hold every booking that counts towards the local day or the buffer.
  const busy = await busyBetween(em, provider.id, slot.startMs - 2 * DAY_MS, slot.endMs + 2 * DAY_MS);
  return slotVerdict({ ...calendarOf(provider), busy, nowMs, slot });
}

/** True when other bookings leave no room for the slot. */
export const isTaken = (verdict: SlotVerdict): boolean => TAKEN.includes(verdict);
