import { expect } from 'chai';
import { z } from 'zod';
import {
  GeoPoint,
  Instant,
  listInQuery,
  LocalDate,
  Money,
  Slot,
  TimeZone,
  toInstant,
  uuidOf,
  withBothCoordinates,
} from './common.ts';
import { textOf } from './text.ts';
import { pageOf, PageQuery } from './page.ts';
import { isProblemCode, PROBLEM_CODES, PROBLEMS } from './problem.ts';

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
