import { DAY_PARTS, MONTH_WORDS, SMALL_NUMBERS, TODAY_WORDS, TOMORROW_WORDS, WEEKDAY_WORDS } from './calendar-words.ts';
import { dayCountAt, UNIT_DAYS } from './day-counts.ts';
import { daysFrom, daysRead, doubtfulDays, MAX_DAYS, type DaysRead } from './day-types.ts';
import { CONFIDENCE, type Reading } from './reading.ts';
import { comingWeekday } from './week-days.ts';

const ALSO_TODAY = new Set(['lunchtime', 'lunch', 'teatime', 'dinnertime']);
const OFTEN = new Set(['once', 'twice', 'times', 'days', 'every', 'each', 'per']);

/** Days counted from today: "tomorrow", "in two weeks", "a week from Saturday", "within the next 10 days". */
export function readRelativeDays(reading: Reading, index: number, today: number): DaysRead | undefined {
  const { word } = reading;
  return readNamed() ?? readStretch() ?? readIn() ?? readFrom();

  function readNamed(): DaysRead | undefined {
    if (TODAY_WORDS.has(word(index))) return daysRead(index + 1, [today], CONFIDENCE.exact);
    const part = word(index + 1);
    const isToday = word(index) === 'this' && (DAY_PARTS.has(part) || ALSO_TODAY.has(part));
    if (isToday) return daysRead(index + 1, [today], CONFIDENCE.exact);
    const at = word(index) === 'the' ? index + 1 : index;
    if (word(at) === 'day' && word(at + 1) === 'after' && TOMORROW_WORDS.has(word(at + 2))) {
      return daysRead(at + 3, [today + 2], CONFIDENCE.exact);
    }
    return TOMORROW_WORDS.has(word(index)) ? daysRead(index + 1, [today + 1], CONFIDENCE.exact) : undefined;
  }

  function todayOrTomorrow(at: number): number | undefined {
    if (word(at) === 'today') return today;
    return TOMORROW_WORDS.has(word(at)) ? today + 1 : undefined;
  }

  /** "Within two weeks", "in the next 3 days", "the next 10 days": every day of the stretch. */
  function readStretch(): DaysRead | undefined {
    let at = index;
    while (at < index + 4 && ['within', 'over', 'during', 'in', 'any', 'time', 'the'].includes(word(at))) at += 1;
    const isNext = ['next', 'coming', 'following'].includes(word(at));
    const isWithin = word(index) === 'within';
    if (!isNext && !isWithin) return undefined;
    const count = dayCountAt(word, isNext ? at + 1 : at);
    const oneUnit = isWithin ? UNIT_DAYS.get(word(at)) : undefined; // "within the week"
    const length = count?.days ?? oneUnit;
    if (length === undefined) return undefined;
    const next = count?.next ?? at + 1;
    if (length > MAX_DAYS) return doubtfulDays(next, 'too_wide');
    return daysRead(next, daysFrom(today, today + Math.min(length, MAX_DAYS - 1)), CONFIDENCE.usual);
  }

  /** "In two weeks", "3 days from now". */
  function readIn(): DaysRead | undefined {
    const isIn = word(index) === 'in';
    const count = dayCountAt(word, isIn ? index + 1 : index);
    if (!count) return undefined;
    const fromNow = word(count.next) === 'from' && ['now', 'today'].includes(word(count.next + 1));
    if (!isIn && !fromNow) return undefined;
    const isTime = word(count.next) === "'" && word(count.next + 1) === 'time'; // "in two weeks' time"
    const next = fromNow || isTime ? count.next + 2 : count.next;
    const about = count.unit > 1 ? CONFIDENCE.implied : CONFIDENCE.exact;
    return count.unit === 30 ? doubtfulDays(next, 'too_wide') : daysRead(next, [today + count.days], about);
  }

  /** "A week from Saturday", "two weeks from tomorrow". */
  function readFrom(): DaysRead | undefined {
    const before = word(index - 1) === 'a' ? index - 2 : index - 1;
    if (OFTEN.has(word(before))) return undefined; // "twice a week", "every week on Friday"
    const count = word(index) === 'week' ? { days: 7, next: index + 1 } : dayCountAt(word, index);
    const named = todayOrTomorrow(count?.next ?? -1);
    if (count && named !== undefined && count.days % 7 === 0) {
      return daysRead(count.next + 1, [named + count.days], CONFIDENCE.exact);
    }
    const joint = word(count?.next ?? -1);
    const isOn = joint === 'on' && count !== undefined && count.days % 7 === 0;
    if (!count || !(joint === 'from' || joint === 'after' || isOn)) return undefined;
    const name = word(count.next + 1);
    const weekday = WEEKDAY_WORDS.get(name);
    if (weekday !== undefined) {
      return daysRead(count.next + 2, [comingWeekday(today, weekday) + count.days], CONFIDENCE.usual);
    }
    if (!TOMORROW_WORDS.has(name)) return undefined;
    return daysRead(count.next + 2, [today + 1 + count.days], CONFIDENCE.exact);
  }
}

/** How many tokens speak of the past here ("yesterday", "last Friday", "since Monday", "2 weeks ago"): no wish at all. */
export function pastLength(reading: Reading, index: number): number {
  const { word } = reading;
  if (word(index) === 'yesterday') return 1;
  const pastWord = (name: string): boolean =>
    WEEKDAY_WORDS.has(name) ||
    MONTH_WORDS.has(name) ||
    ['night', 'week', 'weekend', 'month', 'year', 'time'].includes(name);
  const isOfMonth = ['of', 'in'].includes(word(index + 2)) && MONTH_WORDS.has(word(index + 3)); // "last Friday of June"
  if (word(index) === 'last' && pastWord(word(index + 1)) && !isOfMonth) return 2;
  if (['since', 'ago'].includes(word(index))) {
    const at = ['last', 'this', 'the'].includes(word(index + 1)) ? index + 2 : index + 1;
    const hasDay = pastWord(word(at)) || TODAY_WORDS.has(word(at)) || ['yesterday', 'morning'].includes(word(at));
    return hasDay ? at + 1 - index : 1;
  }
  const counted = /^\d{1,3}$/.test(word(index)) || SMALL_NUMBERS.has(word(index));
  const unit = UNIT_DAYS.has(word(index + 1)) || ['year', 'years', 'hours', 'hour'].includes(word(index + 1));
  if (counted && unit && ['ago', 'old'].includes(word(index + 2))) return word(index + 2) === 'ago' ? 3 : 0;
  return 0;
}
