import { expect } from 'chai';
import fc from 'fast-check';
import { z } from 'zod';
import { DAY_MS, MINUTE_MS } from '#domain/local-date.ts';
import {
  GeoPoint,
  Instant,
  InstantInput,
  InstantInQuery,
  Latitude,
  listInQuery,
  LocalDate,
  Money,
  RadiusKm,
  Slot,
  TimeZone,
  toInstant,
  uuidOf,
  withBothCoordinates,
} from './common.ts';
import { textOf } from './text.ts';
import { pageOf, PageQuery } from './page.ts';
import { isProblemCode, PROBLEM_CODES, PROBLEMS } from './problem.ts';

/** Every offset that RFC 3339 can write. */
const offsets = fc.integer({ min: -1_439, max: 1_439 }).map((minutes) => {
  const parts = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return { minutes, text: `${minutes < 0 ? '-' : '+'}${parts.map((n) => String(n).padStart(2, '0')).join(':')}` };
});
const accepts = (schema: z.ZodType, value: unknown): boolean => schema.safeParse(value).success;

describe('common contracts', () => {
  it('take instants in UTC that the calendar has, and nothing else', () => {
    for (const value of ['2026-03-02T09:00:00Z', '2024-02-29T23:59:59.123Z', toInstant(0), toInstant(new Date())]) {
      expect(accepts(Instant, value), value).to.equal(true);
    }
    for (const value of [
      '2026-03-02',
      '2026-03-02T09:00:00+01:00',
      '2026-03-02T09:00:00',
      '2026-02-29T09:00:00Z',
      '',
      0,
    ]) {
      expect(accepts(Instant, value), String(value)).to.equal(false);
    }
  });
  it('read an instant at any offset and make one value of all its spellings', () => {
    const moment = '2026-03-02T09:00:00.000Z';
    for (const spelling of [
      '2026-03-02T09:00:00Z',
      '2026-03-02T09:00:00+00:00',
      '2026-03-02T09:00:00-00:00',
      '2026-03-02t09:00:00.000z',
      '2026-03-02T14:45:00.0000001+05:45',
      '2026-03-01T22:00:00-11:00',
    ]) {
      expect(InstantInput.parse(spelling), spelling).to.equal(moment);
      expect(InstantInQuery.parse(spelling.replace('+', ' ')), spelling).to.equal(moment);
    }
    for (const wrong of ['2026-03-02T09:00:00', '2026-03-02T09:00:00+24:00', '2026-03-02 09:00:00Z', '', 0]) {
      expect(accepts(InstantInput, wrong), String(wrong)).to.equal(false);
      expect(accepts(InstantInQuery, wrong), String(wrong)).to.equal(false);
    }
  });
  it('writes every instant that it reads in a form that answers may have', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(2 * DAY_MS), max: new Date(Date.now() + 700 * DAY_MS), noInvalidDate: true }),
        offsets,
        (moment, offset) => {
          const local = toInstant(moment.getTime() + offset.minutes * MINUTE_MS);
          const read = InstantInput.safeParse(local.replace('Z', offset.text));
          expect(read.data).to.equal(moment.toISOString());
          expect(accepts(Instant, read.data)).to.equal(true);
        },
      ),
    );
  });
  it('take no date and no moment that lies further ahead than anybody plans', () => {
    const ahead = (days: number): string => toInstant(Date.now() + days * DAY_MS);
    for (const schema of [InstantInput, InstantInQuery]) {
      expect([ahead(729), ahead(732), '9999-12-31T23:59:59Z'].map((text) => accepts(schema, text))).to.deep.equal([
        true,
        false,
        false,
      ]);
    }
    const dates = [ahead(729), ahead(732), '9999-12-31', '1969-12-31'].map((text) => text.slice(0, 10));
    expect(dates.map((text) => accepts(LocalDate, text))).to.deep.equal([true, false, false, false]);
  });
  it('keep a hand’s breadth of a place and a metre of a radius, and no number that is too small for a column', () => {
    expect([5e-324, -5e-324, -0, 52.123456789, 89.9999999].map((n) => Latitude.parse(n))).to.deep.equal([
      0, 0, 0, 52.123457, 90,
    ]);
    expect([0.1, 12.34567].map((n) => RadiusKm.parse(n))).to.deep.equal([0.1, 12.346]);
    expect(accepts(RadiusKm, 5e-324)).to.equal(false);
  });
  it('take dates that the calendar has', () => {
    expect(
      ['2024-02-29', '2026-02-29', '2026-2-1', '2026-03-02T00:00:00Z'].map((value) => accepts(LocalDate, value)),
    ).to.deep.equal([true, false, false, false]);
  });
  it('take time zones by their names, never as bare offsets', () => {
    expect(['Europe/Berlin', 'UTC', 'Mars/Base', '+02:00', ''].map((value) => accepts(TimeZone, value))).to.deep.equal([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
  it('take money in whole minor units that the database can hold', () => {
    const money = (amount: number, currency = 'EUR'): boolean => accepts(Money, { amount, currency });
    expect([money(0), money(4500), money(2_147_483_647)]).to.deep.equal([true, true, true]);
    expect([money(-1), money(0.5), money(2_147_483_648), money(1, 'eur'), money(NaN)].includes(true)).to.equal(false);
  });
  it('take slots that end after they start', () => {
    const slot = (start: string, end: string): boolean => accepts(Slot, { start, end });
    expect(slot('2026-03-02T09:00:00Z', '2026-03-02T10:00:00Z')).to.equal(true);
    expect(slot('2026-03-02T09:00:00.5Z', '2026-03-02T09:00:00Z')).to.equal(false);
    expect(slot('2026-03-02T09:00:00Z', '2026-03-02T09:00:00Z')).to.equal(false);
    expect(slot('never', '2026-03-02T09:00:00Z')).to.equal(false);
  });
  it('take places that the earth has', () => {
    expect(accepts(GeoPoint, { lat: 52.5, lng: 13.4 })).to.equal(true);
    expect(accepts(GeoPoint, { lat: 91, lng: 0 })).to.equal(false);
  });
  it('take both coordinates of a place or neither, whether what is missing is left out or null', () => {
    const coordinate = z.number().nullable().optional();
    const Place = withBothCoordinates(z.strictObject({ lat: coordinate, lng: coordinate }));
    for (const value of [{}, { lat: null }, { lat: null, lng: null }, { lat: 0, lng: 0 }]) {
      expect(accepts(Place, value), JSON.stringify(value)).to.equal(true);
    }
    for (const value of [{ lat: 0 }, { lng: 0 }, { lat: 0, lng: null }, { lat: null, lng: 0 }]) {
      const [issue] = Place.safeParse(value).error?.issues ?? [];
      expect(issue?.message, JSON.stringify(value)).to.equal('needs both lat and lng, or neither');
    }
  });
  it('take ids that are UUIDs', () => {
    expect(accepts(uuidOf('TestId'), '01970e3c-5f5e-7c1a-9d2b-3f4e5a6b7c8d')).to.equal(true);
    expect(accepts(uuidOf('TestId'), '42')).to.equal(false);
  });
  it('take a query parameter once or several times as a list', () => {
    const list = listInQuery(textOf(3), 2);
    expect([list.parse('a'), list.parse(['a', 'b'])]).to.deep.equal([['a'], ['a', 'b']]);
    expect(accepts(list, ['a', 'b', 'c'])).to.equal(false);
  });
});

describe('PageQuery and pageOf', () => {
  it('fill in the limit and stay strict when they are extended', () => {
    expect(PageQuery.parse({})).to.deep.equal({ limit: 20 });
    expect(accepts(PageQuery.extend({ mine: textOf(1).optional() }), { other: '1' })).to.equal(false);
  });
  it('make the example of a page from the example of its items', () => {
    const Item = textOf(9).meta({ examples: ['milk'] });
    expect(pageOf(Item, 'TestPage').meta()?.examples).to.deep.equal([{ items: ['milk'], nextCursor: null }]);
    expect(pageOf(textOf(9), 'TestBarePage').meta()).not.to.have.property('examples');
  });
});

describe('the table of problems', () => {
  it('explains every code in words and ties it to an error status', () => {
    for (const code of PROBLEM_CODES) {
      const { status, title, description } = PROBLEMS[code];
      expect(code).to.match(/^[a-z]+(_[a-z]+)*$/);
      expect(status).to.be.within(400, 599);
      expect(title.length).to.be.greaterThan(5);
      expect(description.length).to.be.greaterThan(title.length);
    }
    expect(new Set(PROBLEM_CODES.map((code) => PROBLEMS[code].title)).size).to.equal(PROBLEM_CODES.length);
  });
  it('knows its codes from the names that every object has', () => {
    expect([isProblemCode('slot_taken'), isProblemCode('constructor')]).to.deep.equal([true, false]);
  });
});
