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
const LIST_WORDS = new Set(['or', 'and', 'nor', '&', '/']);
const MAX_STEPS = 8;

/** True when a no before the token at that place speaks of it: "not on Sunday", "no color or highlights". */
export function isNegated(reading: Pick<Reading, 'tokens'>, index: number): boolean {
  let inList = false;
  for (let step = 1; step <= MAX_STEPS; step += 1) {
    const token = reading.tokens[index - step];
    if (!token) return false;
    if (isNegator(reading, index - step)) return true;
    if (LIST_WORDS.has(token.word)) inList = true;
    else if (BETWEEN.has(token.word)) continue;
    else if (token.kind === 'mark' || !inList) return false;
    else inList = false; // one thing of the list is stepped over
  }
  return false;
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
