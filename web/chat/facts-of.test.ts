import { expect } from 'chai';
import type { Draft } from './draft.ts';
import { missingWords, wordsOf } from './draft-words.ts';
import { factsOf } from './facts-of.ts';

const reading = { viewer: 'America/New_York', nowMs: Date.parse('2026-03-01T12:00:00Z') };
const draft = (kind: Draft['kind'], body: object, about: object = {}, missing: string[] = []) =>
  ({
    id: 'd',
    kind,
    revision: 1,
    status: 'open',
    target: null,
    body,
    about,
    missing,
    result: null,
  }) as unknown as Draft;
const said = (given: Draft) => Object.fromEntries(factsOf(given, reading).map(({ name, lines }) => [name, lines]));

describe('what a draft says', () => {
  it('is a request in words, without what nobody said', () => {
    const body = {
      serviceType: 'haircut',
      requirements: { specializations: ['curly_hair'], description: '' },
      location: { city: 'New York', neighborhood: 'Brooklyn', maxDistanceKm: 15 },
      budget: { min: 6_000, max: 8_000, currency: 'USD' },
    };
    expect(said(draft('create_service_request', body))).to.deep.equal({
      What: ['Haircut: curly hair'],
      Where: ['Brooklyn, New York (up to 15 km away)'],
      Budget: ['$60 to $80'],
    });
  });

  it('names of a change how it stands now', () => {
    const about = { serviceType: 'haircut', budget: { min: 0, max: 8_000, currency: 'USD' } };
    const change = draft('update_request_details', { budget: { max: 9_000, currency: 'USD' } }, about);
    const budget = factsOf(change, reading).find(({ name }) => name === 'Budget');
    expect(budget).to.deep.include({ lines: ['up to $90'], before: 'up to $80' });
  });

  it('is a booking in the time of whoever reads, with that of the provider beside it', () => {
    const slot = { start: '2026-03-03T15:00:00Z', end: '2026-03-03T16:00:00Z' };
    const about = { serviceName: 'Curly cut', provider: 'Curl Corner', timezone: 'America/Chicago' };
    const booking = draft(
      'accept_offer',
      { revision: 1, slot },
      { ...about, price: { amount: 6_500, currency: 'USD' } },
    );
    const [own, theirs] = said(booking)['When'] ?? [];
    expect(own?.replaceAll(/\s/g, ' ')).to.match(/Tue, Mar 3, 10:00 – 11:00 AM/);
    expect(theirs?.replaceAll(/\s/g, ' ')).to.match(/9:00 AM in Chicago/);
    expect(wordsOf(booking).approve).to.equal('Book for $65.00');
  });

  it('is a week in runs of days with the same hours, and the dates that differ', () => {
    const windows = [{ start: '09:00', end: '17:00' }];
    const schedule = { monday: windows, tuesday: windows, wednesday: windows };
    const exceptions = [{ date: '2026-12-24', closed: true }];
    const hours = said(draft('update_availability', { timezone: 'America/Chicago', schedule, exceptions }));
    expect(Object.keys(hours)).to.deep.equal(['Monday to Wednesday', 'Thursday to Sunday', 'Thu, Dec 24', 'Time zone']);
    expect(hours['Thu, Dec 24']).to.deep.equal(['Closed']);
  });

  it('says what is still needed', () => {
    expect(missingWords(draft('submit_review', {}, {}, ['rating', 'comment']))).to.equal(
      'Still needed: the stars and what you say about it.',
    );
    expect(missingWords(draft('submit_review', {}))).to.equal(undefined);
  });
});
