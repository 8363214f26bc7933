import { MINUTES_A_DAY, minuteOfDay, toLocalDate } from '#domain/local-date.ts';
import type { DatesRead } from './dates.ts';
import type { SpokenSlot } from './intent-types.ts';
import type { LocalNow } from './local-now.ts';
import type { Reading } from './reading.ts';
import type { SpokenHours, TimesRead } from './times.ts';
import type { Ambiguity, AmbiguityKind } from './types.ts';

/** Doubts whose choices are the days that one word can mean. */
const READINGS: ReadonlySet<AmbiguityKind> = new Set(['weekday_is_today', 'next_weekday', 'day_month_order']);
const HALF_DAY = 720;

/** When an order is meant for: every word for a day or an hour is in it, also one that comes to no day. */
export function spokenSlot(
  { dates, excluded }: DatesRead,
  { hours }: TimesRead,
  ambiguous: readonly Ambiguity[],
): SpokenSlot {
  const doubts = ambiguous.filter(({ field }) => field === 'preferredDates');
  const unknown = doubts.find(({ kind, choices }) => !READINGS.has(kind) || choices.length === 0);
  const readings = doubts.flatMap(({ choices }) => choices.flat());
  const days = [...new Set([...dates, ...readings])].toSorted();
  const [first, ...others] = days;
  return {
    ...(first !== undefined && others.length === 0 && { date: first }),
    ...(others.length > 0 && { dates: days }),
    ...(others.length > 0 && doubts.length > 0 && { isDoubtful: true as const }),
    ...(excluded.length > 0 && { notDates: excluded }),
    ...(unknown && { unknownDay: { kind: unknown.kind, text: unknown.text, choices: unknown.choices } }),
    ...timeOf(hours),
  };
}

/** True when nothing was said of when. */
export function isOpenSlot(slot: SpokenSlot): boolean {
  return Object.keys(slot).length === 0;
}

/** True when it is too late on a day for every time that was said; a day without a time ends at midnight. */
export function isOver(slot: SpokenSlot, date: string, now: LocalNow): boolean {
  const today = toLocalDate(now.day);
  if (date !== today) return date < today;
  const ends = [
    ...[slot.time, slot.orTime].flatMap((time) => (time === undefined ? [] : [minuteOfDay(time)])),
    ...(slot.hours ?? []).map(({ to }) => minuteOfDay(to) - 1),
  ];
  return ends.length > 0 && Math.max(...ends) <= now.minute;
}

/** The days without today when it is too late today for what was said; then it is asked which day is meant. */
export function withoutOver(reading: Reading, named: DatesRead, slot: SpokenSlot, now: LocalNow): DatesRead {
  const today = toLocalDate(now.day);
  const doubt = reading.ambiguous.findIndex(({ kind }) => kind === 'weekday_is_today');
  const isNamed = named.dates.includes(today);
  if ((!isNamed && doubt < 0) || !isOver(slot, today, now)) return named;
  const words = reading.ambiguous[doubt] ?? reading.evidence.findLast(({ field }) => field === 'preferredTimes');
  if (!words) return named;
  const { span, text } = words;
  const choices = reading.ambiguous[doubt]?.choices.filter(([date]) => date !== today) ?? [];
  const past: Ambiguity = { field: 'preferredDates', kind: 'past_time', choices, span, text };
  if (doubt >= 0) reading.ambiguous.splice(doubt, 1, past);
  else reading.ambiguous.push(past);
  const dates = named.dates.filter((date) => date !== today);
  if (isNamed && dates.length === 0) reading.drop('preferredDates');
  return { ...named, dates };
}

function timeOf(hours: readonly SpokenHours[]): Pick<SpokenSlot, 'time' | 'orTime' | 'hours'> {
  const exact = hours.filter(({ at }) => at !== undefined);
  const meant = exact.length > 0 ? exact : hours; // "tonight at nine": the part of the day only says which nine
  const [first, ...others] = meant;
  if (!first) return {};
  const stretches = meant.filter(({ from, to, at }) => at === undefined || others.length > 0 || isWide(from, to));
  return {
    ...(first.at !== undefined && others.length === 0 && { time: clockOf(first.at) }),
    ...(first.at !== undefined &&
      others.length === 0 &&
      first.isEitherHalf && { orTime: clockOf(first.at + HALF_DAY) }),
    ...(stretches.length > 0 && { hours: stretches.flatMap(stretchesOf) }),
  };
}

/** A time that was named alone stands for itself; among several, "at nine" stands for both nines. */
function stretchesOf({ from, to, at, isEitherHalf }: SpokenHours): Array<{ from: string; to: string }> {
  if (at === undefined || isWide(from, to)) return [{ from: clockOf(from), to: clockOf(to) }];
  const starts = isEitherHalf ? [at, at + HALF_DAY] : [at];
  return starts.map((start) => ({ from: clockOf(start), to: clockOf(start + 1) }));
}

const NARROWEST = 15;
const isWide = (from: number, to: number): boolean => to - from > NARROWEST;

function clockOf(minute: number): string {
  const kept = Math.min(Math.max(minute, 0), MINUTES_A_DAY);
  return `${String(Math.floor(kept / 60)).padStart(2, '0')}:${String(kept % 60).padStart(2, '0')}`;
}
