import { CURRENCY_DIGITS, type Currency } from '#domain/money.ts';
import type { Flexibility } from '#domain/preferences.ts';
import { readAmount, resolveCurrency, timesThousand, toMinorUnits, type AmountRead } from './amounts.ts';
import { isMoneyPlace, isNegatedAmount, isWholeClause, MONEY_WORDS, wordsAfter, wordsBefore } from './budget-cues.ts';
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
  /** "Around 50": the amount is the middle of a range. */
  isAbout?: boolean;
}

/** Reads what may be spent, in minor units of its currency; a doubt is left where that cannot be told. */
export function readBudget(reading: Reading, own: Currency | undefined, expected: boolean): DraftBudget | undefined {
  const bounds = readBounds(reading, expected);
  if (bounds.length === 0) return undefined;
  const from = Math.min(...bounds.map((each) => each.from));
  const next = Math.max(...bounds.map((each) => each.next));
  const whole = bounds.reduce((all, each) => ({ ...all, ...each }));
  for (const each of bounds) reading.take(each.from, each.next);
  return toBudget(reading, { ...whole, from, next }, own);
}

function readBounds(reading: Reading, expected: boolean): Bounds[] {
  const found: Bounds[] = [];
  for (let index = 0; index < reading.tokens.length;) {
    const read = reading.isTaken(index) ? undefined : readBound(reading, index, expected);
    const addsTo = found.every(({ min, max }) => !(read?.max && max) && !(read?.min && min));
    if (read && addsTo && (read.min || read.max)) found.push(read);
    index = read?.next ?? index + 1;
  }
  const flexibility = flexibilityWord(reading);
  const last = found.at(-1);
  if (flexibility && last) last.flexibility = flexibility;
  return found;
}

/** One amount or a range, with the words that bound it. */
function readBound(reading: Reading, index: number, expected: boolean): Bounds | undefined {
  const word = (at: number): string => reading.word(at);
  const first = readAmount(reading.tokens, word, index);
  if (!first) return undefined;
  const before = wordsBefore(reading, index);
  const second =
    RANGE.has(word(first.next)) || (word(first.next) === 'and' && before.words.at(-1) === 'between')
      ? readAmount(reading.tokens, word, first.next + 1)
      : undefined;
  const last = second ?? first;
  const after = wordsAfter(reading, last.next);
  const named = first.currency ?? last.currency ?? before.currency;
  const isThousands = first.thousands || last.thousands;
  const isRange = second !== undefined && isWholeClause(reading, index, last.next);
  const certain = named !== undefined || after.upper || after.about || isThousands || isRange;
  if (!certain && !isMoneyPlace(reading, { index, next: last.next, before: before.words, expected })) return undefined;
  const bounds = { from: before.from, next: after.next };
  if (isNegatedAmount(before.words)) return bounds;
  const withCurrency = (amount: AmountRead): AmountRead => ({ ...amount, ...(named && { currency: named }) });
  if (second) {
    const scaled = second.thousands && !first.thousands ? { ...first, digits: timesThousand(first.digits) } : first;
    return { ...bounds, min: withCurrency(scaled), max: withCurrency(second) };
  }
  const upper = before.upper || after.upper;
  if ((before.about || after.about) && !upper) {
    return {
      ...bounds,
      min: withCurrency(first),
      max: withCurrency(first),
      flexibility: 'somewhat_flexible',
      isAbout: true,
    };
  }
  if (before.lower) return { ...bounds, min: withCurrency(first) };
  return {
    ...bounds,
    max: withCurrency(first),
    ...(upper && { flexibility: 'strict' as const }),
  };
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
