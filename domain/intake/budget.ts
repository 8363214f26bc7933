import { CURRENCY_DIGITS, type Currency, type Money } from '#domain/money.ts';
import type { Flexibility } from '#domain/preferences.ts';
import {
  readAmount,
  resolveCurrency,
  timesThousand,
  toMinorUnits,
  type AmountRead,
  type NamedCurrency,
} from './amounts.ts';
import { MONEY_WORDS, wordsAfter, wordsBefore } from './budget-cues.ts';
import { isLarge, isMoneyPlace, isWholeClause, type NumberPlace } from './money-places.ts';
import { isOldValue, oldValueBehind } from './old-values.ts';
import { CONFIDENCE, type Reading } from './reading.ts';
import type { DraftBudget } from './types.ts';

/** The most that a request may hold, in minor units. */
const MOST = 100_000_000;

const FLEXIBLE = new Set('negotiable flexible'.split(' '));
const STRICT = new Set('strict firm tops'.split(' '));
const RANGE = new Set(['-', '–', '—', 'to']);

interface Bounds {
  from: number;
  next: number;
  min?: AmountRead;
  max?: AmountRead;
  flexibility?: Flexibility;
  /** What an amount that is given up was counted in: "not 60 euros, 50". */
  oldCurrency?: NamedCurrency;
  /** "Around 50": the amount is the middle of a range. */
  isAbout?: boolean;
}

/** Reads what may be spent, in minor units of its currency; a doubt is left where that cannot be told. */
export function readBudget(reading: Reading, own: Currency | undefined, expected: boolean): BudgetRead | undefined {
  const bounds = readBounds(reading, { expected, lists: false, isContrast: false });
  if (bounds.length === 0) return undefined;
  const from = Math.min(...bounds.map((each) => each.from));
  const next = Math.max(...bounds.map((each) => each.next));
  const whole = bounds.reduce((all, each) => ({ ...all, ...each }));
  for (const each of bounds) reading.take(each.from, each.next);
  const budget = toBudget(reading, { ...whole, from, next }, own);
  const said = budget && whole.max && toMinorUnits(whole.max.digits, budget.currency);
  return budget && { budget, ...(said !== undefined && { price: { amount: said, currency: budget.currency } }) };
}

/** A budget, and the amount that was said: of "around 75" it is 75. */
export interface BudgetRead {
  readonly budget: DraftBudget;
  readonly price?: Money;
}

/** Prices of somebody who lists work: each on its own, where it stands, in the order of the text. */
export function readPrices(reading: Reading, own: Currency | undefined): PriceRead[] {
  const prices: PriceRead[] = [];
  for (const bounds of allBounds(reading, { expected: false, lists: true, isContrast: false })) {
    const budget = toBudget(reading, bounds, own);
    if (budget) prices.push({ index: bounds.at, ...budget });
    reading.take(bounds.from, bounds.next);
  }
  return prices;
}

/** One price with its place. */
export interface PriceRead extends DraftBudget {
  readonly index: number;
}

/** Bounds of one budget: a later amount of the same kind is left where it stands. */
function readBounds(reading: Reading, said: Said): Bounds[] {
  const found: Bounds[] = [];
  for (const read of allBounds(reading, said)) {
    const addsTo = found.every(({ min, max }) => !(read.max && max) && !(read.min && min));
    if (addsTo) found.push(read);
  }
  const flexibility = flexibilityWord(reading);
  const last = found.at(-1);
  if (flexibility && last) last.flexibility = flexibility;
  return found;
}

type Said = Pick<NumberPlace, 'expected' | 'lists' | 'isContrast'> & { readonly oldCurrency?: NamedCurrency };

function allBounds(reading: Reading, { isContrast, ...said }: Said): Array<Bounds & { at: number }> {
  const found: Array<Bounds & { at: number }> = [];
  let contrast: Pick<Said, 'isContrast' | 'oldCurrency'> = { isContrast };
  for (let index = 0; index < reading.tokens.length;) {
    const read = reading.isTaken(index) ? undefined : readBound(reading, index, { ...said, ...contrast });
    if (read && !read.min && !read.max) {
      contrast = { isContrast: true, ...(read.oldCurrency && { oldCurrency: read.oldCurrency }) };
      reading.take(read.from, read.next);
    } else if (read) found.push({ ...read, at: index });
    index = read?.next ?? index + 1;
  }
  return found;
}

