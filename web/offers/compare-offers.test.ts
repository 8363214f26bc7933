import { expect } from 'chai';
import type { Schema } from '#web/api/client.ts';
import { compareOffers, slotsAhead } from './compare-offers.ts';

type Offer = Schema<'Offer'>;
type Match = Schema<'Matches'>['items'][number];

const offer = (providerId: string, amount: number, status: Offer['status'] = 'pending') =>
  ({ id: `offer of ${providerId}`, providerId, status, price: { amount, currency: 'USD' } }) as Offer;
const match = (providerId: string, score: number) => ({ providerId, score }) as Match;

describe('offers, compared', () => {
  it('come by their fit, then by their price; whose fit is not known comes last', () => {
    const offers = [offer('unknown', 10), offer('dear', 90), offer('cheap', 50), offer('best', 99)];
    const matches = [match('dear', 0.5), match('cheap', 0.5), match('best', 0.9)];
    const { open } = compareOffers(offers, matches);
    expect(open.map(({ offer: { providerId } }) => providerId)).to.deep.equal(['best', 'cheap', 'dear', 'unknown']);
  });

  it('stand apart when they cannot be chosen any more', () => {
    const { open, closed } = compareOffers([offer('a', 1, 'expired'), offer('b', 1)], []);
    expect([open, closed].map((list) => list.map((each) => each.offer.providerId))).to.deep.equal([['b'], ['a']]);
  });

  it('have slots that are still to come, in order', () => {
    const slots = ['2026-03-03T14:00:00Z', '2026-03-03T09:00:00Z', '2026-03-02T09:00:00Z'].map((start) => ({ start }));
    const now = Date.parse('2026-03-02T12:00:00Z');
    expect(slotsAhead(slots, now).map(({ start }) => start)).to.deep.equal([
      '2026-03-03T09:00:00Z',
      '2026-03-03T14:00:00Z',
    ]);
  });
});
