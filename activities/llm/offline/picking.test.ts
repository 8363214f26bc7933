import { expect } from 'chai';
import { pick, slotsAt } from './picking.ts';

const hour = (start: string) => ({ start, end: new Date(Date.parse(start) + 3_600_000).toISOString() });
const SLOTS = ['2026-03-07T19:00:00.000Z', '2026-03-08T18:00:00.000Z', '2026-03-08T07:00:00.000Z'].map(hour);
const ZONE = 'America/New_York'; // its clocks go forward on 8 March at 07:00 UTC

describe('pick', () => {
  const offers = [{ price: 30 }, { price: 20 }, { price: 40 }];
  it('takes the one that was named, by number, from the end or by price', () => {
    const priceOf = ({ price }: { price: number }): number => price;
    expect(pick(offers, 1)).to.equal(offers[0]);
    expect(pick(offers, 'last')).to.equal(offers[2]);
    expect(pick(offers, 'cheapest', priceOf)).to.equal(offers[1]);
  });
  it('guesses nothing: without a name only the only one is meant', () => {
    expect(pick(offers, undefined)).to.equal(undefined);
    expect(pick(offers, 4)).to.equal(undefined);
    expect(pick(offers.slice(0, 1), undefined)).to.equal(offers[0]);
  });
});

describe('slotsAt', () => {
  it('reads days and hours by the clock of the zone, right across a change of it', () => {
    expect(slotsAt(SLOTS, { date: '2026-03-07', time: '14:00' }, ZONE)).to.deep.equal([SLOTS[0]]);
    expect(slotsAt(SLOTS, { date: '2026-03-08', time: '14:00' }, ZONE)).to.deep.equal([SLOTS[1]]);
    expect(slotsAt(SLOTS, { date: '2026-03-08', time: '03:00' }, ZONE)).to.deep.equal([SLOTS[2]]);
    expect(slotsAt(SLOTS, { date: '2026-03-08' }, ZONE)).to.deep.equal([SLOTS[1], SLOTS[2]]);
    expect(slotsAt(SLOTS, undefined, ZONE)).to.deep.equal(SLOTS);
  });
  it('takes the later reading of a time only when there is one, and nothing at the earlier', () => {
    expect(slotsAt(SLOTS, { date: '2026-03-07', time: '02:00', orTime: '14:00' }, ZONE)).to.deep.equal([SLOTS[0]]);
    expect(slotsAt(SLOTS, { date: '2026-03-08', time: '03:00', orTime: '15:00' }, ZONE)).to.deep.equal([SLOTS[2]]);
    expect(slotsAt(SLOTS, { date: '2026-03-07', time: '02:00' }, ZONE)).to.deep.equal([]);
    expect(slotsAt(SLOTS, { date: '2026-03-07', time: '15:00' }, ZONE)).to.deep.equal([]);
  });
  it('puts no other day in place of one that was said', () => {
    const unknownDay = { kind: 'no_such_date', text: 'February 30', choices: [] } as const;
    expect(slotsAt(SLOTS, { unknownDay, time: '14:00' }, ZONE)).to.deep.equal([]);
    expect(slotsAt(SLOTS, { date: '2026-03-09', time: '14:00' }, ZONE)).to.deep.equal([]);
    expect(slotsAt(SLOTS, { dates: ['2026-03-08', '2026-03-15'], time: '14:00' }, ZONE)).to.deep.equal([SLOTS[1]]);
    expect(slotsAt(SLOTS, { notDates: ['2026-03-07'], time: '14:00' }, ZONE)).to.deep.equal([SLOTS[1]]);
  });
  it('keeps to the part of the day that was said', () => {
    const morning = { hours: [{ from: '06:00', to: '12:00' }] };
    expect(slotsAt(SLOTS, { date: '2026-03-07', ...morning }, ZONE)).to.deep.equal([]);
    const afterOne = { time: '13:00', hours: [{ from: '13:00', to: '24:00' }] };
    expect(slotsAt(SLOTS, { date: '2026-03-07', ...afterOne }, ZONE)).to.deep.equal([SLOTS[0]]);
  });
});
