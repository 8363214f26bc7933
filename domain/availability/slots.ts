import { DAY_MS, MINUTE_MS } from '#domain/local-date.ts';
import { MAX_SLOT_MS, openCalendar, type ProviderCalendar } from './calendar.ts';
import type { OpenPiece } from './hours.ts';
import { mergeIntervals, subtractIntervals } from './intervals.ts';
import type { Interval, OfferedSlot, Slot, SlotVerdict } from './types.ts';

export type { ProviderCalendar } from './calendar.ts';

/** Which slots a search offers: their length, and the step between starts by the provider's clock. */
export interface SlotShape {
  durationMinutes: number;
  stepMinutes?: number | undefined;
}

/** A search for slots that start at or after `fromMs` and before `toMs`, so that neighbouring ranges share none. */
export interface SlotSearch extends ProviderCalendar, SlotShape {
  fromMs: number;
  toMs: number;
  limit?: number | undefined;
}

/** The step between the starts that a search offers when it is not told otherwise. */
export const DEFAULT_STEP_MINUTES = 30;

/** No search looks over more days, so that its cost is bounded. */
export const MAX_SEARCH_DAYS = 400;

/**
 * Answers "is this slot free?" for search, offer, accept and reschedule alike: `free`, or the first reason against it. The
 * provider can set aside the opening hours for a slot, and nothing else: notice, bookings, buffer and day cap still count.
 */
export function slotVerdict({ slot, ...calendar }: ProviderCalendar & { slot: OfferedSlot }): SlotVerdict {
  return openCalendar(calendar).verdict(slot);
}

/**
 * Yields, in order, only slots that `slotVerdict` calls free: those that start whole steps after the start of their
 * window by the provider's clock, and the first minute of any stretch of possible starts in the range that has none.
 */
export function* freeSlots({ fromMs, toMs, limit = Infinity, ...search }: SlotSearch): Generator<Slot> {
  let left = limit;
  for (const slot of left > 0 ? createSearch(search)({ startMs: fromMs, endMs: toMs }) : []) {
    yield slot;
    left -= 1;
    if (left <= 0) return;
  }
}

/** The first free slot that starts in each window, `undefined` where there is none; the calendar is read only once. */
export function firstFreeSlots({
  windows,
  ...search
}: ProviderCalendar & SlotShape & { windows: readonly Interval[] }): Array<Slot | undefined> {
  const slotsIn = createSearch(search);
  return windows.map((window) => slotsIn(window).next().value);
}

function createSearch(search: ProviderCalendar & SlotShape): (range: Interval) => Generator<Slot, undefined> {
  const durationMs = wholeMinutes(search.durationMinutes, 'durationMinutes');
  const stepMs = wholeMinutes(search.stepMinutes ?? DEFAULT_STEP_MINUTES, 'stepMinutes');
  const calendar = openCalendar(search);
  const blocked = calendar.blockedStarts(durationMs);
  return slotsIn;

  function* slotsIn({ startMs: fromMs, endMs: untilMs }: Interval): Generator<Slot, undefined> {
    if (untilMs - fromMs > MAX_SEARCH_DAYS * DAY_MS) {
      throw new RangeError(`a search spans at most ${MAX_SEARCH_DAYS} days`);
    }
    const firstMs = Math.max(fromMs, calendar.earliestMs);
    if (durationMs > MAX_SLOT_MS || !(firstMs < untilMs)) return;
    const pieces = calendar.pieces(firstMs, untilMs + durationMs);
    const open = mergeIntervals(pieces);
    for (const startMs of possibleStarts({ startMs: firstMs, endMs: untilMs }, open, pieces)) {
      const slot = { startMs, endMs: startMs + durationMs };
      if (calendar.verdict(slot, open) === 'free') yield slot;
    }
  }

  function* possibleStarts(range: Interval, open: readonly Interval[], pieces: readonly OpenPiece[]) {
    for (const { startMs, endMs } of open) {
      const starts = {
        startMs: Math.max(startMs, range.startMs),
        endMs: Math.min(endMs - durationMs + 1, range.endMs), // the last start still ends inside the opening hours
      };
      for (const run of subtractIntervals(starts, blocked)) yield* startsIn(run, pieces, stepMs);
    }
  }
}

function* startsIn(run: Interval, pieces: readonly OpenPiece[], stepMs: number): Generator<number> {
  let found = false;
  for (const { startMs, endMs, anchorMs } of pieces) {
    if (startMs >= run.endMs) break;
    const fromMs = Math.max(run.startMs, startMs);
    const untilMs = Math.min(run.endMs, endMs);
    for (let ms = anchorMs + Math.ceil((fromMs - anchorMs) / stepMs) * stepMs; ms < untilMs; ms += stepMs) {
      found = true;
      yield ms;
    }
  }
  const firstMinuteMs = Math.ceil(run.startMs / MINUTE_MS) * MINUTE_MS;
  if (!found && firstMinuteMs < run.endMs) yield firstMinuteMs;
}

function wholeMinutes(minutes: number, name: string): number {
  if (Number.isInteger(minutes) && minutes > 0) return minutes * MINUTE_MS;
  throw new RangeError(`${name} must be a positive whole number of minutes: ${minutes}`);
}
