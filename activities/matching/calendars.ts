import type { EntityManager } from '@mikro-orm/postgresql';
import type { ServiceRequest } from '#db/entities/service-request.entity.ts';
import { firstFreeSlots } from '#domain/availability/slots.ts';
import type { Interval } from '#domain/availability/types.ts';
import { LIVE_BOOKING_STATUSES } from '#domain/lifecycles/booking.ts';
import { DAY_MS } from '#domain/local-date.ts';
import type { CalendarVerdict } from '#domain/matching/top-ranked.ts';
import { acceptableWindows, availabilityScore, type Timing, type TimingWindow } from '#domain/timing.ts';
import type { Candidate } from './candidates.ts';

/** Bookings so far outside the windows cannot count towards a local day or a buffer inside them. */
const MARGIN_MS = 3 * DAY_MS;

/** Reads calendars for one request: all live bookings of the candidates that are asked about come in one statement. */
export function calendarReader(em: EntityManager, request: ServiceRequest, nowMs: number) {
  const { urgency, preferredDates, preferredTimes, timingFlexibility } = request;
  const timing: Timing = { urgency, preferredDates, preferredTimes, flexibility: timingFlexibility ?? undefined };
  const windowsByZone = new Map<string, TimingWindow[]>();
  return readCalendars;

  async function readCalendars(candidates: readonly Candidate[]): Promise<Map<string, CalendarVerdict>> {
    const windows = candidates.flatMap(({ calendar }) => windowsOf(calendar.availability.timezone));
    const busy = await liveBookings(em, candidates, windows);
    return new Map(
      candidates.map((candidate) => [candidate.providerId, verdict(candidate, busy.get(candidate.providerId) ?? [])]),
    );
  }

  function verdict({ calendar, durationMinutes }: Candidate, busy: readonly Interval[]): CalendarVerdict {
    const windows = windowsOf(calendar.availability.timezone);
    const score = availabilityScore(firstFreeSlots({ ...calendar, busy, nowMs, windows, durationMinutes }), urgency);
    return score > 0 ? score : 'no_free_slot';
  }

  function windowsOf(timezone: string): TimingWindow[] {
    const known = windowsByZone.get(timezone) ?? acceptableWindows(timing, timezone, nowMs);
    windowsByZone.set(timezone, known);
    return known;
  }
}

async function liveBookings(
  em: EntityManager,
  candidates: readonly Candidate[],
  windows: readonly Interval[],
): Promise<Map<string, Interval[]>> {
  const busy = new Map<string, Interval[]>();
  if (windows.length === 0) return busy;
  const fromMs = windows.reduce((earliest, { startMs }) => Math.min(earliest, startMs), Infinity) - MARGIN_MS;
  const toMs = windows.reduce((latest, { endMs }) => Math.max(latest, endMs), -Infinity) + MARGIN_MS;
  const rows = await em.execute<{ provider_id: string; start_ms: number; end_ms: number }[]>(
    // The index behind the exclusion constraint answers for one provider at a time.
    `select provider_id, extract(epoch from scheduled_start)::float8 * 1000 as start_ms,
       extract(epoch from scheduled_end)::float8 * 1000 as end_ms
     from unnest(:providerIds::uuid[]) as asked(id), lateral (
       select provider_id, scheduled_start, scheduled_end from bookings
       where provider_id = asked.id and status in (${LIVE_BOOKING_STATUSES.map((status) => `'${status}'`).join(', ')})
         and tstzrange(scheduled_start, scheduled_end) && tstzrange(:from::timestamptz, :to::timestamptz)) as live`,
    {
      providerIds: `{${candidates.map(({ providerId }) => providerId).join(',')}}`,
      from: new Date(fromMs).toISOString(),
      to: new Date(toMs).toISOString(),
    } as never,
  );
  for (const { provider_id: id, start_ms: startMs, end_ms: endMs } of rows) {
    const known = busy.get(id);
    const interval = { startMs: Math.round(startMs), endMs: Math.round(endMs) };
    if (known) known.push(interval);
    else busy.set(id, [interval]);
  }
  return busy;
}
