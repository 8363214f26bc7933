import { readCurrency, type NamedCurrency } from './amounts.ts';
import type { Reading } from './reading.ts';

const UPPER = new Set('under below max maximum within upto tops limit'.split(' '));
const UPPER_PHRASES = [
  'up to',
  'at most',
  'less than',
  'no more than',
  'not more than',
  'cheaper than',
  'not over',
  'not exceed',
  'more than',
];
const LOWER_PHRASES = ['at least', 'minimum', 'min', 'starting at', 'not less than', 'not under'];
const ABOUT = new Set('around about roughly approx approximately circa ca ~ like say'.split(' '));
/** Words that speak of money. */
export const MONEY_WORDS = new Set(
  'budget price cost costs pay paying spend spending afford rate charge fee limit'.split(' '),
);
/** After these a bare number counts something else. */
const COUNTED = new Set(
  (
    'room rooms bedroom bedrooms bed beds bathroom bathrooms bath baths hour hours hr hrs minute minutes min mins day days week ' +
    'weeks month months year years people persons person guests kids children lights lamps photos windows floor floors ' +
    "sqm sq m km miles percent % pm am o'clock st nd rd th cats dogs pets cat dog kid bulbs shots pictures am : /"
  ).split(' '),
);
const CLAUSE_MARKS = new Set(['.', ',', ';', ':', '!', '?']);
const LOOK_BACK = 4;
const LEAST_BARE = 25; // below it a bare number is too often something else

/** What stands before an amount in its clause. */
export interface WordsBefore {
  /** Where the words that belong to the amount begin. */
  from: number;
  words: string[];
  upper: boolean;
  lower: boolean;
  about: boolean;
  currency?: NamedCurrency;
}

/** Reads the words before an amount: bounds, and a currency that is set apart. */
export function wordsBefore(reading: Reading, index: number): WordsBefore {
  const words: string[] = [];
  for (let at = index - 1; at >= Math.max(0, index - LOOK_BACK); at -= 1) {
    const token = reading.tokens[at];
    if (!token || reading.isTaken(at) || CLAUSE_MARKS.has(token.word)) break;
    words.unshift(token.word);
  }
  const joined = ` ${words.join(' ')} `;
  const lower = LOWER_PHRASES.some((phrase) => joined.includes(` ${phrase} `));
  const upper = !lower && (words.slice(-3).some((word) => UPPER.has(word)) || hasUpperPhrase(joined));
  const about = words.slice(-2).some((word) => ABOUT.has(word));
  const cues = words.findIndex(
    (word) => UPPER.has(word) || ABOUT.has(word) || MONEY_WORDS.has(word) || word === 'between' || word === 'for',
  );
  const currency =
    words.length > 0 ? readCurrency(reading.tokens, (at) => reading.word(at), index - 1)?.currency : undefined;
  const from = cues < 0 ? index - (currency ? 1 : 0) : index - words.length + cues;
  return { from, words, upper, lower, about, ...(currency && { currency }) };
}

function hasUpperPhrase(joined: string): boolean {
  const more = joined.includes(' more than ') && !/ (?:no|not|don't|dont|can't|cant|cannot|rather not) /.test(joined);
  return !more && UPPER_PHRASES.some((phrase) => joined.includes(` ${phrase} `));
}

/** What closes an amount: "max", "tops", "or less" bound it, "-ish", "give or take" loosen it, "budget" names it. */
const CLOSERS: ReadonlyArray<{ words: readonly string[]; upper: boolean; about: boolean }> = [
  ...['max', 'maximum', 'tops', 'or less', 'or under', 'or below', 'at most'].map((words) =>
    closer(words, true, false),
  ),
  ...['is the most', 'is the max', 'is my max', 'is my limit', 'is the limit', 'is our limit', 'is the maximum'].map(
    (words) => closer(words, true, false),
  ),
  ...['give or take', 'or so', 'ish', '- ish'].map((words) => closer(words, false, true)),
  closer('budget', false, false),
  ...['total', 'in total', 'altogether', 'all together', 'all in', 'overall', 'for everything', 'in all'].map((words) =>
    closer(words, false, false),
  ),
];

