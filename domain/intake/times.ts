import { MINUTES_A_DAY } from '#domain/local-date.ts';
import { TIME_OF_DAY_HOURS, TIMES_OF_DAY, type TimeOfDay } from '#domain/preferences.ts';
import { DOUBTFUL_PARTS, isDayWord, TODAY_WORDS } from './calendar-words.ts';
import { absenceBefore, isAway } from './absences.ts';
import { isHourNumber, readClock, spokenHour, type ClockRead } from './clock.ts';
import { dayPartOf, type Minutes } from './day-parts.ts';
import { isNegated } from './negation.ts';
import { CONFIDENCE, type Reading } from './reading.ts';
import { besidePart, betweenParts, fromPart, JOINTS, LEAST_MINUTES, type TimeRead } from './part-times.ts';
import { limitBefore, limitBehind, type TimeLimit } from './time-limits.ts';

/** The times of day of a text. */
export interface TimesRead {
  readonly times: readonly TimeOfDay[];
  /** Every stretch that was named, in order; for a text that only rules some out, what it leaves. */
  readonly hours: readonly SpokenHours[];
}

/** When something may begin, in minutes after midnight; `to` is not part of it. */
export interface SpokenHours {
  readonly from: number;
  readonly to: number;
  /** The minute that was named, when one was that fits. */
  readonly at?: number;
  /** The minute may be meant twelve hours later too: "at nine". */
  readonly isEitherHalf: boolean;
}

const NOON = 720;
const ABOUT_MINUTES = 60;
const AGES = new Set(['aged', 'age', 'ages']);
const CHILDREN = new Set(['kids', 'children', 'child', 'boys', 'girls', 'toddlers']);
const OWN = new Set(['my', 'our', 'the', 'both']);
const LEADING = new Set(['in', 'at', 'the', 'during', 'on', 'late', 'early', 'any', 'every']);

/** Reads the times of day wanted; "not in the morning" alone leaves the other two. */
export function readTimes(reading: Reading): TimesRead {
  const found = inTheirHalf(findTimes(reading));
  const wanted = found.filter(({ isOut }) => !isOut);
  const refused = found.filter(({ isOut }) => isOut);
  const partsIn = (all: readonly TimeFound[]) => new Set(all.flatMap(({ minutes }) => partsOf(minutes)));
  const [named, ruledOut] = [partsIn(wanted), partsIn(refused)];
  for (const { index, next, clock } of wanted) {
    reading.found('preferredTimes', index, next, clock === undefined ? CONFIDENCE.exact : CONFIDENCE.usual);
  }
  const left = TIMES_OF_DAY.filter((part) => !ruledOut.has(part));
  const times = named.size > 0 ? left.filter((part) => named.has(part)) : left;
  const hours = wanted.length > 0 ? wanted.map(toHours) : refused.length > 0 ? left.map(hoursOfPart) : [];
  if (times.length === TIMES_OF_DAY.length) return { times: [], hours };
  for (const { index, next } of named.size === 0 ? refused : []) {
    reading.found('preferredTimes', index, next, CONFIDENCE.implied);
  }
  return { times, hours };
}

function findTimes(reading: Reading): TimeFound[] {
  const found: TimeFound[] = [];
  for (let index = 0; index < reading.tokens.length;) {
    const isFree = !reading.isTaken(index) || TODAY_WORDS.has(reading.tokens[index]?.word ?? '');
    const read = isFree ? readTime(reading, index) : undefined;
    if (read) {
      found.push({ ...read, index, isOut: isNegated(reading, index) || isAway(reading.tokens, index) });
      let lead = index;
      while (LEADING.has(reading.word(lead - 1))) lead -= 1;
      reading.take(absenceBefore(reading.tokens, index) ?? lead, read.next);
    }
    index = read?.next ?? index + 1;
  }
  return found;
}

/** "Tonight at nine" and "in the evening, at eight": the part of the day says which half the clock means. */
function inTheirHalf(found: readonly TimeFound[]): TimeFound[] {
  const parts = found.filter(({ clock, isOut }) => clock === undefined && !isOut).map(({ minutes }) => minutes);
  const isIn = (minute: number): boolean => parts.some(([from, to]) => from <= minute && minute < to);
  return found.map((each) => {
    const { clock, isEitherHalf, minutes, at } = each;
    if (clock === undefined || !isEitherHalf) return each;
    if (isIn(clock)) return { ...each, isEitherHalf: false };
    if (!isIn(clock + NOON)) return each;
    const [from, to] = minutes;
    const later = { clock: clock + NOON, minutes: [from + NOON, Math.min(to + NOON, MINUTES_A_DAY)] as const };
    return { ...each, ...later, isEitherHalf: false, ...(at !== undefined && { at: at + NOON }) };
  });
}

