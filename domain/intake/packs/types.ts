import type { CategoryName, ServiceTypeName } from '#domain/catalog.ts';
import type { IntakeField, RequestDraft } from '#domain/intake/types.ts';

/**
 * What an entry of the vocabulary says of the service:
 * `service` names it, `category` names the trade (its `service`, if any, holds when nothing else is said), `other` names
 * work of the trade that the catalog does not have, `hint` is evidence when there is no stronger one, `within` chooses
 * the service of a trade that is named elsewhere, `part` is a thing that one trade works on, which is a `hint` in a first
 * sentence and nothing in a later one, and `nothing` only adds a specialization.
 */
export type Tells = 'service' | 'category' | 'other' | 'hint' | 'within' | 'part' | 'nothing';

/** Words that mean one thing; `words` are phrases between commas, singular, without accents. */
export interface VocabularyEntry {
  readonly tells: Tells;
  readonly service?: ServiceTypeName;
  readonly specialization?: string;
  /** Whoever lists what they offer names the service by these words alone: "I do colour". */
  readonly offers?: true;
  readonly words: string;
}

/** One thing to ask, once per draft at most. */
export interface PackQuestion {
  readonly id: string;
  /** The field that the answer fills. */
  readonly field: IntakeField;
  readonly text: string;
  /** Only for this service of the category. */
  readonly service?: ServiceTypeName;
  /** Words in the description that show it has been answered already, for questions about the description. */
  readonly answeredBy?: string;
}

/** Something that moves the price, as the factor between which it multiplies a typical one. */
export interface PriceFactor {
  readonly id: string;
  readonly service?: ServiceTypeName;
  /** Phrases between commas that show it applies. */
  readonly words: string;
  readonly reason: string;
  readonly factor: { readonly min: number; readonly max: number };
}

/** What a specialist knows about one category of the catalog, as data. */
export interface Pack {
  readonly category: CategoryName;
  readonly vocabulary: readonly VocabularyEntry[];
  /** In the order in which a specialist would ask. */
  readonly questions: readonly PackQuestion[];
  readonly priceFactors: readonly PriceFactor[];
  /** What a request of this category is proposed with when its author leaves it open; shown, never silently sent. */
  readonly defaults: {
    readonly durationMinutes: Readonly<Partial<Record<ServiceTypeName, number>>>;
    readonly timing: NonNullable<RequestDraft['timing']>;
    readonly maxDistanceKm: number;
  };
}
