import { expect } from 'chai';
import { z } from 'zod';
import { readInput } from './tool-input.ts';

const Place = z.strictObject({ city: z.string().min(2), district: z.string().optional(), km: z.number().default(5) });
const Input = z.strictObject({
  place: Place.optional(),
  places: z.array(Place).optional(),
  note: z.string().nullable().optional(),
  price: z.union([z.number(), z.strictObject({ amount: z.number(), currency: z.string().optional() })]).optional(),
});

describe('readInput', () => {
  const CASES: readonly [string, unknown, unknown][] = [
    ['takes no input for an empty one', undefined, {}],
    ['takes null in its place for an empty one', null, {}],
    ['leaves out a null for an optional field', { place: null }, {}],
    ['keeps a null that the schema takes', { note: null }, { note: null }],
    ['leaves out a null inside of an object', { place: { city: 'Rome', district: null } }, { place: { city: 'Rome' } }],
    [
      'leaves out a null for a field with a default',
      { place: { city: 'Rome', km: null } },
      { place: { city: 'Rome' } },
    ],
    ['leaves out a null inside of a list', { places: [{ city: 'Rome', km: null }] }, { places: [{ city: 'Rome' }] }],
    ['leaves out a null inside of an alternative', { price: { amount: 5, currency: null } }, { price: { amount: 5 } }],
    ['leaves out a null for alternatives', { price: null }, {}],
  ];
  for (const [what, given, expected] of CASES) {
    it(what, () => {
      const read = readInput(Input, given);
      expect(read).to.have.property('input').that.deep.equals(expected);
      expect(Input.safeParse(expected).data).to.deep.equal('value' in read && read.value);
    });
  }

  const WRONG: readonly [string, unknown, string][] = [
    ['a null for a required field', { place: { city: null } }, 'place.city'],
    ['a null in a list', { places: [null] }, 'places[0]'],
    ['a null for a field that there is not', { nothing: null }, 'nothing'],
    ['another value that does not fit', { note: null, place: { city: 'X', district: null } }, 'place.city'],
    ['a text in place of an object', 'Rome', 'expected object'],
  ];
  for (const [what, given, named] of WRONG) {
    it(`refuses ${what}, and says where`, () => {
      const before = structuredClone(given);
      expect(readInput(Input, given)).to.have.property('wrong').that.includes(named);
      expect(given).to.deep.equal(before);
    });
  }
});
