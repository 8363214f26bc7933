import { isDayWord } from './calendar-words.ts';
import { ABOUT, CLAUSE_MARKS, MONEY_WORDS, wordsAfter } from './budget-cues.ts';
import { offersWork } from './bids.ts';
import { isNegated } from './negation.ts';
import type { Reading } from './reading.ts';
import { FILLERS } from './words.ts';

/** After these a bare number counts something else. */
const COUNTED = new Set(
  (
    'room rooms bedroom bedrooms bed beds bathroom bathrooms bath baths hour hours hr hrs minute minutes min mins day days week ' +
    'weeks month months year years people persons person guests kids children lights lamps photos windows floor floors ' +
    "sqm sq m km miles percent % pm am o'clock st nd rd th cats dogs pets cat dog kid bulbs shots pictures am : /"
  ).split(' '),
);
const NOT_PLURAL = new Set('this is was as plus pls tops thanks its his yes us always less minus unless'.split(' '));
const LEAST_BARE = 25; // below it a bare number is too often something else
/** What may follow a sum that is named without a currency. */
const BEHIND_SUM = new Set(
  'for on at in per each an a to if and or but is pls please max with this next so instead not now'.split(' '),
);
/** "I can only do 50". */
const AFFORDS = / (?:(?:can|could|will|would|i'll|ill) (?:only |just )*(?:do|manage|pay|go)) $/;
const BOUNDED = / (?:under|below|max|maximum|up to|at most|less than|more than|at least|over|above|exceed|beyond) $/;

/** A place where a number without a currency stands. */
export interface NumberPlace {
  readonly index: number;
  readonly next: number;
  readonly digits: string;
  readonly before: readonly string[];
  /** It is the end of a range. */
  readonly isRange: boolean;
  /** There is a draft that the words may answer. */
  readonly expected: boolean;
  /** Said by somebody who lists work: a number beside it is its price. */
  readonly lists: boolean;
  /** Another amount was ruled out: "the budget isn't 80, it's 60". */
  readonly isContrast: boolean;
}

/** A bare number is money only where money is spoken of, or where nothing else was said. */
export function isMoneyPlace(reading: Reading, place: NumberPlace): boolean {
  const { index, next, before, expected, isContrast } = place;
  const isNumber = reading.tokens[index]?.kind === 'number';
  if (COUNTED.has(reading.word(next)) || reading.tokens[index - 1]?.word === '#') return false;
  const joined = ` ${before.join(' ')} `;
  if (isOfferedPrice(reading, place) || isWholeSum(reading, place)) return true;
  if (before.some(speaksOfMoney) || ['max', 'budget'].includes(reading.word(next))) return true;
  if (BOUNDED.test(joined)) return isNumber && !isPlural(reading.word(next));
  if (/ make (?:it|that) $/.test(joined)) return true;
  if (AFFORDS.test(joined)) return isLarge(place) && endsSum(reading, next);
  if (ABOUT.has(before.at(-1) ?? '') || / (?:region|ballpark) of $/.test(joined)) {
    return closesClause(reading, next) || (isLarge(place) && endsSum(reading, next));
  }
  if (place.lists && isListPrice(reading, place)) return true;
  if (isContrast) return isNumber && isLarge(place);
  return expected && isNumber && (!saysMore(reading, place) || isContrasted(reading, next));
}

const speaksOfMoney = (word: string): boolean => MONEY_WORDS.has(word) || MONEY_WORDS.has(word.replace(/'?s$/, ''));

/** True when words stand beside a number that it may count; beside a sum small words do not: "a bit more, 90". */
function saysMore({ tokens, isTaken }: Reading, place: NumberPlace): boolean {
  const isSmall = (word: string): boolean => ABOUT.has(word) || (isLarge(place) && FILLERS.has(word));
  return tokens.some(
    ({ kind, word }, at) =>
      (at < place.index || at >= place.next) && kind !== 'mark' && !isSmall(word) && !(isLarge(place) && isTaken(at)),
  );
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
const BEFORE_PRICE = new Set(['for', 'at', 'do', 'go', 'just', 'only', 'charge', ',', ...ABOUT]);
const LISTED = new Set('one lead job first second third fourth fifth last that this it'.split(' '));

/** "Offer 60 for the first one", "I'd do the second one for 70": what is offered for has its price there. */
function isOfferedPrice(reading: Reading, place: NumberPlace): boolean {
  const { tokens } = reading;
  const { index, next } = place;
  const raw = (at: number): string => tokens[at]?.word ?? '';
  const forOne = ['for', 'on'].includes(raw(next)) && [1, 2, 3].some((step) => LISTED.has(raw(next + step)));
  const names = BID_WORDS.has(raw(index - 1)) && BEFORE_BID.has(raw(index - 2)) && !isNegated({ tokens }, index - 1);
  if (names && (isLarge(place) || forOne)) return tokens[index]?.kind === 'number';
  if (!isLarge(place)) return false;
  if (index === 0 && forOne) return true;
  const ofListed =
    ['for', 'at'].includes(raw(index - 1)) &&
    [2, 3, 4].some((step) => ['lead', 'job', 'gig'].includes(raw(index - step)));
  if (ofListed && endsSum(reading, next)) return true; // "lead 2 for 85"
  return offersWork(tokens) && endsSum(reading, next) && BEFORE_PRICE.has(raw(index - 1));
}

/** "100 instead of 80", "100 not 80": the number behind tells what the one before counts. */
function isContrasted({ word }: Reading, next: number): boolean {
  const at = word(next) === 'not' ? next + 1 : ['instead', 'rather'].includes(word(next)) ? next + 2 : undefined;
  return at !== undefined && /^\d/.test(word(at));
}

/** Before a number these say that it is no price. */
const LABELS = new Set(
  'license licence number no nr # phone tel zip code postcode flat apt unit room since est age aged im am studio route floor'.split(
    ' ',
  ),
);
const MAX_LIST_PRICE = 10_000; // a larger number without a currency is rather that of a post office
/** "Cuts 40, colour 90", "40 to 60 for cuts", "cleaning at 25 an hour". */
function isListPrice(reading: Reading, place: NumberPlace): boolean {
  const { index, next, digits } = place;
  const value = Number(digits);
  const isSum = isLarge(place) && value < MAX_LIST_PRICE && !(value >= 1900 && value < 2100); // a year
  const opens = !LABELS.has(reading.tokens[index - 1]?.word ?? '') && reading.tokens[index - 1]?.kind !== 'number';
  return isSum && opens && (place.isRange || endsSum(reading, next));
}

/** True when nothing follows a number that it could count. */
function endsSum(reading: Reading, next: number): boolean {
  const { word } = reading;
  return word(next) === '' || closesClause(reading, next) || BEHIND_SUM.has(word(next)) || isDayWord(word(next));
}

/** "At least 4 stars", "more than 3 storeys": there the number counts what follows. */
function isPlural(name: string): boolean {
  return /^\p{L}{2,}s$/u.test(name) && !NOT_PLURAL.has(name);
}

/** "300 total": a sum for all of it, when it is too large to count people or rooms. */
function isWholeSum(reading: Reading, { next, digits }: NumberPlace): boolean {
  return wordsAfter(reading, next).next > next && isLarge({ digits });
}

/** True for a number that counts money rather than people, rooms or hours. */
export function isLarge({ digits }: Pick<NumberPlace, 'digits'>): boolean {
  return Number(digits) >= LEAST_BARE;
}

/** "1200 to 1600" between two marks: hours were read before, so that a large enough range can only be money. */
export function isWholeClause(reading: Reading, from: number, next: number): boolean {
  const opens = from === 0 || CLAUSE_MARKS.has(reading.word(from - 1));
  return opens && isLarge({ digits: reading.word(next - 1) }) && closesClause(reading, next);
}

/** True when a clause ends before that place. */
export function closesClause({ tokens }: Reading, next: number): boolean {
  return next >= tokens.length || CLAUSE_MARKS.has(tokens[next]?.word ?? '');
}
