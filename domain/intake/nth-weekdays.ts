import { weekdayIndex } from '#domain/local-date.ts';
import { MONTH_WORDS, ORDINAL_WORDS, WEEKDAY_WORDS } from './calendar-words.ts';
import { firstDayOf, lastDayOf } from './day-numbers.ts';
import { dayNotPast, daysFrom, doubtfulDays, type DayPlace, type DaysRead } from './day-types.ts';

/** "The second Saturday of July", "the last Friday in June": one day, of this year or the next. */
export function readNthWeekday({ reading: { word }, index, today }: DayPlace): DaysRead | undefined {
  const at = word(index) === 'the' ? index + 1 : index;
  const place = word(at) === 'last' ? -1 : (ORDINAL_WORDS.get(word(at)) ?? 0) - 1;
  const weekday = WEEKDAY_WORDS.get(word(at + 1));
  const month = ['of', 'in'].includes(word(at + 2)) ? MONTH_WORDS.get(word(at + 3)) : undefined;
  if (place < -1 || weekday === undefined || month === undefined) return undefined;
  if (place === -1 && word(at) !== 'last') return undefined;
  const [day, nextYear] = [0, 1].map((yearsAhead) => {
    const first = firstDayOf(month, today, yearsAhead);
    return daysFrom(first, lastDayOf(first))
      .filter((each) => weekdayIndex(each) === weekday)
      .at(place);
  });
  const wanted = day !== undefined && day < today ? nextYear : day;
  if (wanted === undefined) return doubtfulDays(at + 4, 'no_such_date');
  return { ...dayNotPast(at + 4, wanted, today), month };
}
