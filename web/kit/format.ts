import { CURRENCY_DIGITS } from '#domain/money.ts';

/** The language of the pages. */
const LOCALE = 'en-US';

interface Money {
  readonly amount: number;
  readonly currency: string;
}

const numberFormats = new Map<string, Intl.NumberFormat>();

/** Making a format takes longer than using it a hundred times. */
function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = JSON.stringify(options);
  const known = numberFormats.get(key) ?? new Intl.NumberFormat(LOCALE, options);
  numberFormats.set(key, known);
  return known;
}

/** `$65.00`, `¥6,500`: minor units with as many digits as the currency has. */
export function formatMoney({ amount, currency }: Money): string {
  const digits = digitsOf(currency);
  return moneyFormat(currency, digits).format(amount / 10 ** digits);
}

/** `$60 – $80`: a range of prices, with digits only where they say something. */
export function formatMoneyRange(min: number, max: number, currency: string): string {
  const digits = digitsOf(currency);
  const scale = 10 ** digits;
  const isWhole = min % scale === 0 && max % scale === 0;
  return moneyFormat(currency, isWhole ? 0 : digits).formatRange(min / scale, max / scale);
}

/** How many digits the minor units of a currency have. */
export function digitsOf(currency: string): number {
  const known: Readonly<Record<string, number>> = CURRENCY_DIGITS;
  const options: Intl.NumberFormatOptions = { style: 'currency', currency };
  return known[currency] ?? numberFormat(options).resolvedOptions().maximumFractionDigits ?? 2;
}

/** `65.5` of a form as minor units; undefined where it is no amount of this currency. */
export function toMinorUnits(text: string, currency: string): number | undefined {
  const digits = digitsOf(currency);
  const [, whole, fraction = ''] = /^(\d{1,12})(?:\.(\d*))?$/.exec(text.trim().replaceAll(',', '')) ?? [];
  if (whole === undefined || fraction.length > digits) return undefined;
  return Number(whole) * 10 ** digits + Number(fraction.padEnd(digits, '0') || 0);
}

/** Minor units as a form has them, without digits that say nothing: `65`, `65.50`. */
export function toAmountText(amount: number, currency: string): string {
  const digits = digitsOf(currency);
  const isWhole = amount % 10 ** digits === 0;
  return (amount / 10 ** digits).toFixed(isWhole ? 0 : digits);
}

function moneyFormat(currency: string, digits: number): Intl.NumberFormat {
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits } as const;
  return numberFormat({ style: 'currency', currency, ...options });
}

/** `0.5 km`, `12 km`. */
export function formatDistance(km: number): string {
  return numberFormat({ style: 'unit', unit: 'kilometer', maximumFractionDigits: km < 10 ? 1 : 0 }).format(km);
}

/** `1,234`. */
export const formatCount = (count: number): string => numberFormat({}).format(count);

/** `4.9`, always with one digit. */
export const formatRating = (rating: number): string =>
  numberFormat({ minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(rating);

/** `87%` of a share between 0 and 1. */
export const formatShare = (share: number): string => numberFormat({ style: 'percent' }).format(share);

/** `45 min`, `1 h`, `1 h 30 min`. */
export function formatDuration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = Math.round(minutes % 60);
  return [hours > 0 && `${formatCount(hours)} h`, (rest > 0 || hours === 0) && `${rest} min`].filter(Boolean).join(' ');
}

const rules = new Intl.PluralRules(LOCALE);

/** `plural(3, { one: 'offer', other: 'offers' })` is `3 offers`. */
export function plural(count: number, words: { readonly one: string; readonly other: string }): string {
  return `${formatCount(count)} ${rules.select(count) === 'one' ? words.one : words.other}`;
}

/** A text as a sentence of its own begins. */
export const capitalized = <Text extends string | undefined>(text: Text): Text =>
  (text === undefined ? text : text.charAt(0).toUpperCase() + text.slice(1)) as Text;

/** `a, b, and c`. */
export const formatList = (items: readonly string[]): string => new Intl.ListFormat(LOCALE).format(items);
