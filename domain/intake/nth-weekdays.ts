import { weekdayIndex } from '#domain/local-date.ts';
import { ORDINAL_WORDS, WEEKDAY_WORDS } from './calendar-words.ts';
import { lastDayOf } from './day-numbers.ts';
import { dayNotPast, daysFrom, doubtfulDays, type DayPlace, type DaysRead } from './day-types.ts';
import { firstDays, monthAt } from './months.ts';

/** "The second Saturday of July", "the last Friday in June", "the first Monday of next month": the next one to come. */
export function readNthWeekday({ reading: { word }, index, today }: DayPlace): DaysRead | undefined {
  const at = word(index) === 'the' ? index + 1 : index;
  const place = word(at) === 'last' ? -1 : (ORDINAL_WORDS.get(word(at)) ?? 0) - 1;
  const weekday = WEEKDAY_WORDS.get(word(at + 1));
  const spoken = ['of', 'in'].includes(word(at + 2)) ? monthAt(word, at + 3, today) : undefined;
  if (place < -1 || weekday === undefined || spoken === undefined) return undefined;
  if (place === -1 && word(at) !== 'last') return undefined;
  const { next, month } = spoken;
  const days = firstDays(spoken, today).map((first) =>
    daysFrom(first, lastDayOf(first))
      .filter((each) => weekdayIndex(each) === weekday)
      .at(place),
  );
  const [day] = days;
  const toCome = days.find((each) => each !== undefined && each >= today) ?? day;
  const wanted = day === undefined && !spoken.isAny ? undefined : toCome; // "the fifth Friday of June" in a year without one
  return wanted === undefined ? doubtfulDays(next, 'no_such_date') : { ...dayNotPast(next, wanted, today), month };
}
