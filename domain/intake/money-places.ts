import { isDayWord } from './calendar-words.ts';
import { COUNTED_UNITS } from './counted-units.ts';
import { ABOUT, CLAUSE_MARKS, MONEY_WORDS, wordsAfter } from './budget-cues.ts';
import { offersWork } from './bids.ts';
import { isNegated } from './negation.ts';
import type { Reading } from './reading.ts';
import { FILLERS } from './words.ts';

/** Behind a bare number these say that it is a time or a date. */
const TIME_MARKS = new Set("pm am o'clock st nd rd th : /".split(' '));
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
  /** An amount behind it is ruled out: "100 instead of 80". */
  readonly isContrasted: boolean;
  /** Another amount was ruled out: "the budget isn't 80, it's 60". */
  readonly isContrast: boolean;
}

/** A bare number is money only where money is spoken of, or where nothing else was said. */
export function isMoneyPlace(reading: Reading, place: NumberPlace): boolean {
  const { index, next, before, expected, isContrast } = place;
  const isNumber = reading.tokens[index]?.kind === 'number';
  const after = reading.word(next);
  if (COUNTED_UNITS.has(after) || TIME_MARKS.has(after)) return false;
  if (isAge(reading, place) || isLabelled(reading, place)) return false;
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
  return expected && isNumber && (!saysMore(reading, place) || place.isContrasted);
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

/** Before a number these say that it is the number of something, and no price. */
const LABELS = new Set(
  (
    'license licence permit registration reg certificate certification policy insurance vat tax id ein abn siret phone tel telephone ' +
    'mobile cell whatsapp zip code postcode flat apt apartment suite unit room house building studio route floor since est age aged im am'
  ).split(' '),
);
/** What may stand between a label and its number. */
const LABEL_JOINTS = new Set("number numbers no nr num # . : = is are was it's its 's".split(' '));
const NUMBER_SIGNS = new Set(['number', 'nr', '#']);
/** What people have done, and how many they are, when they list their work: "done over 300 haircuts", "a team of 30". */
const RECORDS = new Set('done did completed finished performed team crew staff insured'.split(' '));
const RECORD_JOINTS = new Set('of over about around roughly up to more than'.split(' '));
const MAX_LABEL_STEPS = 4;

/** "License 123", "my licence number is 123", "#4". */
function isLabelled({ tokens }: Reading, { index, lists }: NumberPlace): boolean {
  const word = (at: number): string => tokens[at]?.word ?? '';
  const names = (labels: ReadonlySet<string>, joints: ReadonlySet<string>): boolean => {
    let at = index - 1;
    while (joints.has(word(at)) && at > index - MAX_LABEL_STEPS) at -= 1;
    return labels.has(word(at));
  };
  return NUMBER_SIGNS.has(word(index - 1)) || names(LABELS, LABEL_JOINTS) || (lists && names(RECORDS, RECORD_JOINTS));
}

/** Whom an age is said of. */
const PEOPLE = new Set(
  (
    'kid kids child children boy boys girl girls son sons daughter daughters toddler toddlers baby babies teen teens teenager teenagers ' +
    'adult adults senior seniors person people man men woman women lady ladies guest guests student students'
  ).split(' '),
);
const AGE_JOINTS = new Set('who that are is both all , under over below above up to aged age ages'.split(' '));
const OF_AGE = new Set(['over', 'above', 'aged', 'age', 'ages']);
const OLDEST_CHILD = 18; // "people under 100" is no age
const OLDEST = 99;

/** "3 kids under 10", "seniors over 65", "my kids, all under 12": what bounds an age bounds no budget. */
function isAge({ tokens }: Reading, { index, digits }: NumberPlace): boolean {
  const said: string[] = [];
  let at = index - 1;
  for (; AGE_JOINTS.has(tokens[at]?.word ?? ''); at -= 1) said.push(tokens[at]?.word ?? '');
  if (said.length === 0 || !PEOPLE.has(tokens[at]?.word ?? '')) return false;
  const isApart = said.includes(',') && !said.some((word) => ['all', 'both'].includes(word)); // "for my kid, under 20"
  return !isApart && Number(digits) <= (said.some((word) => OF_AGE.has(word)) ? OLDEST : OLDEST_CHILD);
}

const MAX_LIST_PRICE = 10_000; // a larger number without a currency is rather that of a post office
/** "Cuts 40, colour 90", "40 to 60 for cuts", "cleaning at 25 an hour". */
function isListPrice(reading: Reading, place: NumberPlace): boolean {
  const { index, next, digits } = place;
  const value = Number(digits);
  const isSum = isLarge(place) && value < MAX_LIST_PRICE && !(value >= 1900 && value < 2100); // a year
  const opens = reading.tokens[index - 1]?.kind !== 'number';
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
