import { DAY_MS, MINUTE_MS, minuteOfDay, toLocalDate, weekdayIndex, WEEKDAYS } from '#domain/local-date.ts';
import type { Availability, AvailabilityException, DayWindow, Interval } from './types.ts';
import type { ZoneClock } from './zone.ts';

/** A stretch of opening hours; `anchorMs` is where its window starts by the clock, the origin of its steps. */
export interface OpenPiece extends Interval {
  anchorMs: number;
}

/** A provider's hours, read once and asked by day. */
export interface Hours {
  isClosed: (day: number) => boolean;
  /** The pieces of every day that the range touches, in order; an instant is open when the clock then reads open hours. */
  pieces: (clock: ZoneClock, fromMs: number, toMs: number) => OpenPiece[];
}

interface MinuteRange {
  from: number;
  to: number;
}

/** Reads schedule and exceptions; the last exception of a date counts, a window that ends before it starts is empty. */
export function createHours({ schedule, exceptions }: Availability): Hours {
  const week = WEEKDAYS.map((weekday) => minuteRanges(schedule[weekday] ?? []));
  const special = new Map<string, AvailabilityException>();
  for (const exception of exceptions) special.set(exception.date, exception);
  return { isClosed, pieces };

  function exceptionOn(day: number): AvailabilityException | undefined {
    return special.size === 0 ? undefined : special.get(toLocalDate(day));
  }

  function isClosed(day: number): boolean {
    return exceptionOn(day)?.closed === true;
  }

  function rangesOn(day: number): readonly MinuteRange[] {
    const exception = exceptionOn(day);
    if (exception?.closed) return [];
    return exception?.windows ? minuteRanges(exception.windows) : (week[weekdayIndex(day)] ?? []);
  }

  function pieces(clock: ZoneClock, fromMs: number, toMs: number): OpenPiece[] {
    const found: OpenPiece[] = [];
    for (const segment of clock.segments(fromMs, toMs)) {
      const { offsetMs } = segment;
      const firstDay = Math.floor((Math.max(segment.startMs, fromMs) + offsetMs) / DAY_MS);
      const lastDay = Math.floor((Math.min(segment.endMs, toMs) - 1 + offsetMs) / DAY_MS);
      for (let day = firstDay; day <= lastDay; day += 1) {
        for (const { from, to } of rangesOn(day)) {
          const anchorMs = day * DAY_MS + from * MINUTE_MS - offsetMs;
          const startMs = Math.max(anchorMs, segment.startMs);
          const endMs = Math.min(day * DAY_MS + to * MINUTE_MS - offsetMs, segment.endMs);
          if (endMs > startMs) found.push({ startMs, endMs, anchorMs });
        }
      }
    }
    return found;
  }
}

function minuteRanges(windows: readonly DayWindow[]): MinuteRange[] {
  const ranges = windows
    .map(({ start, end }) => ({ from: minuteOfDay(start), to: minuteOfDay(end) }))
    .filter(({ from, to }) => to > from)
    .toSorted((a, b) => a.from - b.from);
  const merged: MinuteRange[] = [];
  for (const range of ranges) {
    const last = merged.at(-1);
    if (last && range.from <= last.to) last.to = Math.max(last.to, range.to);
    else merged.push(range);
  }
  return merged;
}
