import { alikeTo, isListComma, LIST_WORDS, MAX_WORDS } from './listed-things.ts';
import type { Reading } from './reading.ts';

const NEGATORS = new Set(
  (
    "no not without never except neither nor don't dont doesn't doesnt won't wont can't cant cannot isn't isnt skip " +
    'minus excluding avoid forget besides barring aint nothing'
  ).split(' '),
);

/** What may stand between a no and the thing that it means. */
const BETWEEN = new Set(
  (
    'a an the any my our in on at for of to by near it is be do doing offering make want longer need needs like have has got am i looking ' +
    'really just please until till from than for'
  ).split(' '),
);
const EXCEPTING = new Set(['apart from', 'other than', 'aside from', 'except for', 'outside of', 'save for']);
const MAX_STEPS = 16;

/**
 * True when a no before the token at that place speaks of it: "not on Sunday", "no color or highlights", "without color,
 * highlights or balayage". Only things of one kind make a list; which are, the caller may know better than the words show.
 */
export function isNegated(
  reading: Pick<Reading, 'tokens'>,
  index: number,
  isAlike: (at: number) => boolean = alikeTo(reading.tokens, index),
): boolean {
  const { tokens } = reading;
  let inList = false;
  let stepped = 0; // words of the thing of the list that is stepped over
  for (let at = index - 1; at >= Math.max(0, index - MAX_STEPS); at -= 1) {
    const token = tokens[at];
    if (!token) return false;
    if (isNegator(reading, at)) return true;
    const isComma = token.word === ',' && isListComma(tokens, at, listsOnly(tokens, at)) && isAlike(at - 1);
    if (isComma || LIST_WORDS.has(token.word)) [inList, stepped] = [true, 0];
    else if (BETWEEN.has(token.word)) continue;
    else if (token.kind === 'mark' || !inList || stepped >= MAX_WORDS) return false;
    else stepped += 1;
  }
  return false;
}

/** Behind these "and" closes a list as "or" does: "except Monday, Tuesday and Friday". */
const LISTING = new Set(
  'without except excluding minus besides barring neither apart aside other outside save'.split(' '),
);

function listsOnly(tokens: Reading['tokens'], comma: number): boolean {
  return tokens.slice(Math.max(0, comma - MAX_STEPS), comma).some(({ word }) => LISTING.has(word));
}

const ALL = new Set(['any', 'every', 'all', 'each', 'whichever', 'whatever']);
const ALL_ALONE = new Set(['anytime', 'anything', 'everything', 'anywhere', 'everyday', 'anyday', 'everywhere']);

/** "Any day but Friday" leaves Friday out, "the same day but Friday" does not. */
function isAllBut({ tokens }: Pick<Reading, 'tokens'>, index: number): boolean {
  const before = [1, 2, 3].map((step) => tokens[index - step]?.word ?? '');
  const [last = ''] = before;
  return (
    ALL_ALONE.has(last) || (['day', 'days', 'time', 'times'].includes(last) && before.some((word) => ALL.has(word)))
  );
}

function isNegator(reading: Pick<Reading, 'tokens'>, index: number): boolean {
  const word = reading.tokens[index]?.word ?? '';
  const before = reading.tokens[index - 1]?.word ?? '';
  const after = reading.tokens[index + 1]?.word ?? '';
  if (EXCEPTING.has(`${word} ${after}`)) return true;
  if (word === 'but') return isAllBut(reading, index);
  if (!NEGATORS.has(word)) return false;
  if (word === 'not' && (after === 'only' || before === 'why')) return false;
  return !(word === 'no' && after === ','); // "no, Saturday" corrects, it does not exclude
}
