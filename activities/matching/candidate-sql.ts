import type { ServiceRequest } from '#db/entities/service-request.entity.ts';
import { areaOf } from '#domain/matching/area.ts';
import { EARTH_RADIUS_KM } from '#domain/matching/distance.ts';
import { placeDistanceKm } from '#domain/matching/filter.ts';
import { BUDGET_STRETCH_PERCENT, NEWCOMER_RESPONSE_RATE, SAME_CITY_LOCATION } from '#domain/matching/score.ts';
import type { MatchRequest, MatchWeights } from '#domain/matching/types.ts';
import { PRIOR_RATING } from '#domain/reputation.ts';
import { textKey, textKeys } from '#domain/text-key.ts';

/** A request as matching judges it. */
export function toMatchRequest(request: ServiceRequest): MatchRequest {
  const { category, serviceType, specializations, city, lat, lng, maxDistanceKm } = request;
  const { budgetMin, budgetMax, budgetCurrency, budgetFlexibility } = request;
  const isBudget = budgetMax != null && budgetCurrency != null;
  return {
    consumerId: request.consumer.id,
    category,
    serviceType,
    specializations,
    location: { city, lat, lng, maxDistanceKm },
    budget: isBudget
      ? { min: budgetMin, max: budgetMax, currency: budgetCurrency, flexibility: budgetFlexibility ?? 'strict' }
      : null,
  };
}

/** True where distances can be told; else the name of the city decides. */
export function hasCoordinates({ location }: MatchRequest): boolean {
  return placeDistanceKm(location, location) !== null;
}

/** The values of the statements below, by name. */
export function sqlValues(request: MatchRequest) {
  const { consumerId, category, serviceType, location, budget } = request;
  const { lat, lng } = location;
  const area = lat == null || lng == null ? undefined : areaOf({ lat, lng });
  return {
    consumerId,
    category,
    serviceType,
    lat: area?.lat ?? null,
    lng: area?.lng ?? null,
    maxDistanceKm: location.maxDistanceKm,
    // The index works on chords of a sphere: a box a trifle too large loses nobody to rounding.
    boxMetres: location.maxDistanceKm * 1_000 * 1.000_001 + 1,
    cityKey: textKey(location.city),
    ...Object.fromEntries(wantedNames(request).map((name, index) => [`wanted${index}`, name])),
    budgetCurrency: budget?.currency ?? null,
    budgetMax: budget?.max ?? null,
    budgetStretched: budget ? (budget.max * (100 + BUDGET_STRETCH_PERCENT[budget.flexibility])) / 100 : null,
  };
}

/** `excluded` as Postgres reads an array. */
export function toUuidArray(ids: readonly string[]): string {
  return `{${ids.join(',')}}`;
}

/** The provider of the consumer, whom their own request is not for: none or one, found once a statement. */
export const OWN_PROVIDERS = 'array(select id from providers where account_id = :consumerId::uuid)';

/** The great-circle distance between the areas of request and provider, as `distanceKm` of the domain computes it. */
export const DISTANCE_KM = `(2 * ${EARTH_RADIUS_KM} * asin(least(1, sqrt(
  power(sin(radians(lat - :lat::float8) / 2), 2) +
  cos(radians(:lat::float8)) * cos(radians(lat)) * power(sin(radians(lng - :lng::float8) / 2), 2)))))`;

const clamp = (value: string): string => `greatest(0, least(1, ${value}))`;

const shareUpTo = (limit: string): string => `case
  when price_max <= price_min then case when price_min <= ${limit} then 1 else 0 end
  else ${clamp(`(${limit} - price_min) / (price_max - price_min)`)} end`;

/** `priceScore` of a service. */
export const PRICE = `case
  when :budgetMax::float8 is null then 1
  when currency <> :budgetCurrency then 0
  else (${shareUpTo(':budgetMax::float8')} + ${shareUpTo(':budgetStretched::float8')}) / 2 end`;

/** `specializationScore` of a provider. */
export function specializationSql(request: MatchRequest): string {
  const wanted = wantedNames(request).map((_, index) => `(:wanted${index} = any(specialization_keys))::int`);
  return wanted.length === 0 ? '1' : `(${wanted.join(' + ')})::float8 / ${wanted.length}`;
}

/** `locationScore` of a provider at a known or unknown distance. */
export const LOCATION = `case
  when distance_km is null then ${SAME_CITY_LOCATION}
  when least(service_radius_km, :maxDistanceKm::float8) <= 0 then case when distance_km <= 0 then 1 else 0 end
  else ${clamp('1 - distance_km / least(service_radius_km, :maxDistanceKm::float8)')} end`;

/** `ratingScore` of a provider. */
export const RATING = clamp(`(coalesce(rating, ${PRIOR_RATING}) - 1) / 4`);

/** The response rate of a provider, or what a newcomer gets. */
export const RESPONSE_RATE = clamp(`coalesce(response_rate, ${NEWCOMER_RESPONSE_RATE})`);

/** `staticTotal`, added in the same order. */
export function staticTotalSql(weights: MatchWeights): string {
  const parts = { specialization: 'specialization', location: 'location', price: 'price', rating: 'rating' } as const;
  const terms = Object.entries(parts).map(([factor, column]) => {
    return `${weights[factor as keyof typeof parts]}::float8 * ${column}`;
  });
  return [...terms, `${weights.responseRate}::float8 * response_rate`].join(' + ');
}

function wantedNames({ specializations }: MatchRequest): string[] {
  return [...new Set(textKeys(specializations))];
}
