import { readCurrency, type NamedCurrency } from './amounts.ts';
import type { Reading } from './reading.ts';

const UPPER = new Set('under below max maximum within upto tops limit'.split(' '));
const UPPER_PHRASES = ['up to', 'at most', 'less than', 'cheaper than'];
const LOWER_PHRASES = ['at least', 'minimum', 'min', 'starting at', 'not less than', 'not under'];
/** With a no before them these bound an amount from above, alone from below: "can't go over 45". */
const OVER = new Set(['over', 'above', 'beyond', 'exceed', 'exceeds']);
const NO = new Set(
  "no not don't dont can't cant cannot won't wont never nothing none rather shouldn't shouldnt".split(' '),
);
/** Words that make an amount the middle of a range. */
export const ABOUT: ReadonlySet<string> = new Set(
  'around about roughly approx approximately circa ca ~ like say somewhere region ballpark'.split(' '),
);
/** Written with a full stop, which ends nothing: "ca. 250". */
const ABBREVIATIONS = new Set(['ca', 'approx', 'max', 'min']);
/** Words that speak of money. */
export const MONEY_WORDS = new Set(
  'budget price cost costs pay paying spend spending afford stretch rate charge fee limit'.split(' '),
);
const CUES: readonly ReadonlySet<string>[] = [UPPER, ABOUT, MONEY_WORDS, OVER];
/** What ends the words that belong to an amount. */
export const CLAUSE_MARKS: ReadonlySet<string> = new Set(['.', ',', ';', ':', '!', '?']);
const LOOK_BACK = 4;

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
  const places: number[] = [];
  for (let at = index - 1; at >= Math.max(0, index - LOOK_BACK); at -= 1) {
    const token = reading.tokens[at];
    if (!token || reading.isTaken(at)) break;
    if (token.word === '.' && token.glued && ABBREVIATIONS.has(reading.word(at - 1))) continue;
    if (CLAUSE_MARKS.has(token.word)) break;
    words.unshift(token.word);
    places.unshift(at);
  }
  const near = words.slice(words.findLastIndex((word) => /^\d/.test(word)) + 1); // "kids under 10 for 60" has no bound
  const joined = ` ${near.join(' ')} `;
  const isOver = near.slice(-2).some((word) => OVER.has(word)) || joined.includes(' more than ');
  const isDenied = near.some((word) => NO.has(word));
  const isLower = LOWER_PHRASES.some((phrase) => joined.includes(` ${phrase} `)) || joined.endsWith(' from ');
  const lower = isLower || (isOver && !isDenied);
  const isUpper = near.slice(-3).some((word) => UPPER.has(word)) || (isOver && isDenied);
  const upper = !lower && (isUpper || UPPER_PHRASES.some((phrase) => joined.includes(` ${phrase} `)));
  const about = words.slice(-2).some((word) => ABOUT.has(word));
  const cues = near.findIndex((word) => CUES.some((cues) => cues.has(word)) || word === 'between' || word === 'for');
  const currency =
    words.length > 0 ? readCurrency(reading.tokens, (at) => reading.word(at), index - 1)?.currency : undefined;
  const from = cues < 0 ? index - (currency ? 1 : 0) : (places[words.length - near.length + cues] ?? index);
  return { from, words, upper, lower, about, ...(currency && { currency }) };
}

const TOO_MUCH = ['is', 'would be', "'s"].flatMap((is) =>
  ['much', 'expensive', 'steep', 'dear', 'pricey'].map((word) => `${is} too ${word}`),
);
/** What closes an amount: "max", "tops", "or less" bound it, "-ish", "give or take" loosen it, "budget" names it. */
const CLOSERS: ReadonlyArray<{ words: readonly string[]; upper: boolean; about: boolean }> = [
  ...['max', 'maximum', 'tops', 'or less', 'or under', 'or below', 'at most'].map((words) =>
    closer(words, true, false),
  ),
  ...['is the most', 'is the max', 'is my max', 'is my limit', 'is the limit', 'is our limit', 'is the maximum'].map(
    (words) => closer(words, true, false),
  ),
  ...TOO_MUCH.map((words) => closer(words, true, false)),
  ...['give or take', 'or so', 'ish', '- ish', 'or thereabouts', 'thereabouts', 'odd', '- odd'].map((words) =>
    closer(words, false, true),
  ),
  closer('budget', false, false),
  ...['each', 'apiece', 'a piece', 'per person', 'per head', 'a head', 'pp'].map((words) =>
    closer(words, false, false),
  ),
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
