import { CATALOG_CURRENCY } from '#domain/catalog.ts';
import { CURRENCY_DIGITS, isCurrency, type Currency } from '#domain/money.ts';
import { CURRENCY_WORDS, DOLLAR_PREFIXES, SAFE_CODES } from './currency-words.ts';
import { plain, type Token } from './tokens.ts';

/** A currency as it was named: one, or the several that the word may mean. */
export type NamedCurrency = readonly Currency[];

/** A number of money, with what stood around it. */
export interface AmountRead {
  readonly next: number;
  /** In major units, as decimal digits: "79.99". */
  readonly digits: string;
  readonly currency?: NamedCurrency;
  /** True when "k" stood behind it. */
  readonly thousands: boolean;
  /** True for "50-odd dollars": it is about that much. */
  readonly isAbout?: boolean;
}

const NOTES: ReadonlyMap<string, string> = new Map([
  ['fiver', '5'],
  ['tenner', '10'],
]);

type WordAt = (index: number) => string;

const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

/** Reads an amount with the currency before or behind it; a bare number is one too, and the caller judges its place. */
export function readAmount(tokens: readonly Token[], word: WordAt, index: number): AmountRead | undefined {
  const before = readCurrency(tokens, word, index);
  const at = before?.next ?? index;
  const note = before ? undefined : NOTES.get(word(at));
  if (note) return { next: at + 1, digits: note, currency: ['GBP'], thousands: false };
  const number = readDigits(tokens, word, at) ?? readNumberWords(word, at);
  if (!number) return undefined;
  if (before) return { ...number, currency: before.currency };
  const loose = looseness(word, number.next);
  const behind = readCurrency(tokens, word, number.next) ?? (loose && readCurrency(tokens, word, loose));
  if (!behind) return number;
  const isAbout = loose !== undefined && behind.next > loose;
  return { ...number, next: behind.next, currency: behind.currency, ...(isAbout && { isAbout }) };
}

/** The index behind "-odd", "ish" or "or so", which may stand between a number and its currency. */
function looseness(word: WordAt, index: number): number | undefined {
  if (word(index) === 'or' && word(index + 1) === 'so') return index + 2;
  const at = word(index) === '-' ? index + 1 : index;
  return ['odd', 'ish'].includes(word(at)) ? at + 1 : undefined;
}

/** A currency by sign, word or code, with the index behind it. */
export function readCurrency(
  tokens: readonly Token[],
  word: WordAt,
  index: number,
): { next: number; currency: NamedCurrency } | undefined {
  const name = word(index);
  if (name === '') return undefined;
  const text = tokens[index]?.text ?? '';
  const dollar = word(index + 1) === '$' && tokens[index + 1]?.glued ? DOLLAR_PREFIXES.get(name) : undefined;
  if (dollar) return { next: index + 2, currency: [dollar] };
  const known = CURRENCY_WORDS.get(name) ?? CURRENCY_WORDS.get(plain(text));
  if (known) return { next: index + 1, currency: known };
  const code = text.toUpperCase();
  const isCode = isCurrency(code) && (text === code || SAFE_CODES.has(name));
  return isCode ? { next: index + 1, currency: [code] } : undefined;
}

/** The one currency that is meant, by what the speaker pays with; nothing when it cannot be told. */
export function resolveCurrency(named: NamedCurrency | undefined, own: Currency | undefined): Currency | undefined {
  if (!named) return own ?? CATALOG_CURRENCY;
  if (named.length === 1) return named[0];
  if (own && named.includes(own)) return own;
  if (named.includes(CATALOG_CURRENCY)) return CATALOG_CURRENCY;
  return named[0] === 'JPY' ? 'JPY' : undefined; // the yen sign is the yen's unless the speaker pays in yuan
}

