import { weekdayIndex } from '#domain/local-date.ts';
import { DOUBTFUL_WEEKDAYS, WEEKDAY_WORDS } from './calendar-words.ts';
import { dayNotPast, daysRead, doubtfulDays, type DayPlace, type DaysRead } from './day-types.ts';
import { CONFIDENCE } from './reading.ts';
import { readWeeks, whichOne } from './weeks.ts';

const EVERY = new Set(['every', 'each', 'any', 'most']);

/** Weekdays and weeks, seen from today: "Friday", "next Friday", "Friday week", "Mondays", "next weekend". */
export function readWeekDays(place: DayPlace): DaysRead | undefined {
  return readWeeks(place) ?? readWeekday(place);
}

/** The first such weekday from today on, today included. */
export function comingWeekday(today: number, weekday: number): number {
  return today + ((weekday - weekdayIndex(today) + 7) % 7);
}

function readWeekday(place: DayPlace): DaysRead | undefined {
  const { reading, index, today } = place;
  const { word } = reading;
  const repeats = EVERY.has(word(index));
  const which = whichOne(word(index));
  const at = which || repeats ? index + 1 : index;
  const name = word(at);
  const weekday = WEEKDAY_WORDS.get(name) ?? WEEKDAY_WORDS.get(name.replace(/'?s$/, ''));
  const isSky = name === 'sun' && word(index) === 'the' && word(index - 1) !== 'on';
  if (weekday === undefined || isSky || (at === index && isOtherWord(place))) return undefined;
  const plural = !WEEKDAY_WORDS.has(name) && !name.includes("'");
  const coming = comingWeekday(today, weekday);
  if (!which && !plural && word(at + 1) === 'week' && !repeats) {
    return { ...dayNotPast(at + 2, coming + 7, today), weekday }; // "Friday week"
  }
  if (word(at + 1) === 'after' && word(at + 2) === 'next') {
    return { ...shifted(nextOne(at + 3, coming, today), 7), weekday };
  }
  if (plural || repeats) return { ...recurring(at + 1, coming, today), weekday };
  if (which === 'next') return { ...nextOne(at + 1, coming, today), weekday };
  if (which === 'following') return { ...dayNotPast(at + 1, coming + 7, today), weekday };
  if (coming !== today || which === 'this') return { ...dayNotPast(at + 1, coming, today), weekday };
  return { ...doubtfulDays(at + 1, 'weekday_is_today', [[today], [today + 7]]), weekday };
}

/** The next two of them; today is over for something that repeats. */
function recurring(next: number, coming: number, today: number): DaysRead {
  const first = coming === today ? today + 7 : coming;
  return daysRead(next, [first, first + 7], CONFIDENCE.implied);
}

/** "Next Friday" is clear only where the coming Friday is in the next week and not tomorrow. */
function nextOne(next: number, coming: number, today: number): DaysRead {
  if (coming === today) return daysRead(next, [today + 7], CONFIDENCE.exact);
  const nextMonday = today - weekdayIndex(today) + 7;
  if (coming >= nextMonday && coming > today + 1) return daysRead(next, [coming], CONFIDENCE.exact);
  return doubtfulDays(next, 'next_weekday', [[coming], [coming + 7]]);
}

/** The same so many days later, its doubts too. */
function shifted({ days, problem, ...read }: DaysRead, by: number): DaysRead {
  const later = (each: readonly number[]): number[] => each.map((day) => day + by);
  return {
    ...read,
    days: later(days),
    ...(problem && { problem: { ...problem, choices: problem.choices.map(later) } }),
  };
}

/** "He sat down" and "the sun" are no days; "on sat", "sat or sun" and "sat 3pm" are. */
export function isOtherWord({ reading: { word, tokens }, index }: Pick<DayPlace, 'reading' | 'index'>): boolean {
  if (!DOUBTFUL_WEEKDAYS.has(word(index))) return false;
  return ['he', 'she', 'i', 'we', 'they', 'it', 'the', 'to', 'get', 'getting'].includes(tokens[index - 1]?.word ?? '');
}