function toHours({ minutes: [from, to], at, isEitherHalf }: TimeFound): SpokenHours {
  return { from: Math.max(0, from), to: Math.min(to, MINUTES_A_DAY), isEitherHalf, ...(at !== undefined && { at }) };
}

function hoursOfPart(part: TimeOfDay): SpokenHours {
  const { fromHour, toHour } = TIME_OF_DAY_HOURS[part];
  return { from: fromHour * 60, to: toHour * 60, isEitherHalf: false };
}

/** "Sat pm", "this am", "in the eve": there a short form names a part of the day. */
function isBehindDay({ tokens, evidence }: Reading, index: number): boolean {
  const before = tokens[index - 1];
  if (!before) return false;
  const isNamed = isDayWord(before.word) || before.word === 'this';
  if (isNamed || (before.word === 'the' && tokens[index - 2]?.word === 'in')) return true;
  return evidence.some(({ field, span }) => field === 'preferredDates' && span.end === before.end);
}

/** A time with its place in the text. */
interface TimeFound extends TimeRead {
  readonly index: number;
  readonly isOut: boolean;
}

function readTime(reading: Reading, index: number): TimeRead | undefined {
  const { word } = reading;
  const first = word(index);
  if (isOfAge(reading, index)) return undefined;
  const limit = limitBefore(reading, index);
  if (limit) return limited(limit);
  const toPart = (side: 'before' | 'after'): TimeRead | undefined => besidePart(reading, index, side);
  if (first === 'after' || first === 'past') return toPart('after') ?? bounded((at) => [at, MINUTES_A_DAY]);
  if (first === 'between') return range(index + 1);
  if (first === 'from') return range(index + 1) ?? fromPart(reading, index) ?? bounded((at) => [at, MINUTES_A_DAY]);
  if (['before', 'until', 'till', 'by'].includes(first)) return toPart('before') ?? bounded((at) => [0, at], false);
  if (['around', 'about', 'ish', '~'].includes(first)) return bounded(aroundMinute);
  if (first === 'at' || first === '@') return bounded((at) => [at, at + LEAST_MINUTES]);
  return firstThing(reading, index) ?? range(index) ?? partWord() ?? ish() ?? exact();

  function partWord(): TimeRead | undefined {
    if (['good', 'all', 'last'].includes(reading.tokens[index - 1]?.word ?? '')) return undefined; // a greeting, or how long
    const name = reading.tokens[index]?.word ?? '';
    const minutes = DOUBTFUL_PARTS.has(name) && !isBehindDay(reading, index) ? undefined : dayPartOf(name)?.during;
    return minutes && { next: index + 1, minutes, isEitherHalf: false };
  }

  /** "7ish": an hour, unless it is too large for one. */
  function ish(): TimeRead | undefined {
    const at = word(index + 1) === '-' ? index + 2 : index + 1;
    if (word(at) !== 'ish' || !isHourNumber(first)) return undefined;
    const minute = spokenHour(Number(first)) * 60;
    return { next: at + 1, minutes: aroundMinute(minute), clock: minute, at: minute, isEitherHalf: minute < NOON };
  }

  /** "No earlier than three", "11 at the latest": here a bare number is an hour as well. */
  function limited({ next, bound }: TimeLimit): TimeRead | undefined {
    const clock = readClock(reading, next, 'bare');
    if (clock) return { next: clock.next, ...withinLimit(clock, bound) };
    return bound === 'until' ? besidePart(reading, next - 1, 'before') : fromPart(reading, next - 1);
  }

  function withinLimit(clock: ClockRead, bound: TimeLimit['bound']): Omit<TimeRead, 'next'> {
    const { minute } = clock;
    const isEitherHalf = canBeLater(clock);
    if (bound === 'until') return { minutes: [0, minute], clock: minute, isEitherHalf };
    return { minutes: [minute, MINUTES_A_DAY], clock: minute, at: minute, isEitherHalf };
  }

  /** A time after a word that bounds it: there a bare number counts as an hour. */
  function bounded(toMinutes: (at: number) => Minutes, begins = true): TimeRead | undefined {
    const at = ['around', 'about'].includes(word(index + 1)) ? index + 2 : index + 1;
    const isAbout = at === index + 2;
    const clock = readClock(reading, at, 'bare');
    if (!clock) return undefined;
    const minutes: Minutes = isAbout ? aroundMinute(clock.minute) : toMinutes(clock.minute);
    return {
      next: clock.next,
      minutes,
      clock: clock.minute,
      isEitherHalf: canBeLater(clock),
      ...(begins && { at: clock.minute }),
    };
  }

  /** "2-4pm", "10am to 1pm", "between 2 and 5": one end must look like a time, or `between` must have stood before. */
  function range(at: number): TimeRead | undefined {
    const cue = at > index;
    const between = cue ? betweenParts(reading, at) : undefined;
    if (between) return between;
    const start = readClock(reading, at, 'bare');
    if (!start || !JOINTS.has(word(start.next))) return undefined;
    const end = readClock(reading, start.next + 1, 'bare');
    if (!end || (!start.sure && !end.sure && !cue)) return undefined;
    const from = start.half === undefined && end.half !== undefined ? sameHalf(start, end) : start.minute;
    const minutes: Minutes = [from, Math.max(end.minute, from + LEAST_MINUTES)];
    return { next: end.next, minutes, clock: from, at: from, isEitherHalf: false };
  }

  function exact(): TimeRead | undefined {
    const bare = readClock(reading, index, 'bare');
    const limit = bare && limitBehind(reading, bare.next);
    if (limit) return { next: limit.next, ...withinLimit(bare, limit.bound) };
    const clock = readClock(reading, index, isBesideDayAlone(reading, index) ? 'bare' : 'marked');
    if (!clock) return undefined;
    const { next, minute } = clock;
    const minutes: Minutes = [minute, minute + LEAST_MINUTES];
    return { next, minutes, clock: minute, at: minute, isEitherHalf: canBeLater(clock) };
  }
}