/** One amount or a range, with the words that bound it. */
function readBound(reading: Reading, index: number, said: Said): Bounds | undefined {
  const word = (at: number): string => reading.word(at);
  const first = readAmount(reading.tokens, word, index);
  if (!first) return undefined;
  const before = wordsBefore(reading, index);
  const joint = rangeJoint(reading, first.next, before.words.at(-1) === 'between');
  const second = joint === undefined ? undefined : readAmount(reading.tokens, word, joint);
  const last = second ?? first;
  const after = closedBy(reading, last.next, before.lower);
  const oldAt = oldValueBehind(word, after.next);
  const old = oldAt === undefined ? undefined : readAmount(reading.tokens, word, oldAt); // it tells what is counted
  const named = first.currency ?? last.currency ?? before.currency ?? old?.currency;
  const isThousands = first.thousands || last.thousands;
  const isRange = second !== undefined && isWholeClause(reading, index, last.next);
  const { digits } = last;
  const isSum = reading.tokens[index]?.kind === 'number' || isLarge(last); // "the second one is too expensive"
  const closes = isSum && (after.upper || after.about);
  const certain = named !== undefined || closes || isThousands || isRange;
  const isOld = isOldValue(reading.tokens, index, first.next);
  const isRefused = isOld || isNegatedAmount(before.words) || isTooLittle(reading, last.next);
  const spot = { index, next: last.next, digits, before: before.words };
  const place = { ...spot, isRange: second !== undefined, isContrasted: old !== undefined, ...said };
  const isMoney = certain || isMoneyPlace(reading, place) || (isRefused && isLarge(place));
  if (!isMoney) return undefined;
  if (isRefused) return { from: before.from, next: first.next, ...(named && { oldCurrency: named }) };
  const bounds = { from: before.from, next: after.next };
  const currency = named ?? said.oldCurrency;
  const withCurrency = (amount: AmountRead): AmountRead => ({ ...amount, ...(currency && { currency }) });
  if (second) {
    const scaled = second.thousands && !first.thousands ? { ...first, digits: timesThousand(first.digits) } : first;
    return { ...bounds, min: withCurrency(scaled), max: withCurrency(second) };
  }
  const upper = before.upper || after.upper;
  if ((before.about || after.about || first.isAbout) && !upper) {
    const middle = withCurrency(first);
    return { ...bounds, min: middle, max: middle, flexibility: 'somewhat_flexible', isAbout: true };
  }
  if (before.lower && !after.upper) return { ...bounds, min: withCurrency(first) };
  return { ...bounds, max: withCurrency(first), ...(upper && { flexibility: 'strict' as const }) };
}

/** What closes an amount; in "min 40 max 60" the "max" is that of the next one. */
function closedBy(reading: Reading, next: number, isLower: boolean): ReturnType<typeof wordsAfter> {
  const after = wordsAfter(reading, next);
  const isOfNext = isLower && readAmount(reading.tokens, (at) => reading.word(at), after.next) !== undefined;
  return isOfNext ? { next, upper: false, about: false } : after;
}

/** The index behind "to", "-", "up to", or "and" after "between". */
function rangeJoint({ word }: Reading, index: number, isBetween: boolean): number | undefined {
  if (word(index) === 'up' && word(index + 1) === 'to') return index + 2;
  return RANGE.has(word(index)) || (isBetween && word(index) === 'and') ? index + 1 : undefined;
}

/** "Not $80", "it isn't 80", "but not for 80", "I can't do 80": no budget and no price. */
function isNegatedAmount(before: readonly string[]): boolean {
  const said = ` ${before.join(' ')} `;
  return /(?: (?:not|no|isn't|isnt|wasn't|wasnt)(?: for| at)? | (?:can't|cant|cannot|won't|wont|wouldn't|wouldnt|don't|dont|doesn't|doesnt|not) (?:do|go|pay|take|offer|accept|be|charge|cost|ask)(?: it| that| this)?(?: for| at)? )$/.test(
    said,
  );
}

/** "60 is too low for lead 2". */
function isTooLittle({ word }: Reading, next: number): boolean {
  return (
    word(next) === 'is' && word(next + 1) === 'too' && ['low', 'little', 'cheap', 'small'].includes(word(next + 2))
  );
}

function flexibilityWord({ tokens, word }: Reading): Flexibility | undefined {
  for (let index = 0; index < tokens.length; index += 1) {
    const about = [1, 2, 3, 4].map((step) => word(index + step));
    const ofTime = about.some((each) =>
      ['date', 'dates', 'time', 'times', 'timing', 'day', 'days', 'schedule'].includes(each),
    );
    const timeBefore =
      ['timing', 'dates', 'schedule', 'time'].includes(word(index - 1)) || word(index + 1) === 'timing';
    if (FLEXIBLE.has(word(index)) && !ofTime && !timeBefore) {
      const bare =
        word(index) === 'flexible' &&
        ![word(index - 1), word(index - 2), ...about].some((each) => MONEY_WORDS.has(each));
      if (!bare) return 'flexible';
    }
    if (STRICT.has(word(index))) return 'strict';
  }
  return undefined;
}

/** A tenth to either side, in whole units of the currency. */
function aboutOf(amount: number, currency: Currency): readonly [number, number] {
  const unit = 10 ** CURRENCY_DIGITS[currency];
  const most = Math.min(Math.ceil((amount * 11) / 10 / unit) * unit, MOST);
  return [Math.floor((amount * 9) / 10 / unit) * unit, most];
}

function toBudget(reading: Reading, bounds: Bounds, own: Currency | undefined): DraftBudget | undefined {
  const { from, next } = bounds;
  const named = bounds.max?.currency ?? bounds.min?.currency;
  const currency = resolveCurrency(named, own);
  if (!currency) {
    reading.doubt({ field: 'budget', kind: 'currency', choices: (named ?? []).map((code) => [code]) }, from, next);
    return undefined;
  }
  const [min, max] = [bounds.min, bounds.max].map((amount) => amount && toMinorUnits(amount.digits, currency));
  const broken =
    (bounds.min && min === undefined) || (bounds.max && max === undefined) || Math.max(min ?? 0, max ?? 0) > MOST;
  if (broken) {
    reading.doubt({ field: 'budget', kind: 'amount', choices: [] }, from, next);
    return undefined;
  }
  const flexibility = bounds.flexibility && { flexibility: bounds.flexibility };
  reading.found('budget', from, next, named ? CONFIDENCE.exact : CONFIDENCE.assumed);
  if (max === undefined) {
    reading.doubt({ field: 'budget', kind: 'no_upper_limit', choices: [] }, from, next);
    return { min: min ?? 0, currency, ...flexibility };
  }
  const [least, most] = bounds.isAbout ? aboutOf(max, currency) : [min ?? 0, max];
  return { min: Math.min(least, most), max: Math.max(least, most), currency, ...flexibility };
}
