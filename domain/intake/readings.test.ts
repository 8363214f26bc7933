import fs from 'node:fs';
import { expect } from 'chai';
import { dayNumber, WEEKDAYS } from '#domain/local-date.ts';
import { KNOWN_CITIES, read } from '#test/support/intake.ts';
import { readEnrolling } from './enrolling.ts';
import { merge } from './merge.ts';
import { ordinalIn } from './ordinals.ts';
import { nextQuestions, priceFactorsOf } from './questions.ts';
import { readReview, readReviewAnswer } from './spoken-review.ts';
import { tokenize } from './tokens.ts';
import type { RequestDraft, Understanding } from './types.ts';
import { readWeeklyHours } from './weekly-hours.ts';

/** Tuesday, 9 June 2026, as in `read`. */
const TODAY = '2026-06-09';
const OPEN_DRAFT: RequestDraft = {
  category: 'hair_beauty',
  serviceType: 'haircut',
  location: { city: 'New York' },
  timing: { urgency: 'specific_date', preferredDates: ['2026-06-12'] },
  budget: { max: 8000, currency: 'USD' },
};
const ARROW = ' => ';

/** How the sentences of each file in `readings/` are read. */
const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  requests: (text) => {
    const understood = read(text);
    const { draft, ambiguous } = understood;
    const prices = priceFactorsOf(draft).map(({ id }) => id);
    return { ...whole(understood), asks: nextQuestions(draft, { ambiguous }).map(({ id }) => id), prices };
  },
  'follow-ups': (text) => {
    const understood = read(text, { previous: OPEN_DRAFT });
    return { ...whole(understood), draftThen: merge(OPEN_DRAFT, understood) };
  },
  hours: (text) => readWeeklyHours(text, dayNumber(TODAY)),
  reviews: (text) => ({ review: readReview(text), answer: readReviewAnswer(text) }),
  enrolling: (text) =>
    readEnrolling(text, {
      nowMs: Date.parse(`${TODAY}T09:30:00-04:00`),
      timezone: 'America/New_York',
      knownCities: KNOWN_CITIES,
    }),
  ordinals: (text) => ordinalIn(tokenize(text)) ?? 'none',
};

describe('whole sentences', () => {
  for (const [name, reader] of Object.entries(READERS)) {
    const file = new URL(`readings/${name}.txt`, import.meta.url);
    const lines = fs.readFileSync(file, 'utf8').split('\n').filter(Boolean);
    const sentences = lines.map((line) => line.slice(0, line.indexOf(ARROW)));
    if (process.env.RECORD_READINGS) {
      const anew = sentences.map((text) => `${text}${ARROW}${written(reader(text))}\n`);
      fs.writeFileSync(file, anew.join(''));
    }

    describe(`of ${name}`, () => {
      for (const line of lines) {
        const [text = '', reading] = line.split(ARROW);
        it(`reads nothing more and nothing less in “${text}”`, () => expect(written(reader(text))).to.equal(reading));
      }
    });
  }
});

/** All of an understanding, its evidence as the words that it rests on. */
function whole({ evidence, ambiguous, missing: _missing, ...understood }: Understanding): object {
  return {
    ...understood,
    ambiguous: ambiguous.map(({ field, kind, text, choices }) => ({ [`${field} “${text}”`]: kind, choices })),
    evidence: evidence.map(({ field, text, confidence }) => `${field} “${text}” ${confidence}`),
  };
}

/** As JSON without quotes, empty parts left out; a day without hours is closed and stays. */
function written(reading: unknown): string {
  const isEmpty = (value: unknown): boolean =>
    value === false || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
  const isClosed = (key: string): boolean => WEEKDAYS.some((weekday) => weekday === key);
  const text =
    JSON.stringify(reading, (key, value: unknown) => (isEmpty(value) && !isClosed(key) ? undefined : value)) ??
    'nothing';
  return text
    .replaceAll('"', '')
    .replaceAll(',', ', ')
    .replaceAll(':', ': ')
    .replaceAll(/(\d): (\d)/g, '$1:$2');
}
