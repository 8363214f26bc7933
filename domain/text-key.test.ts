import { expect } from 'chai';
import fc from 'fast-check';
import { textKey } from './text-key.ts';

/** Spellings that people take for one name. */
const SAME = [
  ['İzmir', 'izmir', 'IZMIR', 'I\u0307zmir', ' İZMİR\t'],
  ['ΠΑΤΡΑΣ', 'Πατρας', 'πατρας', 'πατρασ'],
  ['Łódź', 'ŁÓDŹ', 'łódź', 'Ło\u0301dz\u0301'],
  ['Straße', 'STRASSE', 'strasse', 'STRAẞE'],
  ['Diyarbakır', 'DIYARBAKIR', 'diyarbakir'],
  ['New York', 'new  york', 'NEW\u00a0YORK', 'New\u200b York\u2060'],
  ['München', 'MU\u0308NCHEN'],
  ['ﬁ', 'FI'],
] as const;

describe('textKey', () => {
  for (const [first, ...others] of SAME) {
    it(`is one for every spelling of ${first}`, () => {
      for (const other of others) expect(textKey(other), other).to.equal(textKey(first));
    });
  }

  it('tells names apart that differ in more than case and form', () => {
    expect(
      new Set(['New York', 'Newyork', 'Bern', 'Berlin', 'Malmö', 'Malmo', 'Łódź', 'Lodz'].map(textKey)).size,
    ).to.equal(8);
  });

  it('is its own key, and the same for every form and case of a text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (text) => {
        const key = textKey(text);
        expect(textKey(key)).to.equal(key);
        expect(textKey(text.normalize('NFD'))).to.equal(key);
        expect(textKey(` ${text}\t`)).to.equal(key);
      }),
      { numRuns: 2_000 },
    );
  });
});
