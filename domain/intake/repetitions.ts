import { ORDINAL_WORDS, SMALL_NUMBERS } from './calendar-words.ts';
import type { Reading } from './reading.ts';

const OFTEN = new Set(['once', 'twice', 'thrice']);
const PERIODS = new Set(['week', 'month', 'year', 'weekend', 'fortnight']);
const COUNTED = new Set(['time', 'times', 'one', 'already', 'now']);
const MAX_STEPS = 4;

/** True where a stretch of time only says how often something has happened: "second time this month", "twice this week". */
export function isCounted({ tokens }: Reading, index: number): boolean {
  const word = (at: number): string => tokens[at]?.word ?? '';
  const isPeriod = ['this', 'the', 'last', 'past'].includes(word(index)) && PERIODS.has(word(index + 1));
  if (!isPeriod) return false;
  for (let at = index - 1; at >= Math.max(0, index - MAX_STEPS); at -= 1) {
    if (OFTEN.has(word(at))) return true;
    if (COUNTED.has(word(at)) && isNumber(word(at - 1))) return true;
    const isInside = COUNTED.has(word(at)) || ['in', 'the', 'over', 'st', 'nd', 'rd', 'th'].includes(word(at));
    if (!isInside) return false;
  }
  return false;

  function isNumber(name: string): boolean {
    const isSuffix = ['st', 'nd', 'rd', 'th'].includes(name);
    return isSuffix || /^\d{1,2}$/.test(name) || ORDINAL_WORDS.has(name) || SMALL_NUMBERS.has(name);
  }
}