function closer(words: string, upper: boolean, about: boolean) {
  return { words: words.split(' '), upper, about };
}

/** What stands behind an amount and belongs to it. */
export function wordsAfter({ word }: Reading, next: number): { next: number; upper: boolean; about: boolean } {
  const found = CLOSERS.find(({ words }) => words.every((each, offset) => word(next + offset) === each));
  return found
    ? { next: next + found.words.length, upper: found.upper, about: found.about }
    : { next, upper: false, about: false };
}

/** A bare number is money only where money is spoken of, or where nothing else was said. */
export function isMoneyPlace(
  reading: Reading,
  { index, next, before, expected }: { index: number; next: number; before: readonly string[]; expected: boolean },
): boolean {
  if (COUNTED.has(reading.word(next)) || reading.tokens[index - 1]?.word === '#') return false;
  const joined = ` ${before.join(' ')} `;
  if (isBid(reading, index, next) || isWholeSum(reading, index, next)) return true;
  if (before.some((word) => MONEY_WORDS.has(word)) || ['max', 'budget'].includes(reading.word(next))) return true;
  if (/ (?:under|below|max|maximum|up to|at most|less than|more than|at least) $/.test(joined)) {
    return reading.tokens[index]?.kind === 'number';
  }
  if (/ make (?:it|that) $/.test(joined)) return true;
  if (/ (?:around|about|roughly|~) $/.test(joined) && closesClause(reading, next)) return true;
  const rest = reading.tokens.some(
    (token, at) => (at < index || at >= next) && token.kind !== 'mark' && !ABOUT.has(token.word),
  );
  return expected && !rest && reading.tokens[index]?.kind === 'number';
}

/** "300 total": a sum for all of it, when it is too large to count people or rooms. */
function isWholeSum(reading: Reading, index: number, next: number): boolean {
  return wordsAfter(reading, next).next > next && Number(reading.word(index)) >= LEAST_BARE;
}

const BID_WORDS = new Set('offer bid quote propose'.split(' '));
const BEFORE_BID = new Set([
  '',
  "i'd",
  'id',
  "i'll",
  'ill',
  'i',
  'we',
  "we'd",
  'can',
  'could',
  'would',
  'to',
  'please',
  'me',
  'just',
  'and',
  ',',
]);

/** "Offer 60 for the first one", "I'd do the second one for 70": what a bid names is its price. */
function isBid({ tokens }: Reading, index: number, next: number): boolean {
  const word = (at: number): string => tokens[at]?.word ?? '';
  if (tokens[index]?.kind !== 'number') return false;
  const isLarge = Number(word(index)) >= LEAST_BARE;
  const names = BID_WORDS.has(word(index - 1)) && BEFORE_BID.has(word(index - 2));
  const forOne = ['for', 'on'].includes(word(next)) && [1, 2, 3].some((step) => LIST_THINGS.has(word(next + step)));
  if ((names && (isLarge || forOne)) || (index === 0 && forOne && isLarge)) return true;
  const ends =
    next >= tokens.length || CLAUSE_MARKS.has(word(next)) || ['on', 'at', 'tomorrow', 'today'].includes(word(next));
  if (!isLarge || !ends || word(index - 1) !== 'for') return false;
  return [2, 3, 4, 5, 6].some(
    (step) => ['do', 'take'].includes(word(index - step)) && LIST_THINGS.has(word(index - 2)),
  );
}
const LIST_THINGS = new Set('one lead job first second third fourth fifth last that this it'.split(' '));

/** "1200 to 1600" between two marks: hours were read before, so that a large enough range can only be money. */
export function isWholeClause(reading: Reading, from: number, next: number): boolean {
  const opens = from === 0 || CLAUSE_MARKS.has(reading.word(from - 1));
  const isLarge = Number(reading.word(next - 1)) >= LEAST_BARE;
  return opens && isLarge && closesClause(reading, next);
}

function closesClause({ tokens }: Reading, next: number): boolean {
  return next >= tokens.length || CLAUSE_MARKS.has(tokens[next]?.word ?? '');
}

/** "Not $80" is no budget. */
export function isNegatedAmount(before: readonly string[]): boolean {
  return ['not', 'no'].includes(before.at(-1) ?? '');
}