function firstThing({ word }: Reading, index: number): TimeRead | undefined {
  const isFirst = word(index) === 'first' && word(index + 1) === 'thing';
  return isFirst ? { next: index + 2, minutes: [360, NOON], isEitherHalf: false } : undefined;
}

/** "Kids aged 5 to 10", "kids between 5 and 10"; "my kids between 3 and 5" says when. */
function isOfAge({ tokens }: Reading, index: number): boolean {
  const [before, owner] = [1, 2].map((step) => tokens[index - step]?.word ?? '');
  if (AGES.has(before ?? '')) return true;
  const isRange = ['between', 'from'].includes(tokens[index]?.word ?? '');
  return isRange && CHILDREN.has(before ?? '') && !OWN.has(owner ?? '');
}

const aroundMinute = (minute: number): Minutes => [minute - ABOUT_MINUTES, minute + ABOUT_MINUTES];

/** "Sat 10", "tomorrow 11": a number of an hour that stands alone behind its day. */
function isBesideDayAlone({ tokens, word }: Reading, index: number): boolean {
  const next = word(index + 1);
  const ends = next === '' || next === 'or' || tokens[index + 1]?.kind === 'mark';
  return ends && isHourNumber(word(index)) && isDayWord(tokens[index - 1]?.word ?? '');
}

/** "At nine" may be in the evening; "9am", "09:00" and "14:00" say which half they mean. */
function canBeLater({ minute, half, isWhole }: ClockRead): boolean {
  return half === undefined && !isWhole && minute < NOON;
}

/** "2-4pm" starts in the afternoon, "10-1pm" in the morning. */
function sameHalf(start: ClockRead, end: ClockRead): number {
  const morning = start.minute % NOON;
  const shifted = end.half === 'pm' ? morning + NOON : morning;
  return shifted < end.minute ? shifted : morning;
}

function partsOf([from, to]: Minutes): TimeOfDay[] {
  return TIMES_OF_DAY.filter((part) => {
    const { fromHour, toHour } = TIME_OF_DAY_HOURS[part];
    const start = part === 'morning' ? 0 : fromHour * 60;
    const end = part === 'evening' ? MINUTES_A_DAY : toHour * 60;
    return Math.min(to, end) - Math.max(from, start) >= LEAST_MINUTES;
  });
}
