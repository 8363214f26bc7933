import { isFiller } from '#domain/intake/description.ts';
import { merge } from '#domain/intake/merge.ts';
import { nextQuestions } from '#domain/intake/questions.ts';
import { startReading } from '#domain/intake/reading.ts';
import { tokenize } from '#domain/intake/tokens.ts';
import type { Ambiguity, RequestDraft, Understanding } from '#domain/intake/types.ts';
import { understand } from '#domain/intake/understand.ts';
import type { Moment } from './moment.ts';

/** The answer to another language, in place of a guess. */
export const ONLY_ENGLISH = 'I am sorry, I only understand English. Please say it in English.';

/** The answer to thanks. */
export const WELCOME = 'You are welcome! Tell me when there is anything else.';

/** The answer to an order that was forbidden: “don't cancel my request”. */
export const NOTHING_DONE = 'I leave everything as it is: nothing is booked, offered, sent or cancelled.';

/** The answer to what is said of a booking, which no tool of the chat changes. */
export const OF_BOOKING =
  'That is about a booking, and I have changed nothing: it is rescheduled, a no-show reported and the other side written to on the booking itself.';

/** The answer to an offer that is taken back, which no tool of the chat does. */
export const OF_OFFER =
  'I have cancelled nothing. A provider withdraws an offer, and a consumer declines one, where the offers are listed.';

/** True for a greeting that thanks. */
export const isThanks = (said: string): boolean => /\b(?:thank(?:s| you)|thx|ty|cheers|appreciate(?:d)?)\b/i.test(said);

/** True for words that say nothing: "hmm, wait". */
export const isOnlyFiller = (said: string): boolean => isFiller(startReading(said, tokenize(said)));

/** What was said, read against the draft that there is. */
export function read({ said, context }: Moment, previous: RequestDraft | undefined): Understanding {
  const { nowMs, timezone, cities } = context;
  return understand(said, { nowMs, timezone, knownCities: cities, previous, currency: 'USD' });
}

/** The draft with what was said in it. */
export function withSaid(previous: RequestDraft | undefined, understood: Understanding): RequestDraft {
  return merge(previous, understood);
}

const REQUIRED = new Set(['serviceType', 'location', 'category']);

/** What to ask next; what a request can do without is asked once only. */
export function questionsOn(
  draft: RequestDraft,
  ambiguous: readonly Ambiguity[],
  { earlier }: Pick<Moment, 'earlier'>,
): string[] {
  const asked: string[] = [];
  for (;;) {
    const questions = nextQuestions(draft, { ambiguous, asked });
    const again = questions.filter(
      ({ field, text }) => !REQUIRED.has(field) && earlier.some((before) => before.includes(text)),
    );
    if (again.length === 0) return questions.map(({ text }) => text);
    asked.push(...again.map(({ id }) => id));
  }
}
