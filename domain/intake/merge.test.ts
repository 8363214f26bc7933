import { expect } from 'chai';
import { read } from '#test/support/intake.ts';
import { merge } from './merge.ts';
import type { RequestDraft } from './types.ts';

const DRAFT: RequestDraft = {
  category: 'hair_beauty',
  serviceType: 'haircut',
  specializations: ['curly_hair'],
  location: { city: 'New York', neighborhood: 'Brooklyn' },
  timing: { urgency: 'specific_date', preferredDates: ['2026-06-12'], preferredTimes: ['evening'] },
  budget: { min: 6000, max: 8000, currency: 'USD' },
  description: 'thick hair',
};

/** The draft after a follow-up. */
const after = (text: string, previous: RequestDraft = DRAFT): RequestDraft => merge(previous, read(text, { previous }));

describe('a draft after a follow-up', () => {
  const changes: Array<[text: string, changed: Partial<RequestDraft>]> = [
    ['Harlem', { location: { city: 'New York', neighborhood: 'Harlem' } }],
    ['in New York', {}],
    ['Berlin', { location: { city: 'Berlin' } }],
    ['make it 70', { budget: { min: 0, max: 7000, currency: 'USD' } }],
    ['no, Saturday', { timing: { ...DRAFT.timing, preferredDates: ['2026-06-13'] } }],
    ['or Saturday', { timing: { ...DRAFT.timing, preferredDates: ['2026-06-12', '2026-06-13'] } }],
    ['also in the morning', { timing: { ...DRAFT.timing, preferredTimes: ['morning', 'evening'] } }],
    ['in the morning', { timing: { ...DRAFT.timing, preferredTimes: ['morning'] } }],
    ['whenever', { timing: { urgency: 'flexible', preferredTimes: ['evening'] } }],
    ['it is for my son', { specializations: ['curly_hair', 'kids'] }],
    ['no curly hair', { specializations: undefined as never }],
    ['I have a cowlick', { description: 'thick hair. I have a cowlick' }],
    ['thick hair', {}],
    ['forget the budget', { budget: undefined as never }],
    ['drop the dates', { timing: undefined as never }],
    ["friday doesn't work", { timing: { preferredTimes: ['evening'] } }],
    ['yes', {}],
    ['show me the offers', {}],
    ['what a nice day?', {}],
  ];
  for (const [text, changed] of changes) {
    it(`changes what “${text}” speaks of and nothing else`, () => {
      const expected = Object.fromEntries(
        Object.entries({ ...DRAFT, ...changed }).filter(([, value]) => value !== undefined),
      );
      expect(after(text)).to.deep.equal(expected);
    });
  }

  it('is the sentence itself without one before it', () => {
    const { draft, intent, removed, adds } = read('haircut in Brooklyn');
    expect(merge(undefined, { draft, intent, removed, adds })).to.deep.equal(draft);
  });

  it('starts anew with another trade, and keeps place and time when it is corrected', () => {
    expect(after('I need a plumber')).to.deep.equal({ category: 'plumbing', serviceType: 'leak_repair' });
    const corrected = after('actually I need a plumber instead');
    expect(corrected).to.include({ category: 'plumbing', serviceType: 'leak_repair' });
    expect(corrected.location).to.deep.equal(DRAFT.location);
    expect(corrected.specializations).to.equal(undefined);
  });

  it('drops specializations that the new service does not have', () => {
    expect(after('hair color')).to.include({ serviceType: 'hair_color' });
    expect(after('hair color').specializations).to.equal(undefined);
  });

  it('removes one of several dates', () => {
    const two = { ...DRAFT, timing: { ...DRAFT.timing, preferredDates: ['2026-06-12', '2026-06-13'] } };
    expect(after('not on friday', two).timing).to.deep.equal({ ...DRAFT.timing, preferredDates: ['2026-06-13'] });
    const only: RequestDraft = {
      serviceType: 'haircut',
      timing: { urgency: 'specific_date', preferredDates: ['2026-06-12'] },
    };
    expect(after('not on friday', only).timing).to.equal(undefined);
  });

  it('fills a draft sentence by sentence until nothing is missing', () => {
    let draft: RequestDraft | undefined;
    const missing: string[][] = [];
    for (const text of ['hi, I need my hair done', 'a haircut', 'Brooklyn', 'this weekend', '$60-80']) {
      const understood = read(text, { previous: draft });
      draft = merge(draft, understood);
      missing.push([...understood.missing]);
    }
    expect(missing).to.deep.equal([['serviceType', 'location'], ['location'], [], [], []]);
    expect(draft).to.deep.equal({
      category: 'hair_beauty',
      serviceType: 'haircut',
      location: { city: 'New York', neighborhood: 'Brooklyn' },
      timing: { urgency: 'specific_date', preferredDates: ['2026-06-13', '2026-06-14'] },
      budget: { min: 6000, max: 8000, currency: 'USD' },
    });
  });

  it('never grows a description past what a request takes', () => {
    const long = { ...DRAFT, description: 'x'.repeat(1995) };
    expect(after('there is a dog 🐕🐕🐕', long).description?.length).to.be.at.most(2000);
  });
});
