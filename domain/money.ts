/** The ISO 4217 currencies we trade in, each with the number of its decimal places. */
export const CURRENCY_DIGITS = {
  AED: 2,
  ARS: 2,
  AUD: 2,
  BHD: 3,
  BRL: 2,
  CAD: 2,
  CHF: 2,
  CLP: 0,
  CNY: 2,
  COP: 2,
  CZK: 2,
  DKK: 2,
  EGP: 2,
  EUR: 2,
  GBP: 2,
  HKD: 2,
  HUF: 2,
  IDR: 2,
  ILS: 2,
  INR: 2,
  ISK: 0,
  JOD: 3,
  JPY: 0,
  KES: 2,
  KRW: 0,
  KWD: 3,
  MAD: 2,
  MXN: 2,
  MYR: 2,
  NGN: 2,
  NOK: 2,
  NPR: 2,
  NZD: 2,
  OMR: 3,
  PEN: 2,
  PHP: 2,
  PKR: 2,
  PLN: 2,
  QAR: 2,
  RON: 2,
  RSD: 2,
  SAR: 2,
  SEK: 2,
  SGD: 2,
  THB: 2,
  TND: 3,
  TRY: 2,
  TWD: 2,
  UAH: 2,
  USD: 2,
  UYU: 2,
  VND: 0,
  ZAR: 2,
} as const;

/** The code of a currency in the list above. */
export type Currency = keyof typeof CURRENCY_DIGITS;

/** The codes alone, for schemas and forms. */
export const CURRENCIES = Object.keys(CURRENCY_DIGITS) as [Currency, ...Currency[]];

/** An amount in minor units of its currency: always an integer, never a float. */
export interface Money {
  amount: number;
  currency: Currency;
}

/** True for a code that money may carry. */
export function isCurrency(code: string): code is Currency {
  return Object.hasOwn(CURRENCY_DIGITS, code);
}

/** Makes money of a whole number of minor units and a known code; throws a RangeError for anything else. */
export function toMoney(amount: number, currency: string): Money {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not a whole number of minor units: ${amount}`);
  if (!isCurrency(currency)) throw new RangeError(`not a known currency: ${JSON.stringify(currency)}`);
  return { amount, currency };
}

/** The exact sum; refuses two currencies and a sum that a number cannot hold exactly. */
export function addMoney(a: Money, b: Money): Money {
  assertSameCurrency(a, b);
  return toMoney(a.amount + b.amount, a.currency);
}

/** Negative, zero or positive as `a` is less than, equal to or more than `b`; refuses two currencies. */
export function compareMoney(a: Money, b: Money): -1 | 0 | 1 {
  assertSameCurrency(a, b);
  if (a.amount === b.amount) return 0;
  return a.amount < b.amount ? -1 : 1;
}

/** A whole percentage of money that is not negative, exact but for the last step: halves are rounded up. */
export function percentOf(money: Money, percent: number): Money {
  if (!Number.isInteger(percent) || percent < 0 || percent > 100) throw new RangeError(`not a percentage: ${percent}`);
  if (money.amount < 0) throw new RangeError(`not a price: ${money.amount}`);
  const hundreds = Math.floor(money.amount / 100); // apart, so that no product leaves the exact integers
  const rest = money.amount % 100;
  return toMoney(hundreds * percent + Math.floor((rest * percent + 50) / 100), money.currency);
}

/** Money as people read it, in the decimal places of its currency: `$45.00`, `¥450`. */
export function formatMoney({ amount, currency }: Money, locale = 'en-US'): string {
  const digits = CURRENCY_DIGITS[currency];
  const text = String(Math.abs(amount)).padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  const decimal = `${amount < 0 ? '-' : ''}${whole}.${text.slice(text.length - digits)}0` as `${number}`;
  const options = {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  } as const;
  return new Intl.NumberFormat(locale, options).format(decimal); // a string, because a float loses the cents of large sums
}

function assertSameCurrency(a: Money, b: Money): void {
  if (a.currency !== b.currency) throw new RangeError(`${a.currency} and ${b.currency} do not mix`);
}
