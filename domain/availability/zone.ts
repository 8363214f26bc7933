import { Temporal as Calendar } from 'temporal-polyfill'; // the calendar proposal; nothing to do with Temporal.io
import { DAY_MS, MINUTE_MS } from '#domain/local-date.ts';
import { mergeIntervals } from './intervals.ts';
import type { Interval } from './types.ts';

/** A stretch of time during which a zone keeps one offset from UTC. */
export interface OffsetSegment extends Interval {
  offsetMs: number;
}

/** One zone's clock: plain arithmetic once the zone's changes in a block of time have been read. */
export interface ZoneClock {
  /** The segments that cover a range, in order and without a hole. */
  segments: (fromMs: number, toMs: number) => readonly OffsetSegment[];
  /** The date on the zone's calendar at an instant, as a `dayNumber`. */
  dayOf: (ms: number) => number;
  /** The instants at which the zone's clock reads that day and a minute in the range: none in a gap, twice in an overlap. */
  instantsOf: (day: number, fromMinute: number, toMinute: number) => Interval[];
}

const BLOCK_MS = 400 * DAY_MS; // a little over a year: what one cold read looks up
const MAX_ZONES = 1_000; // names ignore case, so their number is not bounded by the zone database
const MAX_BLOCKS = 64;

const clocks = new Map<string, ZoneClock>();

/** The clock of an IANA zone, kept for the next caller; throws a RangeError for a name no zone has. */
export function zoneClock(timezone: string): ZoneClock {
  const known = clocks.get(timezone);
  if (known) return known;
  if (!isKnown(timezone)) throw new RangeError(`not an IANA time zone: ${JSON.stringify(timezone)}`);
  if (clocks.size >= MAX_ZONES) clocks.clear();
  const clock = createClock(timezone);
  clocks.set(timezone, clock);
  return clock;
}

/** The areas of the IANA database, and the countries under which it keeps older names of the same zones. */
const AREA =
  /^(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific|Etc|Brazil|Canada|Chile|Mexico|US)\/./i;
/** A zone that its maker withdrew, and that the library still knows. */
const WITHDRAWN = /^us\/pacific-new$/i;

/**
 * True for the name of an IANA zone by area and place, and for UTC. A bare offset such as +02:00 knows no daylight saving,
 * an abbreviation such as CST or IST means several zones, and SystemV/EST5EDT is older than any rule of today.
 */
export function isTimeZone(value: string): boolean {
  return (value.toUpperCase() === 'UTC' || (AREA.test(value) && !WITHDRAWN.test(value))) && isKnown(value);
}

/** True for every name that the library knows: what was stored once is always readable. */
function isKnown(value: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(value)) return false;
  try {
    Calendar.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(value);
    return true;
  } catch {
    return false;
  }
}

function createClock(timezone: string): ZoneClock {
  const blocks = new Map<number, OffsetSegment[]>();
  return { segments, dayOf, instantsOf };

  function block(number: number): OffsetSegment[] {
    const known = blocks.get(number);
    if (known) return known;
    if (blocks.size >= MAX_BLOCKS) blocks.clear();
    const read = readBlock(timezone, number * BLOCK_MS);
    blocks.set(number, read);
    return read;
  }

  function segments(fromMs: number, toMs: number): readonly OffsetSegment[] {
    const found: OffsetSegment[] = [];
    for (let number = Math.floor(fromMs / BLOCK_MS); number * BLOCK_MS < toMs; number += 1) {
      for (const segment of block(number)) {
        if (segment.endMs > fromMs && segment.startMs < toMs) found.push(segment);
      }
    }
    return found;
  }

  function dayOf(ms: number): number {
    let offsetMs = 0;
    for (const segment of block(Math.floor(ms / BLOCK_MS))) {
      offsetMs = segment.offsetMs;
      if (ms < segment.endMs) break;
    }
    return Math.floor((ms + offsetMs) / DAY_MS);
  }

  function instantsOf(day: number, fromMinute: number, toMinute: number): Interval[] {
    const fromLocal = day * DAY_MS + fromMinute * MINUTE_MS;
    const toLocal = day * DAY_MS + toMinute * MINUTE_MS;
    const pieces: Interval[] = [];
    for (const { startMs, endMs, offsetMs } of segments(fromLocal - DAY_MS, toLocal + DAY_MS)) {
      const piece = { startMs: Math.max(fromLocal - offsetMs, startMs), endMs: Math.min(toLocal - offsetMs, endMs) };
      if (piece.endMs > piece.startMs) pieces.push(piece);
    }
    return mergeIntervals(pieces);
  }
}

function readBlock(timezone: string, blockStartMs: number): OffsetSegment[] {
  const blockEndMs = blockStartMs + BLOCK_MS;
  const segments: OffsetSegment[] = [];
  let moment = Calendar.Instant.fromEpochMilliseconds(blockStartMs).toZonedDateTimeISO(timezone);
  for (;;) {
    const next = moment.getTimeZoneTransition('next');
    const endMs = next ? Math.min(next.epochMilliseconds, blockEndMs) : blockEndMs;
    segments.push({ startMs: moment.epochMilliseconds, endMs, offsetMs: moment.offsetNanoseconds / 1e6 });
    if (!next || endMs === blockEndMs) return segments;
    moment = next;
  }
}
