import type { Intent } from '#domain/intake/intent-types.ts';
import type { IntakeField, RequestDraft } from '#domain/intake/types.ts';
import type { Expectation, Sentence } from './sentences.ts';

/** What a model made of a sentence: the draft after it, what is wanted, and what it would ask about. */
export interface IntakeAnswer {
  readonly draft: RequestDraft;
  readonly intent: Intent;
  readonly ambiguous: readonly IntakeField[];
  readonly outOfScope?: 'language' | undefined;
}

/** Any model under evaluation: the rules, or a language model that was told the same. Nothing is an answer of no use. */
export type IntakeModel = (sentence: Sentence) => Promise<IntakeAnswer | undefined>;

/** The fields that are scored, each on its own. */
export const SCORED_FIELDS = [
  'intent',
  'category',
  'serviceType',
  'specializations',
  'city',
  'neighborhood',
  'urgency',
  'preferredDates',
  'preferredTimes',
  'budgetMin',
  'budgetMax',
  'currency',
  'budgetFlexibility',
  'description',
  'ambiguous',
  'outOfScope',
  'intentDetails',
] as const;
export type ScoredField = (typeof SCORED_FIELDS)[number];

/** How one field did over many sentences. */
export interface FieldScore {
  sentences: number;
  right: number;
  /** Expected and read, but not as expected; and every field of an answer that was of no use. */
  wrong: number;
  /** Expected and not read. */
  missed: number;
  /** Read where nothing was expected. */
  invented: number;
}

export type Scores = Readonly<Record<ScoredField, FieldScore>>;

/** One field of one sentence that was not as expected. */
export interface Miss {
  readonly id: string;
  readonly text: string;
  readonly field: ScoredField;
  readonly expected: unknown;
  readonly got: unknown;
}

/** Asks a model about every sentence, one after the other, and counts each field; one counts when it is exactly right. */
export async function score(
  sentences: readonly Sentence[],
  model: IntakeModel,
): Promise<{ scores: Scores; misses: readonly Miss[] }> {
  const scores = Object.fromEntries(
    SCORED_FIELDS.map((field) => [field, { sentences: 0, right: 0, wrong: 0, missed: 0, invented: 0 }]),
  ) as Record<ScoredField, FieldScore>;
  const misses: Miss[] = [];
  for (const sentence of sentences) {
    const [expected, answer] = [expectedFields(sentence.expect), await model(sentence)];
    const got = answer ? fieldsOf(answer) : {};
    for (const field of SCORED_FIELDS) {
      const verdict = answer ? compare(field, expected[field], got[field]) : 'wrong';
      scores[field].sentences += 1;
      scores[field][verdict] += 1;
      if (verdict === 'right') continue;
      misses.push({ id: sentence.id, text: sentence.text, field, expected: expected[field], got: got[field] });
    }
  }
  return { scores, misses };
}

/** The share of sentences in which a field was exactly right, from 0 to 1. */
export function accuracy({ right, sentences }: FieldScore): number {
  return sentences === 0 ? 1 : right / sentences;
}

type Fields = Readonly<Partial<Record<ScoredField, unknown>>>;

function compare(field: ScoredField, expected: unknown, got: unknown): 'right' | 'wrong' | 'missed' | 'invented' {
  if (expected === undefined) return got === undefined ? 'right' : 'invented';
  if (got === undefined) return 'missed';
  if (field !== 'description') return JSON.stringify(expected) === JSON.stringify(got) ? 'right' : 'wrong';
  const description = (typeof got === 'string' ? got : '').toLowerCase();
  return (expected as string[]).every((words) => description.includes(words.toLowerCase())) ? 'right' : 'wrong';
}

function expectedFields({ draft, intent, ambiguous = [], outOfScope, ordinal, slot, price }: Expectation): Fields {
  return {
    ...draftFields(draft),
    description: draft.description,
    intent,
    ambiguous: listOf(ambiguous),
    outOfScope,
    intentDetails: detailsOf({ ordinal, slot, price }),
  };
}

function fieldsOf({ draft, intent, ambiguous, outOfScope }: IntakeAnswer): Fields {
  return {
    ...draftFields(draft),
    description: draft.description,
    intent: intent.kind,
    ambiguous: listOf(ambiguous),
    outOfScope,
    intentDetails: detailsOf(orderIn(intent)),
  };
}

function draftFields(draft: Omit<RequestDraft, 'description'>): Fields {
  return {
    category: draft.category,
    serviceType: draft.serviceType,
    specializations: listOf(draft.specializations),
    city: draft.location?.city,
    neighborhood: draft.location?.neighborhood,
    urgency: draft.timing?.urgency,
    preferredDates: listOf(draft.timing?.preferredDates),
    preferredTimes: listOf(draft.timing?.preferredTimes),
    budgetMin: draft.budget?.min,
    budgetMax: draft.budget?.max,
    currency: draft.budget?.currency,
    budgetFlexibility: draft.budget?.flexibility,
  };
}

/** A list without its order and without repetitions; an empty one counts as absent. */
function listOf(values: readonly string[] | undefined): string[] | undefined {
  return values && values.length > 0 ? [...new Set(values)].toSorted() : undefined;
}

function orderIn(intent: Intent): Pick<Expectation, 'ordinal' | 'slot' | 'price'> {
  return intent.kind === 'book_offer' || intent.kind === 'submit_offer' ? intent : {};
}

/** Which one, when and for how much, of an order that says so. */
function detailsOf({ ordinal, slot, price }: Pick<Expectation, 'ordinal' | 'slot' | 'price'>): unknown[] | undefined {
  if (ordinal === undefined && slot === undefined && price === undefined) return undefined;
  return [ordinal, slot?.date, slot?.time, price?.amount, price?.currency].map((value) => value ?? null);
}
