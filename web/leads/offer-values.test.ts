import { expect } from 'chai';
import { HOUR_MS } from '#domain/local-date.ts';
import { choiceOf, firstDateShown, isAtWantedTime, MAX_SLOTS, toggled } from './offer-slots.ts';
import { offerValuesOf, toOffer } from './offer-values.ts';

const SERVICE = {
  id: '01970e2f-0c3d-7e4f-8051-627384950a1b',
  name: 'Curly cut',
  category: 'hair_beauty',
  serviceType: 'haircut',
  description: '',
  durationMinutes: 60,
  priceMin: 4_000,
  priceMax: 8_000,
  currency: 'USD',
} as const;
const NOON_MS = Date.parse('2026-12-01T12:00:00Z');
const slotAt = (hours: number) => ({
  start: new Date(NOON_MS + hours * HOUR_MS).toISOString(),
  end: new Date(NOON_MS + (hours + 1) * HOUR_MS).toISOString(),
});
const budget = (max: number, currency: 'USD' | 'EUR' = 'USD') =>
  ({ min: 0, max, currency, flexibility: 'strict' }) as const;

describe('the form of an offer', () => {
  it('opens with the price of the service that is nearest to the budget', () => {
    const prices = [null, budget(6_050), budget(2_000), budget(20_000), budget(6_000, 'EUR')];
    expect(prices.map((each) => offerValuesOf(SERVICE, each).price.amount)).to.deep.equal([
      '40',
      '60.50',
      '40',
      '80',
      '40',
    ]);
  });

  it('becomes a body without what was left empty', () => {
    const values = { ...offerValuesOf(SERVICE, null), availableSlots: [slotAt(0)], message: ' Hello ' };
    const options = { currency: 'USD', openedAtMs: NOON_MS } as const;
    expect(toOffer(values, options)).to.deep.equal({
      body: {
        serviceId: SERVICE.id,
        availableSlots: [slotAt(0)],
        price: { amount: 4_000, currency: 'USD' },
        message: 'Hello',
      },
    });
    expect(toOffer({ ...values, expiresAt: '48' }, options)).to.have.nested.property(
      'body.expiresAt',
      '2026-12-03T12:00:00.000Z',
    );
  });

  it('names every field that cannot be sent', () => {
    const values = { ...offerValuesOf(SERVICE, null), price: { amount: 'cheap' } };
    const made = toOffer(values, { currency: 'USD', openedAtMs: NOON_MS });
    expect(made).to.have.property('errors').that.has.all.keys('availableSlots', 'price.amount');
  });

  it('takes no times that overlap, and no more than an offer has', () => {
    const chosen = toggled(toggled([], slotAt(2)), slotAt(0));
    expect(chosen).to.deep.equal([slotAt(0), slotAt(2)]);
    expect(choiceOf(chosen, slotAt(0))).to.equal('chosen');
    expect(choiceOf(chosen, slotAt(0.5))).to.equal('impossible');
    expect(choiceOf(chosen, slotAt(1)), 'it only touches both').to.equal('possible');
    expect(toggled(chosen, slotAt(2))).to.deep.equal([slotAt(0)]);
    const full = Array.from({ length: MAX_SLOTS }, (_each, index) => slotAt(index));
    expect(choiceOf(full, slotAt(20))).to.equal('impossible');
  });

  it('finds the wanted parts of the day by the clock of the provider', () => {
    const isAfternoon = (timezone: string) => isAtWantedTime(slotAt(0), ['afternoon'], timezone);
    expect(isAfternoon('UTC')).to.equal(true);
    expect(isAfternoon('America/New_York')).to.equal(false);
    expect(isAtWantedTime(slotAt(0), [], 'America/New_York')).to.equal(true);
  });

  it('begins with the first wanted date that is still to come', () => {
    expect(firstDateShown(['2026-12-09', '2026-12-05', '2026-11-01'], '2026-12-01')).to.equal('2026-12-05');
    expect(firstDateShown([], '2026-12-01')).to.equal('2026-12-01');
  });
});
