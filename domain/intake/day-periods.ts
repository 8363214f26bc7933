import { weekdayIndex } from '#domain/local-date.ts';
import { DAY_PARTS, DOUBTFUL_WEEKDAYS, MONTH_WORDS, WEEKDAY_WORDS } from './calendar-words.ts';
import { dayCountAt, isVague, UNIT_DAYS } from './day-counts.ts';
import { daysFrom, daysRead, doubtfulDays, MAX_DAYS, type DayPlace, type DaysRead } from './day-types.ts';
import { daysOfMonth, monthAt } from './months.ts';
import { isNegated } from './negation.ts';
import { isOldValue } from './old-values.ts';
import { CONFIDENCE, type Reading } from './reading.ts';
import { isOtherWord } from './week-days.ts';
import { weekAt, type Period } from './weeks.ts';

/** Weekdays that were said, with the index behind them. */
interface WeekdaysSaid {
  readonly next: number;
  readonly weekdays: readonly number[];
}

const GROUPS: ReadonlyMap<string, readonly number[]> = new Map([
  ['weekday', [0, 1, 2, 3, 4]],
  ['weekdays', [0, 1, 2, 3, 4]],
  ['weekend', [5, 6]],
  ['weekends', [5, 6]],
]);
const DETERMINERS = new Set(['a', 'any', 'the', 'every', 'each', 'some', 'one']);
const RANGE_WORDS = new Set(['to', '-', '–', '—', 'until', 'till', 'through', 'thru']);
const LIST_WORDS = new Set(['and', 'or', '&', '/', ',']);

/**
 * Weekdays of a stretch of time: "Wednesday of next week", "Monday to Wednesday next week", "next week on Tuesday or Friday",
 * "Saturday in two weeks", "Saturdays in July". They belong together: neither the day nor the stretch is meant alone.
 */
export function readDaysOfPeriod(place: DayPlace): DaysRead | undefined {
  return readDaysFirst(place) ?? readPeriodFirst(place);
}

function readDaysFirst({ reading, index, today }: DayPlace): DaysRead | undefined {
  const { word } = reading;
  const first = DETERMINERS.has(word(index)) ? index + 1 : index;
  const said = weekdaysAt(reading, first);
  if (!said || isOtherWord({ reading, index: first })) return undefined;
  const gap = DAY_PARTS.has(word(said.next)) ? said.next : undefined;
  const at = gap === undefined ? said.next : gap + 1;
  const joint = word(at);
  const isOther = isNegated(reading, index) || GROUPS.has(word(at - 1)); // "not Friday, next week", "weekends, next week"
  if (joint === ',' && isOther) return undefined;
  const isOf = joint === 'of' || joint === 'in';
  const period =
    weeksAhead(reading, at, today) ?? periodAt({ reading, index: isOf || joint === ',' ? at + 1 : at, today }, isOf);
  if (!period || (period.isMonth && DOUBTFUL_WEEKDAYS.has(word(first)))) return undefined; // "getting wed in June"
  const days = daysOf(said.weekdays, period, today);
  return days && { ...days, gap };
}

/** The stretch stands first: "next week on Friday", "in two weeks on Saturday", "in July on a Saturday". */
function readPeriodFirst({ reading, index, today }: DayPlace): DaysRead | undefined {
  const { word } = reading;
  const period = weeksAhead(reading, index, today) ?? periodAt({ reading, index, today }, word(index - 1) === 'in');
  if (!period) return undefined;
  const joint = word(period.next);
  if (joint === ',' && isNegated(reading, index)) return undefined; // "not next week, Friday"
  const isOn = joint === 'on' || joint === ',' || joint === '-';
  const at = isOn ? period.next + 1 : period.next;
  const said = weekdaysAt(reading, isOn && DETERMINERS.has(word(at)) ? at + 1 : at);
  return said && daysOf(said.weekdays, { ...period, next: said.next }, today);
}

