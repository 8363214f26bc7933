import { CONFIDENCE, type Reading } from './reading.ts';
import type { AmbiguityKind } from './types.ts';

/** Days read at one place of the text; with a `problem` they are readings to choose from. */
export interface DaysRead {
  /** The index after the last token. */
  readonly next: number;
  /** As `dayNumber`s, in order; empty when there is a problem. */
  readonly days: readonly number[];
  readonly confidence: number;
  readonly problem?: { readonly kind: AmbiguityKind; readonly choices: readonly (readonly number[])[] };
  /** Set for a weekday, so that "not on Sunday" means each of them. */
  readonly weekday?: number;
  /** True when its week was named too: "not Friday next week" rules out this one alone. */
  readonly isOne?: true;
  /** The index of a part of the day inside: "Wednesday morning next week". It is left for the rule of times. */
  readonly gap?: number | undefined;
  /** Set for a date with a month, so that "or the 23rd" means the same month. */
  readonly month?: number | undefined;
  /** Set with the month when the year was said. */
  readonly year?: number | undefined;
}

/** No request names more days than this. */
export const MAX_DAYS = 14;

/** The days from one to another, both included. */
export function daysFrom(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}

/** A reading of these very days. */
export function daysRead(next: number, days: readonly number[], confidence: number): DaysRead {
  return { next, days, confidence };
}

/** A place that speaks of days without saying which. */
export function doubtfulDays(
  next: number,
  kind: AmbiguityKind,
  choices: readonly (readonly number[])[] = [],
): DaysRead {
  return { next, days: [], confidence: 0, problem: { kind, choices } };
}

/** A place of the text that may name days, and the day on which it is said. */
export interface DayPlace {
  readonly reading: Reading;
  readonly index: number;
  readonly today: number;
}

/** One day, unless it is over. */
export function dayNotPast(next: number, day: number, today: number): DaysRead {
  return day < today ? doubtfulDays(next, 'past_date') : daysRead(next, [day], CONFIDENCE.exact);
}
