import { z } from 'zod';
import { CurrencyCode, LocalDate, Money } from '#contracts/common.ts';
import { CATEGORY_NAMES, SERVICE_TYPE_NAMES } from '#domain/catalog.ts';
import type { Intent, IntentKind, Ordinal, SpokenSlot } from '#domain/intake/intent-types.ts';
import { INTAKE_FIELDS } from '#domain/intake/types.ts';
import { FLEXIBILITIES, TIMES_OF_DAY, URGENCIES } from '#domain/preferences.ts';
import type { IntakeAnswer } from './score.ts';

/** Every kind with what it means, in the words that a model is told. */
export const INTENT_MEANINGS: Readonly<Record<IntentKind, string>> = {
  request: 'asks for work to be done, anew',
  edit: 'answers a question about the draft, completes or changes it',
  approve: 'agrees to what was prepared',
  cancel: 'drops what was prepared',
  show_offers: 'wants to see the offers for their request',
  book_offer: 'chooses an offer',
  request_status: 'asks how their request stands',
  cancel_request: 'wants a request that was made to be cancelled',
  show_leads: 'a provider who asks for requests to offer for',
  submit_offer: 'a provider who makes an offer',
  ask_price: 'only asks what a piece of work usually costs',
  greeting: 'only says hello or thanks',
  help: 'asks what can be done here',
  unknown: 'none of these',
};
const INTENT_KINDS = Object.keys(INTENT_MEANINGS) as [IntentKind, ...IntentKind[]];

const amount = Money.shape.amount.nullish();

/** What a language model answers about one sentence; what nobody spoke of is left out or null. */
export const IntakeReading = z.strictObject({
  intent: z.enum(INTENT_KINDS),
  draft: z.strictObject({
    category: z.enum(CATEGORY_NAMES).nullish(),
    serviceType: z.enum(SERVICE_TYPE_NAMES).nullish(),
    specializations: z.array(z.string()).nullish(),
    location: z.strictObject({ city: z.string().min(1), neighborhood: z.string().min(1).nullish() }).nullish(),
    timing: z
      .strictObject({
        urgency: z.enum(URGENCIES).nullish(),
        preferredDates: z.array(LocalDate).nullish(),
        preferredTimes: z.array(z.enum(TIMES_OF_DAY)).nullish(),
      })
      .nullish(),
    budget: z
      .strictObject({ min: amount, max: amount, currency: CurrencyCode, flexibility: z.enum(FLEXIBILITIES).nullish() })
      .nullish(),
    description: z.string().nullish(),
  }),
  ambiguous: z.array(z.enum(INTAKE_FIELDS)).nullish(),
  outOfScope: z.literal('language').nullish(),
  ordinal: z
    .union([z.int().positive(), z.enum(['last', 'cheapest'])])
    .nullish()
    .describe('Which offer or lead, for book_offer and submit_offer.'),
  slot: z
    .strictObject({
      date: LocalDate.nullish(),
      time: z
        .string()
        .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
        .nullish(),
    })
    .nullish()
    .describe('When, for book_offer and submit_offer; the time as HH:MM.'),
  price: Money.nullish().describe('For how much, for submit_offer.'),
});

/** The reading as answers are scored; what is empty was not read. */
export function toIntakeAnswer({ intent: kind, ...reading }: z.output<typeof IntakeReading>): IntakeAnswer {
  const { draft = {}, ambiguous = [], outOfScope, ...order } = (spoken(reading) ?? {}) as Spoken;
  return { draft, intent: { kind, ...order } as Intent, ambiguous, outOfScope };
}

interface Spoken extends Partial<Omit<IntakeAnswer, 'intent'>> {
  readonly ordinal?: Ordinal;
  readonly slot?: SpokenSlot;
  readonly price?: Money;
}

/** Without null, empty lists and objects in which nothing stands. */
function spoken(value: unknown): unknown {
  if (Array.isArray(value)) return value.length > 0 ? value : undefined;
  if (typeof value !== 'object') return value;
  const entries = Object.entries(value ?? {})
    .map(([name, each]) => [name, spoken(each)] as const)
    .filter(([, each]) => each !== undefined);
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