/** The days of the stretch that are such weekdays; none when it can hold no such day. */
function daysOf(weekdays: readonly number[], { next, choices }: Period, today: number): DaysRead | undefined {
  const days = choices.map((each) => each.filter((day) => weekdays.includes(weekdayIndex(day))));
  const held = new Set(days.flat().map((day) => weekdayIndex(day)));
  if (choices.length > 0 && weekdays.some((weekday) => !held.has(weekday))) return undefined;
  const toCome = days.map((each) => each.filter((day) => day >= today));
  const [first = [], ...others] = [...new Map(toCome.map((each) => [each.join(' '), each])).values()];
  if (others.length > 0) return doubtfulDays(next, 'next_weekday', [first, ...others]);
  if (choices.length === 0 || first.length > MAX_DAYS) return doubtfulDays(next, 'too_wide');
  if (first.length === 0) return doubtfulDays(next, 'past_date');
  const weekday = weekdays.length === 1 ? weekdays[0] : undefined;
  return { ...daysRead(next, first, CONFIDENCE.exact), ...(weekday !== undefined && { weekday, isOne: true }) };
}

/** One weekday, several, or from one to another, in the order of a week; none with a date behind it: "Friday, June 12". */
function weekdaysAt(reading: Reading, index: number): WeekdaysSaid | undefined {
  const { word, tokens } = reading;
  const first = weekdaysOf(word(index));
  if (!first) return undefined;
  const weekdays = [...first];
  let next = index + 1;
  while (weekdays.length < 7) {
    const isBetween = word(next) === 'and' && tokens[index - 1]?.word === 'between';
    const isRange = (isBetween || RANGE_WORDS.has(word(next))) && !isOldValue(tokens, index, next);
    if (!isRange && !LIST_WORDS.has(word(next))) break;
    const at = word(next) === ',' && ['and', 'or'].includes(word(next + 1)) ? next + 2 : next + 1;
    const more = weekdaysOf(word(at)) ?? [];
    const [last = 0, from = last] = [weekdays.at(-1), more[0]];
    if (from <= last) break; // "Friday to Monday of next week" begins in this one
    weekdays.push(...(isRange ? daysFrom(last + 1, from) : more));
    next = at + 1;
  }
  const behind = [',', 'the'].includes(word(next)) ? word(next + 1) : word(next);
  return /^\d/.test(behind) || MONTH_WORDS.has(behind) ? undefined : { next, weekdays };
}

function weekdaysOf(name: string): readonly number[] | undefined {
  const weekday = WEEKDAY_WORDS.get(name) ?? WEEKDAY_WORDS.get(name.replace(/s$/, ''));
  return weekday === undefined ? GROUPS.get(name) : [weekday];
}

/** A week, a weekend or a month; one that only "the" or its name points to needs an "of" or "in" before it. */
function periodAt({ reading, index, today }: DayPlace, isOf: boolean): Period | undefined {
  const { word } = reading;
  const week = weekAt({ reading, index, today });
  if (week) return week;
  const month = monthAt(word, index, today);
  const isCounted = month !== undefined && !MONTH_WORDS.has(word(index)) && !month.isAny;
  if (!month || !(isOf || isCounted) || /^\d/.test(word(month.next))) return undefined;
  return { next: month.next, choices: [daysOfMonth(month, today)], isMonth: true };
}

/** "In two weeks", "two weeks from now", "fortnight": that week by the calendar, or the days as many weeks after the coming ones. */
function weeksAhead({ word }: Reading, index: number, today: number): Period | undefined {
  const isIn = word(index) === 'in';
  const at = isIn ? index + 1 : index;
  if (isIn && isVague(word, at)) {
    const unit = word(at) === 'a' ? at + 2 : at + 1;
    return UNIT_DAYS.has(word(unit)) ? { next: unit + 1, choices: [] } : undefined;
  }
  const fortnight = word(index) === 'fortnight' ? { days: 14, unit: 14, next: index + 1 } : undefined;
  const count = fortnight ?? dayCountAt(word, at);
  if (!count || count.unit === 1) return undefined;
  const isFrom = word(count.next) === 'from' && ['now', 'today'].includes(word(count.next + 1));
  if (!isIn && !isFrom && !fortnight) return undefined;
  const isTime = word(count.next) === "'" && word(count.next + 1) === 'time'; // "in two weeks' time"
  const next = isFrom || isTime ? count.next + 2 : count.next;
  if (count.unit === 30) return { next, choices: [] };
  const [byWeek, byDay] = [today - weekdayIndex(today), today].map((first) => first + count.days);
  return { next, choices: [byWeek, byDay].map((first = today) => daysFrom(first, first + 6)) };
}
