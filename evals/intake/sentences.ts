import fs from 'node:fs';
import type { IntentKind, Ordinal, SpokenSlot } from '#domain/intake/intent-types.ts';
import type { IntakeContext, IntakeField, KnownCity, RequestDraft } from '#domain/intake/types.ts';
import type { Currency, Money } from '#domain/money.ts';

/** What a person who knows the product reads in a sentence. */
export interface Expectation {
  readonly intent: IntentKind;
  /** The draft after the sentence; of the description only the words that must stand in it. */
  readonly draft: Omit<RequestDraft, 'description'> & { readonly description?: readonly string[] };
  /** The fields that must be asked about, because what was said of them has more than one meaning. */
  readonly ambiguous?: readonly IntakeField[];
  readonly outOfScope?: 'language';
  readonly ordinal?: Ordinal;
  readonly slot?: SpokenSlot;
  readonly price?: Money;
}

/** One sentence of the evaluation, with everything that it is read against. */
export interface Sentence {
  readonly id: string;
  readonly tag: string;
  readonly text: string;
  readonly now: string;
  readonly zone: string;
  readonly cities: string;
  readonly currency?: Currency;
  readonly previous?: RequestDraft;
  /** Its misses are not looked at while the rules are changed: it shows how they do on what they were not made for. */
  readonly heldOut?: boolean;
  readonly expect: Expectation;
}

interface SentencesFile {
  readonly cities: Readonly<Record<string, readonly KnownCity[]>>;
  readonly sentences: readonly Sentence[];
}

const FILE = JSON.parse(fs.readFileSync(new URL('sentences.json', import.meta.url), 'utf8')) as SentencesFile;

/** Every sentence of the evaluation. */
export const SENTENCES: readonly Sentence[] = FILE.sentences;

/** The sentences that the rules are made by, and those that only measure them. */
export const PARTS = {
  tuned: SENTENCES.filter(({ heldOut }) => !heldOut),
  heldOut: SENTENCES.filter(({ heldOut }) => heldOut),
} as const;
export type Part = keyof typeof PARTS;

/** What a sentence is read against, the same for a model of any kind. */
export function contextOf({ now, zone, cities, currency, previous }: Sentence): IntakeContext {
  const knownCities = FILE.cities[cities];
  if (!knownCities) throw new RangeError(`no such list of cities: ${cities}`);
  return { nowMs: Date.parse(now), timezone: zone, knownCities, previous, currency };
}
