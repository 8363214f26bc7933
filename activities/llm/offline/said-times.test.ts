import { expect } from 'chai';
import type { ShownOffer } from '#activities/chat/tools/offers.ts';
import type { LeadBody, Suggestion } from '#activities/chat/tools/leads.ts';
import { zoneClock } from '#domain/availability/zone.ts';
import { dayNumber, HOUR_MS } from '#domain/local-date.ts';
import { offlineMove, type OfflineTools } from '#test/support/offline.ts';
import { instantOf } from '#test/support/said-days.ts';
import { consumerMove } from './consumer.ts';
import type { Move } from './moment.ts';
import { providerMove } from './provider.ts';

const ZONE = 'America/New_York';
const SATURDAY = '2026-11-28';
const slotAt = (wall: string) => {
  const start = instantOf(`${wall}:00`, ZONE);
  return { start, end: new Date(Date.parse(start) + HOUR_MS).toISOString() };
};
const dateOf = (instant: string): number => zoneClock(ZONE).dayOf(Date.parse(instant));

const converse = (said: string, now: string, tools: OfflineTools, move = providerMove): Move =>
  offlineMove(move, said, { now: instantOf(`${now}:00`, ZONE), timezone: ZONE, tools });

/** The tools of a provider with one lead and these free times. */
function providerTools(free: readonly string[], preferredDates: readonly string[] = []) {
  const slots = free.map(slotAt);
  const lead = {
    requestId: 'r',
    serviceType: 'haircut',
    location: {},
    timing: { preferredDates },
  } as unknown as LeadBody;
  const suggest = ({ dates }: { dates?: readonly string[] }): Partial<Suggestion> => {
    const days = (dates ?? preferredDates).map(dayNumber);
    const freeSlots = slots.filter(({ start }) => days.length === 0 || days.includes(dateOf(start)));
    const service = { id: 's', name: 'Cut', durationMinutes: 60, priceMin: 1, priceMax: 2, currency: 'USD' } as const;
    return { lead, service, freeSlots, timezone: ZONE, typicalPrice: null, priceFactors: [] };
  };
  return { get_matching_requests: () => ({ leads: [lead] }), suggest_offer: suggest };
}

const startsOf = (move: Move): unknown =>
  'use' in move ? (move.input.availableSlots as { start: string }[]).map(({ start }) => start) : move.say;
const wordsOf = (move: Move): string => ('say' in move ? move.say : JSON.stringify(move));

