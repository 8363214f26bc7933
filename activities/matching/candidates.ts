import type { EntityManager } from '@mikro-orm/postgresql';
import type { MatchRequest, MatchWeights, StaticScores } from '#domain/matching/types.ts';
import type { StaticCandidate } from '#domain/matching/top-ranked.ts';
import {
  DISTANCE_KM,
  LOCATION,
  OWN_PROVIDERS,
  PRICE,
  RATING,
  RESPONSE_RATE,
  hasCoordinates,
  specializationSql,
  sqlValues,
  staticTotalSql,
  toUuidArray,
} from './candidate-sql.ts';

/** A provider that passes the hard filter, with all that is known of it without its calendar. */
export interface Candidate extends StaticCandidate {
  scores: StaticScores;
  /** `null` where either side has no coordinates. */
  distanceKm: number | null;
  /** Of the shortest of its services that fit. */
  durationMinutes: number;
}

/** Which candidates, in which order, how many at a time. */
export interface CandidateSearch {
  weights: MatchWeights;
  /** How many the first batch has at most; each further one may have twice as many. */
  batchSize: number;
  /** Providers that are left out, whatever their score. */
  excluded: readonly string[];
}

/**
 * All candidates of a request, the best static total first and the smaller provider id where totals are equal. A batch is
 * read when it is asked for, and begins after the last candidate of the one before, so that no provider comes twice.
 */
export async function* candidateBatches(
  em: EntityManager,
  request: MatchRequest,
  { weights, batchSize, excluded }: CandidateSearch,
): AsyncGenerator<Candidate[], void> {
  const sql = candidatesSql(request, weights);
  const values = { ...sqlValues(request), excluded: toUuidArray(excluded) };
  let after: { afterTotal: number | null; afterId: string | null } = { afterTotal: null, afterId: null };
  // Every statement ranks anew, so each brings twice as many as the one before: few are needed, however far one reads.
  for (let size = batchSize; ; size *= 2) {
    const rows = await em.execute<CandidateRow[]>(sql, { ...values, ...after, size } as never);
    const last = rows.at(-1);
    if (last) yield rows.map(toCandidate);
    if (!last || rows.length < size) return;
    after = { afterTotal: last.static_total, afterId: last.provider_id };
  }
}

interface CandidateRow {
  provider_id: string;
  static_total: number;
  distance_km: number | null;
  duration_minutes: number;
  specialization: number;
  location: number;
  price: number;
  rating: number;
  response_rate: number;
}

function toCandidate(row: CandidateRow): Candidate {
  return {
    providerId: row.provider_id,
    staticTotal: row.static_total,
    scores: {
      specialization: row.specialization,
      location: row.location,
      price: row.price,
      rating: row.rating,
      responseRate: row.response_rate,
    },
    distanceKm: row.distance_km,
    durationMinutes: row.duration_minutes,
  };
}

/** The services of the request's type that an index finds around the place or in the city. */
function fittingServicesSql(request: MatchRequest): string {
  const columns = `provider_id, price_min, price_max, currency, duration_minutes, service_radius_km, specialization_keys,
    rating, response_rate`;
  const offered = `from provider_services
    where category = :category and service_type = :serviceType and is_active and provider_id <> all(:excluded::uuid[])
      and provider_id <> all(${OWN_PROVIDERS})`;
  const inTheCity = `select ${columns}, null::float8 as distance_km ${offered} and city_key = :cityKey`;
  if (!hasCoordinates(request)) return inTheCity;
  return `
    select ${columns}, ${DISTANCE_KM} as distance_km ${offered}
      and ll_to_earth(lat, lng) <@ earth_box(ll_to_earth(:lat, :lng), :boxMetres)
    union all
    ${inTheCity} and lat is null`;
}

/** `materialized` keeps a value that is used twice from being computed twice. */
function candidatesSql(request: MatchRequest, weights: MatchWeights): string {
  return `
    with fitting as materialized (${fittingServicesSql(request)}),
    offered as materialized (
      select provider_id, min(distance_km) as distance_km, max(${PRICE}) as price, min(duration_minutes) as duration_minutes,
        any_value(service_radius_km) as service_radius_km, any_value(specialization_keys) as specialization_keys,
        any_value(rating) as rating, any_value(response_rate) as response_rate
      from fitting
      where distance_km is null or distance_km <= least(service_radius_km, :maxDistanceKm)
      group by provider_id),
    scored as materialized (
      select provider_id, distance_km, duration_minutes, price::float8 as price,
        (${specializationSql(request)})::float8 as specialization, (${LOCATION})::float8 as location,
        (${RATING})::float8 as rating, (${RESPONSE_RATE})::float8 as response_rate
      from offered),
    totalled as materialized (select *, ${staticTotalSql(weights)} as static_total from scored)
    select * from totalled
    where :afterTotal::float8 is null or static_total < :afterTotal::float8
      or (static_total = :afterTotal::float8 and provider_id > :afterId::uuid)
    order by static_total desc, provider_id
    limit :size`;
}
