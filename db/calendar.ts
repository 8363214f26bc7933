import type { EntityManager } from '@mikro-orm/postgresql';
import type { StoredSlot } from './entities/offer.entity.ts';
import type { Provider } from './entities/provider.entity.ts';
import { slotVerdict } from '#domain/availability/slots.ts';
import type { Availability, BookingSettings, Interval, OfferedSlot, SlotVerdict } from '#domain/availability/types.ts';
import { BUSY_BOOKING_STATUSES } from '#domain/lifecycles/booking.ts';
import { DAY_MS } from '#domain/local-date.ts';

/** The bookings that take time, as a condition in SQL; spelt as in the index `bookings_busy`, which it thus finds. */
export const IS_BUSY_SQL = `status in (${BUSY_BOOKING_STATUSES.map((status) => `'${status}'`).join(', ')})`;

/** When a booking ends for its provider's calendar: work that is done earlier gives the rest of its time back. */
export const BUSY_UNTIL_SQL = 'least(scheduled_end, greatest(scheduled_start, coalesce(completed_at, scheduled_end)))';

/** Verdicts that another booking is to blame for. */
const TAKEN: readonly SlotVerdict[] = ['overlaps_booking', 'within_buffer', 'day_is_full'];
/** Verdicts that the provider's hours are to blame for. */
const CLOSED: readonly SlotVerdict[] = ['closed', 'outside_hours'];

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

/** The time that bookings of a provider take between two instants. */
export async function busyBetween(
  em: EntityManager,
  providerId: string,
  fromMs: number,
  toMs: number,
): Promise<Interval[]> {
  // Asked of the range itself, so that an index answers it.
  return em.execute<Interval[]>(
    `select extract(epoch from scheduled_start)::float8 * 1000 as "startMs",
            extract(epoch from ${BUSY_UNTIL_SQL})::float8 * 1000 as "endMs"
     from bookings
     where provider_id = ? and ${IS_BUSY_SQL}
       and tstzrange(scheduled_start, scheduled_end) && tstzrange(to_timestamp(?), to_timestamp(?))`,
    [providerId, fromMs / 1000, toMs / 1000],
  );
}

/** The one answer to "is this slot free?" for a provider as the database has it now. */
export async function verdictOf(
  em: EntityManager,
  provider: Provider,
  stored: StoredSlot,
  nowMs: number,
): Promise<SlotVerdict> {
  const slot = toOfferedSlot(stored);
  // Two days each way hold every booking that counts towards the local day or the buffer.
  const busy = await busyBetween(em, provider.id, slot.startMs - 2 * DAY_MS, slot.endMs + 2 * DAY_MS);
  return slotVerdict({ ...calendarOf(provider), busy, nowMs, slot });
}

/** The same for a slot that was offered in time: how near it has come since then does not count any more. */
export async function verdictOfOffered(
  em: EntityManager,
  provider: Provider,
  stored: StoredSlot,
): Promise<SlotVerdict> {
  const slot = toOfferedSlot(stored);
  const busy = await busyBetween(em, provider.id, slot.startMs - 2 * DAY_MS, slot.endMs + 2 * DAY_MS);
  const { availability, settings } = calendarOf(provider);
  return slotVerdict({
    availability,
    settings: { ...settings, minNoticeHours: 0 },
    busy,
    nowMs: slot.startMs,
    slot,
  });
}

function toOfferedSlot({ start, end, outsideHours }: StoredSlot): OfferedSlot {
  return { startMs: Date.parse(start), endMs: Date.parse(end), outsideHours };
}

/** True when the provider does not work then. */
export const isClosed = (verdict: SlotVerdict): boolean => CLOSED.includes(verdict);

/** True when other bookings leave no room for the slot. */
export const isTaken = (verdict: SlotVerdict): boolean => TAKEN.includes(verdict);
