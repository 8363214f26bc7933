import { expect } from 'chai';
import fc from 'fast-check';
import { KNOWN_CITIES, read } from '#test/support/intake.ts';
import { isLocalDate } from '#domain/local-date.ts';
import { merge } from './merge.ts';
import { nextQuestions } from './questions.ts';
import type { IntakeField, RequestDraft, Understanding } from './types.ts';

/** Words that many rules listen to, mixed with anything at all. */
const WORDS =
  'haircut cleaning plumber lights wedding hair not no without on in between and or to from by before after next this the ' +
  'friday sat weekend week tomorrow 12/24 03/04 2026-02-30 dec 5 24th at 3pm noon morning $ € 60 - 80 k max under about ' +
  'dollars kr Brooklyn Chelsea Berlin curly offer first book cancel yes , . ? \n 🙂 constructor __proto__ toString';
const PREVIOUS: RequestDraft = {
  category: 'hair_beauty',
  serviceType: 'haircut',
  timing: { urgency: 'specific_date', preferredDates: ['2026-06-12'] },
  budget: { min: 0, max: 5000, currency: 'EUR' },
};
const spoken = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...WORDS.split(' ')) },
      fc.string({ unit: 'binary', maxLength: 8 }),
    ),
  )
  .map((words) => words.join(' '));
const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), spoken);
const moment = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
const zone = fc.constantFrom('America/New_York', 'Europe/Berlin', 'Pacific/Apia', 'Australia/Lord_Howe', 'UTC');

/** The fields of a draft that hold something, as evidence names them; a date is the evidence of its own urgency. */
function filled({ draft }: Understanding): IntakeField[] {
  const { timing, ...others } = draft;
  const { urgency, ...times } = timing ?? {};
  return [
    ...Object.keys(others),
    ...Object.keys(times),
    ...(urgency && !times.preferredDates ? ['urgency'] : []),
  ] as IntakeField[];
}

describe('understand, for any text', () => {
  it('answers, points to the very words of each field, and gives the same answer again', () => {
    fc.assert(
      fc.property(
        anything,
        moment,
        zone,
        fc.option(fc.constant(PREVIOUS), { nil: undefined }),
        (text, now, timezone, previous) => {
          const context = { now: now.toISOString(), timezone, previous };
          const understood = read(text, context);
          for (const { span, text: words, confidence } of understood.evidence) {
            expect(words).to.equal(text.slice(span.start, span.end));
            expect(words).to.not.equal('');
            expect(confidence).to.be.within(0.5, 1);
          }
          expect(understood.evidence.map(({ field }) => field)).to.include.members(filled(understood));
          expect(read(text, context)).to.deep.equal(understood);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('makes drafts that a request could hold, and at most two questions', () => {
    fc.assert(
      fc.property(spoken, moment, (text, now) => {
        const understood = read(text, { now: now.toISOString(), previous: PREVIOUS });
        const draft = merge(PREVIOUS, understood);
        const { preferredDates = [] } = draft.timing ?? {};
        expect(preferredDates.every(isLocalDate)).to.equal(true);
        expect(preferredDates.length).to.be.at.most(14);
        expect(new Set(preferredDates).size).to.equal(preferredDates.length);
        if (draft.timing?.urgency === 'specific_date') expect(preferredDates).to.have.length.greaterThan(0);
        const { min = 0, max = min } = draft.budget ?? {};
        expect(
          Number.isSafeInteger(min) && Number.isSafeInteger(max) && min >= 0 && min <= max && max <= 100_000_000,
        ).to.equal(true);
        expect(nextQuestions(draft, understood).length).to.be.at.most(2);
        const cities = KNOWN_CITIES.map(({ name }) => name);
        if (draft.location) expect(cities).to.include(draft.location.city);
      }),
      { numRuns: 500 },
    );
  });

  it('takes nothing out of words that mean nothing', () => {
    const nonsense = fc
      .array(fc.string({ unit: fc.constantFrom(...'qxzjkvw'.split('')), minLength: 2, maxLength: 9 }))
      .map((words) => words.join(' '));
    fc.assert(
      fc.property(nonsense, (text) => {
        expect(read(text).draft).to.deep.equal({});
        expect(read(text).ambiguous).to.deep.equal([]);
      }),
    );
  });

  const HOSTILE: Record<string, (length: number) => string> = {
    'one word': (length) => 'a'.repeat(length),
    'one number': (length) => '9'.repeat(length),
    'dots in a number': (length) => '1.'.repeat(length / 2),
    signs: (length) => '$'.repeat(length),
    hyphens: (length) => '-'.repeat(length),
    quotes: (length) => "a'".repeat(length / 2),
    spaces: (length) => ' '.repeat(length),
    'joined marks': (length) => '\u0301'.repeat(length),
    ...Object.fromEntries(
      [
        'not ',
        'between 1 and ',
        'jan 5 or ',
        'before we go on ',
        'in the next ',
        'the the ',
        'a hundred ',
        'clean the ',
        'New ',
        '12/',
        'forget the budget ',
      ].map((words) => [words, (length: number) => words.repeat(length / words.length)]),
    ),
    'words of no language': (length) => {
      const words: string[] = [];
      for (let index = 0; index < length / 9; index += 1) words.push((index * 7919 + 1e7).toString(26).padEnd(8, 'q'));
      return words.join(' ').replaceAll(/\d/g, 'e');
    },
  };
  for (const [name, make] of Object.entries(HOSTILE)) {
    it(`is done with ten thousand characters of ${JSON.stringify(name)} at once`, function () {
      this.timeout(30_000); // it takes a few milliseconds; a rule that backtracks would take minutes
      read(make(10_000));
      read(make(10_000), { previous: PREVIOUS });
    });
  }
});
