import type { EntityManager } from '@mikro-orm/postgresql';
import { BUSY_UNTIL_SQL, IS_BUSY_SQL, calendarOf } from '#db/calendar.ts';
import type { Provider } from '#db/entities/provider.entity.ts';
import type { ServiceRequest } from '#db/entities/service-request.entity.ts';
import { firstFreeSlots } from '#domain/availability/slots.ts';
import { DAY_MS } from '#domain/local-date.ts';
import type { CalendarVerdict } from '#domain/matching/top-ranked.ts';
import { acceptableWindows, availabilityScore, type Timing, type TimingWindow } from '#domain/timing.ts';
import { toUuidArray } from './candidate-sql.ts';
import type { Candidate } from './candidates.ts';

/** A day for the zones on either side of UTC, one for a booking that began before, one for the rest of its local day. */
const MARGIN_MS = 3 * DAY_MS;

/** Reads calendars for one request: hours and busy times of all candidates that are asked about in one statement. */
export function calendarReader(em: EntityManager, request: ServiceRequest, nowMs: number) {
  const { urgency, preferredDates, preferredTimes, timingFlexibility } = request;
  const timing: Timing = { urgency, preferredDates, preferredTimes, flexibility: timingFlexibility ?? undefined };
  const windowsByZone = new Map<string, TimingWindow[]>();
  const lastMs = windowsOf('UTC').reduce((latest, { endMs }) => Math.max(latest, endMs), nowMs);
  return readCalendars;

  async function readCalendars(candidates: readonly Candidate[]): Promise<Map<string, CalendarVerdict>> {
    const rows = await em.execute<CalendarRow[]>(CALENDARS, {
      providerIds: toUuidArray(candidates.map(({ providerId }) => providerId)),
      from: new Date(nowMs - MARGIN_MS).toISOString(),
      to: new Date(lastMs + MARGIN_MS).toISOString(),
    } as never);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return new Map(
      candidates.map(({ providerId, durationMinutes }) => {
        return [providerId, verdict(byId.get(providerId), durationMinutes)];
      }),
    );
  }

  function verdict(row: CalendarRow | undefined, durationMinutes: number): CalendarVerdict {
    if (!row) return 'inactive'; // deleted since it was ranked
    const windows = windowsOf(row.timezone);
    const busy = row.busy.map(([startMs, endMs]) => ({ startMs, endMs }));
    const score = availabilityScore(
      firstFreeSlots({ ...calendarOf(row), busy, nowMs, windows, durationMinutes }),
      urgency,
    );
    return score > 0 ? score : 'no_free_slot';
  }

  function windowsOf(timezone: string): TimingWindow[] {
    const known = windowsByZone.get(timezone) ?? acceptableWindows(timing, timezone, nowMs);
    windowsByZone.set(timezone, known);
    return known;
  }
}

type CalendarRow = Pick<
  Provider,
  'id' | 'timezone' | 'schedule' | 'exceptions' | 'minNoticeHours' | 'maxBookingsPerDay' | 'bufferMinutes'
> & {
  /** Start and end of each booking that takes time, in milliseconds. */
  busy: [startMs: number, endMs: number][];
};

/** The index `bookings_busy` finds the bookings of one provider at a time. */
const CALENDARS = `
  select id, timezone, schedule, exceptions, min_notice_hours as "minNoticeHours",
    max_bookings_per_day as "maxBookingsPerDay", buffer_minutes as "bufferMinutes",
    array(
      select array[(extract(epoch from scheduled_start) * 1000)::float8, (extract(epoch from ${BUSY_UNTIL_SQL}) * 1000)::float8]
      from bookings
      where provider_id = providers.id and ${IS_BUSY_SQL}
        and tstzrange(scheduled_start, scheduled_end) && tstzrange(:from::timestamptz, :to::timestamptz)) as busy
  from providers where id = any(:providerIds::uuid[])`;