describe('a time that a provider says', () => {
  const bid = 'offer 55 dollars on Saturday at two';
  const weekend = [SATURDAY, '2026-11-29'];
  const FREE = ['2026-11-28T14:00', '2026-11-28T22:30', '2026-11-29T14:00', '2026-12-05T14:00'];

  it('is today when the work is wanted today and it is still to come', () => {
    const move = converse(bid, '2026-11-28T09:00', providerTools(FREE, weekend));
    expect(startsOf(move)).to.deep.equal([slotAt('2026-11-28T14:00').start]);
  });

  it('is called past when it is, with next week and what is free today', () => {
    const later = FREE.filter((start) => start !== '2026-11-28T14:00');
    const said = wordsOf(converse(bid, '2026-11-28T22:00', providerTools(later, weekend)));
    expect(said).to.match(/^Sat, Nov 28 at 2:00 PM is past\. Do you mean Sat, Dec 5\?/);
    expect(said).to.match(/You are free Saturday, Nov 28, 10:30 PM\.$/);
    const [, again = ''] = /“(.+)”/.exec(said) ?? [];
    const move = converse(again, '2026-11-28T22:00', providerTools(later, weekend));
    expect(startsOf(move)).to.deep.equal([slotAt('2026-12-05T14:00').start]);
  });

  it('is asked for when a word can mean two days', () => {
    const said = wordsOf(converse(bid, '2026-11-28T09:00', providerTools(FREE)));
    expect(said).to.equal('Which day do you mean: Sat, Nov 28 or Sat, Dec 5?');
  });

  it('is asked for when its words come to no day, or are left out', () => {
    const tools = providerTools(['2026-11-30T14:00']);
    const at = '2026-11-27T09:00';
    expect(wordsOf(converse('offer 55 dollars on November 31 at two', at, tools))).to.match(/does not have this date/);
    expect(wordsOf(converse('offer 55 dollars on November 20 at two', at, tools))).to.match(/is over.*2027-11-20/);
    expect(wordsOf(converse('offer 55 dollars after Saturday at two', at, tools))).to.match(/^Until when/);
    const busy = wordsOf(converse('offer 55 dollars on Sunday at two', at, tools));
    expect(busy).to.equal('You are not free on Sun, Nov 29 at 2:00 PM. You are free Monday, Nov 30, 2:00 PM.');
    const notThat = wordsOf(converse('offer 55 dollars at two, but not on Monday', at, tools));
    expect(notThat).to.match(/^You are not free at 2:00 PM/);
  });

  it('keeps its half of the day: nothing in the evening stands for 9am', () => {
    const tools = providerTools(['2026-11-29T21:00']);
    expect(wordsOf(converse('offer $55 on Sunday at 9am', '2026-11-27T09:00', tools))).to.match(
      /not free on Sun, Nov 29 at 9:00 AM/,
    );
    expect(wordsOf(converse('offer $55 on Sunday morning', '2026-11-27T09:00', tools))).to.match(/not free/);
    const evening = [slotAt('2026-11-29T21:00').start];
    for (const said of ['at nine', 'at 9pm', 'evening', 'after eight in the evening', 'evening at nine']) {
      expect(startsOf(converse(`offer $55 on Sunday ${said}`, '2026-11-27T09:00', tools)), said).to.deep.equal(evening);
    }
  });

  it('is offered on both days that were said', () => {
    const move = converse('offer $55 on Sunday or Saturday at two', '2026-11-27T09:00', providerTools(FREE));
    expect(startsOf(move)).to.deep.equal([slotAt('2026-11-28T14:00').start, slotAt('2026-11-29T14:00').start]);
  });
});

describe('a time that a consumer says', () => {
  const offer = (...starts: string[]) => {
    const shown = {
      offerId: 'o',
      provider: { name: 'Ana', rating: null, reviewCount: 0 },
      price: { amount: 1, currency: 'USD' },
    };
    const offers = [
      { ...shown, slots: starts.map(slotAt), timezone: ZONE, canBeAccepted: true } as unknown as ShownOffer,
    ];
    return { get_offers: () => ({ requestStatus: 'offers_received', offers }) };
  };
  const book = (said: string, now: string, ...starts: string[]): unknown => {
    const move = converse(said, now, offer(...starts), consumerMove);
    return 'use' in move ? (move.input.slot as { start: string }).start : move.say;
  };

  it('is booked when it was offered, and nothing else in its place', () => {
    const sunday = slotAt('2026-11-29T14:00').start;
    expect(book('book the first one on Sunday at two', '2026-11-27T09:00', '2026-11-29T14:00')).to.equal(sunday);
    for (const said of [
      'on Saturday at two',
      'on Sunday morning',
      'on Sunday at 2am',
      'at two, not on Sunday',
      'before noon',
    ]) {
      const answer = book(`book the first one ${said}`, '2026-11-27T09:00', '2026-11-29T14:00');
      expect(answer, said).to.equal('Ana has not offered that time, but Sunday, Nov 29, 2:00 PM.');
    }
    expect(book('book the first one on November 31', '2026-11-27T09:00', '2026-11-29T14:00')).to.match(
      /does not have this date/,
    );
  });

  it('means the one of its readings that was offered, and is called past when it is', () => {
    const said = 'book the first one on Saturday at two';
    expect(book(said, '2026-11-28T22:00', '2026-12-05T14:00')).to.equal(slotAt('2026-12-05T14:00').start);
    expect(book(said, '2026-11-28T22:00', '2026-11-29T14:00')).to.match(/^Ana has not offered that time, but Sunday/);
    const today = book('book the first one today at two', '2026-11-28T22:00', '2026-11-29T14:00');
    expect(today).to.match(/^Sat, Nov 28 at 2:00 PM is past\. Ana has offered Sunday, Nov 29, 2:00 PM/);
  });
});
