import { isDayWord } from './calendar-words.ts';
import { daysRead, type DaysRead } from './day-types.ts';
import { CONFIDENCE, type Reading } from './reading.ts';

/** Days that are counted from the one that was named before: "not tomorrow, the day after", "not this Saturday but the next". */
export function readDayAfter({ word }: Reading, index: number, last: DaysRead | undefined): DaysRead | undefined {
  const day = last?.days.at(-1);
  if (day === undefined) return undefined;
  const at = word(index) === 'the' ? index + 1 : index;
  const isNext = ['next', 'following'].includes(word(at));
  const isDayAfter = word(at) === 'day' && word(at + 1) === 'after' && !isDayWord(word(at + 2));
  if (isDayAfter) return daysRead(at + (word(at + 2) === 'that' ? 3 : 2), [day + 1], CONFIDENCE.exact);
  if (isNext && word(at + 1) === 'day') return daysRead(at + 2, [day + 1], CONFIDENCE.exact);
  if (last?.weekday === undefined) return undefined;
  const isOne = (isNext && word(at + 1) === 'one') || (word(at) === 'one' && word(at + 1) === 'after');
  const closes = /^\W?$/.test(word(at + 1));
  const isContrast = at > index || ['but', ',', 'or'].includes(word(index - 1));
  if (!isOne && !(isNext && closes && isContrast)) return undefined;
  return { ...daysRead(at + (isOne ? 2 : 1), [day + 7], CONFIDENCE.usual), weekday: last.weekday };
}
