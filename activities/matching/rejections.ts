import type { EntityManager } from '@mikro-orm/postgresql';
import type { Rejection } from '#domain/matching/top-ranked.ts';
import type { MatchRequest, RejectionReason } from '#domain/matching/types.ts';
import { DISTANCE_KM, OWN_PROVIDERS, hasCoordinates, sqlValues, toUuidArray } from './candidate-sql.ts';

/** So many services of the category, the nearest ones, are looked at to explain why their providers are no match. */
const SERVICES_LOOKED_AT = 200;

/** Without coordinates nothing is near: so many services of other cities stand for all of them. */
const OTHER_CITIES_LOOKED_AT = 100;

/** Why the nearest providers of the request's category fail its hard filter, the nearest first; a sample, not all. */
export async function nearestRejections(
  em: EntityManager,
  request: MatchRequest,
  excluded: readonly string[],
): Promise<Rejection[]> {
  const values = { ...sqlValues(request), excluded: toUuidArray(excluded) };
  const rows = await em.execute<{ provider_id: string; reason: RejectionReason }[]>(
    rejectionsSql(request),
    values as never,
  );
  return rows.map(({ provider_id: providerId, reason }) => ({ providerId, reason }));
}

/** The reasons in the order in which `rejectionOf` of the domain looks for them. */
function rejectionsSql(request: MatchRequest): string {
  return `
    with looked_at as materialized (${lookedAtSql(request)}),
    near as materialized (
      select provider_id, min(distance_km) as distance_km, any_value(service_radius_km) as service_radius_km,
        any_value(is_active) as is_active, any_value(city_key) as city_key
      from looked_at where provider_id <> all(:excluded::uuid[]) group by provider_id),
    judged as materialized (
      select provider_id, distance_km, case
        when not is_active then 'inactive'
        when provider_id = any(${OWN_PROVIDERS}) then 'own_request'
        when (select count(*) from provider_services as offered where offered.provider_id = near.provider_id
          and offered.category = :category and offered.service_type = :serviceType) = 0 then 'service_type'
        when distance_km is null then case when city_key <> :cityKey then 'other_city' end
        when distance_km > service_radius_km then 'outside_provider_radius'
        when distance_km > :maxDistanceKm then 'outside_consumer_distance' end as reason
      from near)
    select provider_id, reason from judged where reason is not null order by distance_km, provider_id`;
}

function lookedAtSql(request: MatchRequest): string {
  const columns = 'provider_id, city_key, service_radius_km, is_active';
  if (hasCoordinates(request)) {
    return `
      select ${columns}, ${DISTANCE_KM} as distance_km from provider_services
      where category = :category and lat is not null
      order by ll_to_earth(lat, lng) <-> ll_to_earth(:lat, :lng) limit ${SERVICES_LOOKED_AT}`;
  }
  return `
    (select ${columns}, null::float8 as distance_km from provider_services
     where category = :category and city_key = :cityKey
     order by service_type, lat limit ${SERVICES_LOOKED_AT})
    union all
    (select ${columns}, null from provider_services
     where category = :category and service_type = :serviceType and city_key <> :cityKey
     order by city_key, lat limit ${OTHER_CITIES_LOOKED_AT})`;
}
