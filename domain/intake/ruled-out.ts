import { isAway } from './absences.ts';
import { isDayWord } from './calendar-words.ts';
import { isListComma } from './listed-things.ts';
import { isNegated } from './negation.ts';
import { isOldValue } from './old-values.ts';
import type { Reading } from './reading.ts';

const BAD_WORDS = new Set(['work', 'suit', 'good', 'possible', 'ok', 'fine', 'great', 'out', 'bad', 'go', 'ideal']);
const DENIALS = new Set(
  "doesn't doesnt won't wont wouldn't wouldnt isn't isnt aren't arent don't dont not no can't cant never".split(' '),
);
const CHOOSING = new Set(['and', 'or', '&', '/', 'nor']);
const BE = new Set(['is', 'are', 'was', "'s"]);
const IMPOSSIBLE = new Set(['out', 'bad', 'impossible', 'busy', 'full', 'hopeless']);
const SPEAKER = new Set(['i', 'we', "i'm", 'im', "we're", 'am']);
const ELSEWHERE = new Set(['busy', 'away', 'working', 'work', 'out', 'abroad', 'unavailable']);

/** True when the days at that place are not wanted, whether that is said before or behind them. */
export function isRuledOut(reading: Reading, from: number, next: number): boolean {
  const { tokens } = reading;
  return isNegated(reading, from) || isAway(tokens, from) || isOldValue(tokens, from, next) || isDenied(reading, next);
}

/** "Not sure about Friday": neither wanted nor ruled out. */
export function isUnsure({ tokens }: Reading, from: number): boolean {
  const before = tokens.slice(Math.max(0, from - 5), from).map(({ word }) => word);
  return / (?:not (?:sure|certain)|unsure|no idea) (?:about |if |whether |of |on |yet )*$/.test(
    ` ${before.join(' ')} `,
  );
}

/** "Friday doesn't work for me", "Mondays and Tuesdays are out", "Saturday I'm away". */
function isDenied({ word, tokens }: Reading, end: number): boolean {
  let next = end;
  while (isDay(next + 1) && isJoint(next)) next += 2;
  const behind = [1, 2, 3].map((step) => word(next + step));
  const isElsewhere = behind.slice(0, 2).some((each) => ELSEWHERE.has(each)) && !DENIALS.has(behind[0] ?? '');
  if (SPEAKER.has(word(next))) return isElsewhere;
  if (!BE.has(word(next))) return DENIALS.has(word(next)) && behind.some((each) => BAD_WORDS.has(each));
  const [state = ''] = behind;
  return IMPOSSIBLE.has(state) || (DENIALS.has(state) && behind.some((each) => BAD_WORDS.has(each)));

  function isJoint(at: number): boolean {
    return CHOOSING.has(word(at)) || (word(at) === ',' && isListComma(tokens, at, true));
  }

  function isDay(at: number): boolean {
    return isDayWord(word(at)) || isDayWord(word(at).replace(/s$/, ''));
  }
}
