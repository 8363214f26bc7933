import type { ProviderStatus } from '#domain/accounts.ts';
import type { CategoryName, ServiceTypeName } from '#domain/catalog.ts';
import type { Currency } from '#domain/money.ts';
import type { Flexibility } from '#domain/preferences.ts';

/** A place as requests and providers name it; coordinates may be missing. */
export interface MatchPlace {
  city: string;
  lat?: number | null | undefined;
  lng?: number | null | undefined;
}

/** What the consumer is ready to pay, in minor units. */
export interface MatchBudget {
  min?: number | null | undefined;
  max: number;
  currency: Currency;
  flexibility: Flexibility;
}

/** What matching needs to know of a request. */
export interface MatchRequest {
  /** The account that asks. */
  consumerId: string;
  category: CategoryName;
  serviceType: ServiceTypeName;
  specializations: readonly string[];
  location: MatchPlace & { maxDistanceKm: number };
  budget?: MatchBudget | null | undefined;
}

/** A service as its provider prices it, in minor units. */
export interface MatchService {
  category: CategoryName;
  serviceType: ServiceTypeName;
  priceMin: number;
  priceMax: number;
  currency: Currency;
}

/** What matching needs to know of a provider. */
export interface MatchProvider {
  providerId: string;
  /** The account behind it. */
  accountId: string;
  status: ProviderStatus;
  location: MatchPlace & { serviceRadiusKm: number };
  services: readonly MatchService[];
  specializations: readonly string[];
  /** The mean with its prior; `null` without a review. */
  rating: number | null;
  /** The share of leads answered, 0 to 1; `null` before the first lead. */
  responseRate: number | null;
}

/** The six things a match is judged by, in the order in which they are shown. */
export const MATCH_FACTORS = ['specialization', 'location', 'availability', 'price', 'rating', 'responseRate'] as const;
export type MatchFactor = (typeof MATCH_FACTORS)[number];

/** One number from 0 to 1 for each factor. */
export type MatchScores = Record<MatchFactor, number>;

/** All factors but the expensive one. */
export type StaticScores = Omit<MatchScores, 'availability'>;

/** How much each factor counts; they sum to 1. */
export type MatchWeights = Record<MatchFactor, number>;

/** The hard reasons for which a provider is no match, in the order in which they are looked for. */
export const REJECTION_REASONS = [
  'inactive',
  'own_request',
  'category',
  'service_type',
  'outside_provider_radius',
  'outside_consumer_distance',
  'other_city',
  'no_free_slot',
] as const;
export type RejectionReason = (typeof REJECTION_REASONS)[number];