/** Whole minor units of a currency; nothing for more decimals than it has, or for more than a number holds. */
export function toMinorUnits(digits: string, currency: Currency): number | undefined {
  const [whole = '', fraction = ''] = digits.split('.');
  const places = CURRENCY_DIGITS[currency];
  const kept = fraction.padEnd(places, '0');
  if (/[1-9]/.test(kept.slice(places))) return undefined;
  const amount = Number(whole + kept.slice(0, places));
  return Number.isSafeInteger(amount) ? amount : undefined;
}

/** The digits a thousand times as much: "1.5k". */
export function timesThousand(digits: string): string {
  const [whole = '', fraction = ''] = digits.split('.');
  const padded = fraction.padEnd(3, '0');
  return padded.length > 3 ? `${whole}${padded.slice(0, 3)}.${padded.slice(3)}` : whole + padded;
}

function readDigits(tokens: readonly Token[], word: WordAt, index: number): Omit<AmountRead, 'currency'> | undefined {
  const text = word(index);
  if (!/^\d/.test(text) || text.length > 15) return undefined;
  const digits = plainDigits(text);
  if (digits === undefined) return undefined;
  const isMixed = word(index + 1) === 'k' && tokens[index + 2]?.glued && /^\d{1,3}$/.test(word(index + 2));
  if (isMixed && /^\d+$/.test(digits)) {
    return { next: index + 3, digits: timesThousand(`${digits}.${word(index + 2)}`), thousands: true }; // "1k5"
  }
  const isThousands = ['k', 'grand'].includes(word(index + 1));
  const euroDash = word(index + 1) === ',' && word(index + 2) === '-'; // "80,-"
  const next = index + (isThousands ? 2 : euroDash ? 3 : 1);
  return { next, digits: isThousands ? timesThousand(digits) : digits, thousands: isThousands };
}

/** "1,200" and "1.200" are twelve hundred, "1,5" and "79.99" have decimals: three digits behind the last mark are thousands. */
function plainDigits(text: string): string | undefined {
  const parts = text.split(/[.,'’]/);
  const [whole = '', ...rest] = parts;
  const last = rest.at(-1);
  if (last === undefined) return whole;
  const groups = last.length === 3 && whole.length <= 3 && whole !== '0' ? rest : rest.slice(0, -1);
  if (groups.some((group) => group.length !== 3)) return undefined;
  const decimals = groups.length === rest.length ? '' : `.${last}`;
  return whole + groups.join('') + decimals;
}

/** "Fifty", "sixty five", "a hundred", "two hundred fifty", "a thousand". */
function readNumberWords(word: WordAt, index: number): Omit<AmountRead, 'currency'> | undefined {
  let at = index;
  let total = 0;
  let part = 0;
  let seen = false;
  for (; at < index + 8; at += 1) {
    const name = word(at);
    const startsAnew = ['hundred', 'thousand', 'grand'].includes(word(at + 2)); // "one hundred and two hundred"
    const joins = ['and', '-'].includes(name) && seen && !startsAnew && smallNumber(word(at + 1)) !== undefined;
    if (joins && (name === '-' ? part % 10 === 0 && part > 0 : part >= 100)) continue;
    const small = smallNumber(name);
    const article = (name === 'a' || name === 'one') && ['hundred', 'thousand', 'grand'].includes(word(at + 1));
    if (article && !seen) part = 1;
    else if (name === 'hundred' && part > 0 && part < 100) part *= 100;
    else if ((name === 'thousand' || name === 'grand') && part > 0) [total, part] = [part * 1000, 0];
    else if (small !== undefined && fits(part, small)) part += small;
    else break;
    seen = true;
  }
  return seen && total + part > 0 ? { next: at, digits: String(total + part), thousands: false } : undefined;
}

function smallNumber(name: string): number | undefined {
  const one = ONES.indexOf(name);
  if (one >= 0) return one;
  const ten = TENS.indexOf(name);
  return ten >= 0 ? (ten + 2) * 10 : undefined;
}

/** "Sixty five" is one number, "sixty eighty" is two. */
function fits(part: number, small: number): boolean {
  if (part === 0) return true;
  return small < 10 ? part % 10 === 0 && part >= 20 : part % 100 === 0;
}
