import type { Currency } from '#domain/money.ts';

/** Signs and words for one currency or for several; of several, the first is nobody's default. */
export const CURRENCY_WORDS: ReadonlyMap<string, readonly Currency[]> = new Map(
  Object.entries({
    $: dollars(),
    dollar: dollars(),
    dollars: dollars(),
    buck: dollars(),
    bucks: dollars(),
    '€': ['EUR'],
    euro: ['EUR'],
    euros: ['EUR'],
    '£': ['GBP'],
    quid: ['GBP'],
    pound: ['GBP'],
    pounds: ['GBP'],
    sterling: ['GBP'],
    '¥': ['JPY', 'CNY'],
    yen: ['JPY'],
    yuan: ['CNY'],
    rmb: ['CNY'],
    renminbi: ['CNY'],
    franc: ['CHF'],
    francs: ['CHF'],
    fr: ['CHF'],
    '₹': ['INR'],
    rupee: ['INR', 'PKR', 'NPR'],
    rupees: ['INR', 'PKR', 'NPR'],
    zł: ['PLN'],
    zl: ['PLN'],
    zloty: ['PLN'],
    złoty: ['PLN'],
    kr: ['SEK', 'NOK', 'DKK', 'ISK'],
    kronor: ['SEK'],
    krona: ['SEK', 'ISK'],
    kroner: ['NOK', 'DKK'],
    krone: ['NOK', 'DKK'],
    kč: ['CZK'],
    kc: ['CZK'],
    koruna: ['CZK'],
    korun: ['CZK'],
    '₩': ['KRW'],
    won: ['KRW'],
    '₺': ['TRY'],
    lira: ['TRY'],
    '₪': ['ILS'],
    shekel: ['ILS'],
    shekels: ['ILS'],
    '₫': ['VND'],
    dong: ['VND'],
    '฿': ['THB'],
    baht: ['THB'],
    '₱': ['PHP'],
    '₦': ['NGN'],
    naira: ['NGN'],
    '₴': ['UAH'],
    hryvnia: ['UAH'],
    peso: ['MXN', 'ARS', 'CLP', 'COP', 'PHP', 'UYU'],
    pesos: ['MXN', 'ARS', 'CLP', 'COP', 'PHP', 'UYU'],
    dirham: ['AED', 'MAD'],
    dirhams: ['AED', 'MAD'],
    rand: ['ZAR'],
    ringgit: ['MYR'],
    forint: ['HUF'],
    reais: ['BRL'],
  } satisfies Record<string, readonly Currency[]>),
);

/** Letters that stand before a dollar sign: "A$60", "R$ 60". */
export const DOLLAR_PREFIXES: ReadonlyMap<string, Currency> = new Map<string, Currency>([
  ['us', 'USD'],
  ['a', 'AUD'],
  ['au', 'AUD'],
  ['c', 'CAD'],
  ['ca', 'CAD'],
  ['nz', 'NZD'],
  ['s', 'SGD'],
  ['hk', 'HKD'],
  ['nt', 'TWD'],
  ['mx', 'MXN'],
  ['r', 'BRL'],
]);

/** Codes that nobody writes in small letters by chance; the others must stand in capitals ("TRY", "ALL", "MAD"). */
export const SAFE_CODES: ReadonlySet<string> = new Set(
  'usd eur gbp jpy chf aud cad nzd sgd hkd cny inr pln czk sek nok dkk huf ron aed sar mxn brl krw'.split(' '),
);

function dollars(): readonly Currency[] {
  return ['USD', 'AUD', 'CAD', 'NZD', 'SGD', 'HKD', 'TWD'];
}
