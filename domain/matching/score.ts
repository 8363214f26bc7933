import type { Flexibility } from '#domain/preferences.ts';
import { PRIOR_RATING } from '#domain/reputation.ts';
import { textKeys } from '#domain/text-key.ts';
import { placeDistanceKm } from './filter.ts';
import {
  MATCH_FACTORS,
  type MatchBudget,
  type MatchProvider,
  type MatchRequest,
  type MatchScores,
  type MatchService,
  type MatchWeights,
  type StaticScores,
} from './types.ts';

/** How much each factor counts when the configuration does not say otherwise. */
export const DEFAULT_WEIGHTS: MatchWeights = {
  specialization: 0.3,
  location: 0.25,
  availability: 0.2,
  price: 0.1,
  rating: 0.1,
  responseRate: 0.05,
};

/** The location factor of two places known only to be in one city. */
export const SAME_CITY_LOCATION = 0.5;

/** The response rate of a provider who has had no lead yet. */
export const NEWCOMER_RESPONSE_RATE = 0.5;

/** By how much a price may pass the budget, in percent of it, before it no longer fits at all. */
export const BUDGET_STRETCH_PERCENT: Readonly<Record<Flexibility, number>> = {
  strict: 0,
  somewhat_flexible: 15,
  flexible: 30,
};

const SUM_TOLERANCE = 1e-9; // ten decimal weights add up to 1 only within the rounding of floats

/** Throws a RangeError unless every weight lies between 0 and 1 and all of them sum to 1. */
export function assertWeights(weights: MatchWeights): void {
  const values = MATCH_FACTORS.map((factor) => weights[factor]);
  const areShares = values.every((value) => value >= 0 && value <= 1);
  const sum = values.reduce((total, value) => total + value, 0);
  if (!areShares || Math.abs(sum - 1) > SUM_TOLERANCE) {
    throw new RangeError(`match weights must be shares that sum to 1: ${JSON.stringify(weights)}`);
  }
}

/** The share of the wanted specializations that the provider has; 1 when none is wanted. */
export function specializationScore(wanted: readonly string[], offered: readonly string[]): number {
  const names = new Set(textKeys(wanted));
  if (names.size === 0) return 1;
  const has = new Set(textKeys(offered));
  return [...names].filter((name) => has.has(name)).length / names.size;
}

/** 1 at the door, falling evenly to 0 at the smaller of the two radii; a fixed value when the distance is unknown. */
export function locationScore(distanceKm: number | null, providerRadiusKm: number, maxDistanceKm: number): number {
  if (distanceKm === null) return SAME_CITY_LOCATION;
  const radiusKm = Math.min(providerRadiusKm, maxDistanceKm);
  if (radiusKm <= 0) return distanceKm <= 0 ? 1 : 0;
  return clamp(1 - distanceKm / radiusKm);
}

/**
 * How much of the service's price range fits the budget: the mean of the share inside the budget's maximum and the share
 * inside what its flexibility allows. Never less for a larger budget; below the budget's minimum is no fault.
 */
export function priceScore(
  service: Pick<MatchService, 'priceMin' | 'priceMax' | 'currency'>,
  budget?: MatchBudget | null,
): number {
  if (!budget) return 1;
  if (service.currency !== budget.currency) return 0;
  const stretched = (budget.max * (100 + BUDGET_STRETCH_PERCENT[budget.flexibility])) / 100;
  return (shareUpTo(budget.max, service) + shareUpTo(stretched, service)) / 2;
}

/** The mean rating from 1–5 on the scale 0–1; a provider without reviews gets what we expect of one. */
export function ratingScore(rating: number | null): number {
  return clamp(((rating ?? PRIOR_RATING) - 1) / 4);
}

/** The five factors that need no calendar; of several fitting services the best priced one counts. */
export function staticScores(request: MatchRequest, provider: MatchProvider): StaticScores {
  const distance = placeDistanceKm(request.location, provider.location);
  const fitting = provider.services.filter(
    ({ category, serviceType }) => category === request.category && serviceType === request.serviceType,
  );
  return {
    specialization: specializationScore(request.specializations, provider.specializations),
    location: locationScore(distance, provider.location.serviceRadiusKm, request.location.maxDistanceKm),
    price: Math.max(0, ...fitting.map((service) => priceScore(service, request.budget))),
    rating: ratingScore(provider.rating),
    responseRate: clamp(provider.responseRate ?? NEWCOMER_RESPONSE_RATE),
  };
}

/** The weighted sum of the five cheap factors: the total is never less, nor more than the availability's weight above. */
export function staticTotal(scores: StaticScores, weights: MatchWeights): number {
  return (
    weights.specialization * scores.specialization +
    weights.location * scores.location +
    weights.price * scores.price +
    weights.rating * scores.rating +
    weights.responseRate * scores.responseRate
  );
}

/** The weighted sum of all six factors, added in the same order as the lazy ranking adds it. */
export function totalScore(scores: MatchScores, weights: MatchWeights): number {
  return staticTotal(scores, weights) + weights.availability * scores.availability;
}

function shareUpTo(limit: number, { priceMin, priceMax }: Pick<MatchService, 'priceMin' | 'priceMax'>): number {
  if (priceMax <= priceMin) return priceMin <= limit ? 1 : 0;
  return clamp((limit - priceMin) / (priceMax - priceMin));
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
