import type { CategoryName, ServiceTypeName } from '#domain/catalog.ts';
import type { Currency } from '#domain/money.ts';
import type { Flexibility, TimeOfDay, Urgency } from '#domain/preferences.ts';
import type { Intent } from './intent-types.ts';

/** When the work is wanted, as far as it was said. */
export interface DraftTiming {
  urgency?: Urgency;
  preferredDates?: readonly string[];
  preferredTimes?: readonly TimeOfDay[];
}

/** What may be paid, as far as it was said, in minor units; without a `max` it is not complete. */
export interface DraftBudget {
  min?: number;
  max?: number;
  currency: Currency;
  flexibility?: Flexibility;
}

/** A service request in the making: a field that nobody spoke of is absent, never empty and never guessed. */
export interface RequestDraft {
  category?: CategoryName;
  serviceType?: ServiceTypeName;
  specializations?: readonly string[];
  location?: { city: string; neighborhood?: string };
  timing?: DraftTiming;
  budget?: DraftBudget;
  description?: string;
}

/** The fields of a draft that evidence, ambiguities and questions speak of. */
export const INTAKE_FIELDS = [
  'category',
  'serviceType',
  'specializations',
  'location',
  'urgency',
  'preferredDates',
  'preferredTimes',
  'budget',
  'description',
] as const;
export type IntakeField = (typeof INTAKE_FIELDS)[number];

/** What a request cannot do without. */
export const REQUIRED_FIELDS = ['serviceType', 'location'] as const satisfies readonly IntakeField[];
export type RequiredField = (typeof REQUIRED_FIELDS)[number];

/** A stretch of the text: offsets in UTF-16 units, `end` is not part of it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where a field of the draft was read, and how sure the reading is: 1 in these very words, less for typos and guesses. */
export interface Evidence {
  readonly field: IntakeField;
  readonly span: Span;
  readonly text: string;
  readonly confidence: number;
}

/** Why a part of the text could not be decided. */
export const AMBIGUITY_KINDS = [
  'next_weekday', // "next Friday" on a Tuesday: this week's or the one after?
  'weekday_is_today', // "Friday" on a Friday
  'day_month_order', // "03/04"
  'no_such_date', // "31 June"
  'past_date',
  'past_time', // "today at two" said at three
  'too_wide', // "next month": more days than a request can name
  'open_ended', // "after Friday"
  'two_services',
  'service_not_offered', // "my toilet is clogged"
  'two_places',
  'unknown_place',
  'currency', // "500 kr"
  'no_upper_limit', // "at least 50"
  'amount', // more decimals than the currency has, or more than a request may hold
] as const;
export type AmbiguityKind = (typeof AMBIGUITY_KINDS)[number];

/** Something said that has more than one meaning, or none here; its field stays absent until it is asked. */
export interface Ambiguity {
  readonly field: IntakeField;
  readonly kind: AmbiguityKind;
  readonly span: Span;
  readonly text: string;
  /** The readings, each as the values that the field would take: dates, names of services, places, currencies. */
  readonly choices: readonly (readonly string[])[];
}

/** A city that the marketplace knows. */
export interface KnownCity {
  readonly name: string;
  readonly timezone: string;
  readonly neighborhoods: readonly { readonly name: string }[];
  /** Other names by which people call it; the usual ones ("NYC") are known without. */
  readonly aliases?: readonly string[];
}

/** What a sentence is read against. */
export interface IntakeContext {
  readonly nowMs: number;
  /** The IANA zone in which the speaker says "tomorrow". */
  readonly timezone: string;
  readonly knownCities: readonly KnownCity[];
  /** The draft that the conversation has so far; its words decide what a short answer means. */
  readonly previous?: RequestDraft | undefined;
  /** What "$", "bucks" or a bare number means to the speaker. */
  readonly currency?: Currency | undefined;
}

/** What a follow-up takes out of the draft it follows. */
export interface Removal {
  readonly budget?: boolean;
  readonly timing?: boolean;
  readonly dates?: readonly string[];
  readonly specializations?: readonly string[];
}

/** One sentence understood: only what it says itself, without the draft before it. */
export interface Understanding {
  readonly intent: Intent;
  readonly draft: RequestDraft;
  readonly evidence: readonly Evidence[];
  readonly ambiguous: readonly Ambiguity[];
  /** What the request would still need once this is merged into the previous draft. */
  readonly missing: readonly RequiredField[];
  readonly removed: Removal;
  /** "or Sunday", "also evenings": lists grow instead of being replaced. */
  readonly adds: boolean;
  /** Set when the text is not English: then nothing else was read from it. */
  readonly outOfScope?: 'language';
}
