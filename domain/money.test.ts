import { expect } from 'chai';
import fc from 'fast-check';
import {
  addMoney,
  compareMoney,
  CURRENCIES,
  CURRENCY_DIGITS,
  formatMoney,
  isCurrency,
  percentOf,
  toMoney,
} from './money.ts';

describe('money', () => {
  const usd = (amount: number) => toMoney(amount, 'USD');

  it('is made of whole minor units and a known currency only', () => {
    expect(usd(4500)).to.deep.equal({ amount: 4500, currency: 'USD' });
    for (const amount of [0.1, NaN, Infinity, 2 ** 53]) expect(() => usd(amount), String(amount)).to.throw(RangeError);
    for (const code of ['usd', 'XXX', '', 'toString']) {
      expect(isCurrency(code), code).to.equal(false);
      expect(() => toMoney(1, code), code).to.throw(RangeError);
    }
  });

  it('knows the decimal places that ISO 4217 gives each currency, whatever the platform shows', () => {
    const withDigits = (digits: number) => CURRENCIES.filter((currency) => CURRENCY_DIGITS[currency] === digits);
    expect(withDigits(0)).to.deep.equal(['CLP', 'ISK', 'JPY', 'KRW', 'VND']);
    expect(withDigits(3)).to.deep.equal(['BHD', 'JOD', 'KWD', 'OMR', 'TND']);
    expect(withDigits(2)).to.have.length(CURRENCIES.length - 10);
    for (const currency of CURRENCIES) {
      const text = formatMoney(toMoney(1, currency));
      expect(text.match(/\.(\d+)$/u)?.[1]?.length ?? 0, text).to.equal(CURRENCY_DIGITS[currency]);
    }
  });

  it('adds and compares within one currency and refuses two', () => {
    expect(addMoney(usd(10), usd(-3))).to.deep.equal(usd(7));
    expect([compareMoney(usd(1), usd(2)), compareMoney(usd(2), usd(2)), compareMoney(usd(3), usd(2))]).to.deep.equal([
      -1, 0, 1,
    ]);
    expect(() => addMoney(usd(1), toMoney(1, 'EUR'))).to.throw(RangeError, 'mix');
    expect(() => compareMoney(usd(1), toMoney(1, 'EUR'))).to.throw(RangeError, 'mix');
    expect(() => addMoney(usd(Number.MAX_SAFE_INTEGER), usd(1))).to.throw(RangeError);
  });

  it('takes a percentage exactly, halves up, at any size', () => {
    expect(
      [percentOf(usd(1), 50), percentOf(usd(3), 50), percentOf(usd(99), 1)].map(({ amount }) => amount),
    ).to.deep.equal([1, 2, 1]);
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.integer({ min: 0, max: 100 }), (amount, percent) => {
        const exact = (BigInt(amount) * BigInt(percent) + 50n) / 100n;
        expect(BigInt(percentOf(usd(amount), percent).amount)).to.equal(exact);
      }),
    );
    for (const percent of [-1, 101, 0.5]) expect(() => percentOf(usd(1), percent)).to.throw(RangeError);
    expect(() => percentOf(usd(-1), 50)).to.throw(RangeError);
    expect(percentOf(usd(0), 50), 'what is free costs no fee').to.deep.equal(usd(0));
  });

  it('reads as people write it, to the last cent of a large sum', () => {
    expect(formatMoney(usd(4500))).to.equal('$45.00');
    expect(formatMoney(usd(5))).to.equal('$0.05');
    expect(formatMoney(usd(-123_456))).to.equal('-$1,234.56');
    expect(formatMoney(toMoney(450, 'JPY'))).to.equal('¥450');
    expect(formatMoney(toMoney(1234, 'KWD'), 'en-US').replace(/\s/u, ' ')).to.equal('KWD 1.234');
    expect(formatMoney(toMoney(4500, 'EUR'), 'de-DE').replace(/\s/u, ' ')).to.equal('45,00 €');
    expect(formatMoney(usd(Number.MAX_SAFE_INTEGER))).to.equal('$90,071,992,547,409.91');
  });
});
