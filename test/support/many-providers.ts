import type { EntityManager } from '@mikro-orm/postgresql';
import { CATALOG, type CatalogCategory } from '#domain/catalog.ts';
import { rekeyProviders } from '#db/match-keys.ts';
import { CITIES } from '#db/seeds/places.ts';
import { SCHEDULES } from '#db/seeds/schedules.ts';

const CATEGORIES: readonly CatalogCategory[] = CATALOG;

/** How far providers live from the middle of their city; most are nearer, as in real cities. */
const CITY_RADIUS_KM = 25;

/**
 * Inserts that many active providers, spread over three cities and all categories, in a few statements: the same rows for
 * the same number. Of 50 providers one is paused, and of 5 one is new; each offers one service type of a category.
 */
export async function insertManyProviders(em: EntityManager, count: number): Promise<void> {
  await em.execute(
    `insert into accounts (id, email, name, password_hash, roles)
     select ${idOf('account')}, 'many-' || i || '@test.example', 'Provider ' || i, '!', '{consumer,provider}'
     from generate_series(1, ?::int) as i`,
    [count],
  );
  await em.execute(providersSql(), [JSON.stringify(CITIES), JSON.stringify(SCHEDULES), JSON.stringify(types()), count]);
  await rekeyProviders((sql, params) => em.execute(sql, params));
  await em.execute(servicesSql(), [JSON.stringify(types()), count]);
  await em.execute('analyze accounts, providers, provider_services');
}

interface ServiceType {
  category: string;
  type: string;
  title: string;
  min: number;
  max: number;
  specializations: readonly string[];
}

function types(): ServiceType[] {
  return CATEGORIES.flatMap(({ name: category, services }) =>
    services.map(({ name: type, title, typicalPriceRange: { min, max }, specializations }) => {
      return { category, type, title, min, max, specializations };
    }),
  );
}

/** A number from 0 to 1 that belongs to the row and to the name. */
function drawn(name: string): string {
  return `((hashint8extended(i, hashtext('${name}')) & 1048575) / 1048576.0)`;
}

function idOf(kind: string): string {
  return `md5('${kind} ' || i)::uuid`;
}

function elementOf(list: string, draw: string): string {
  return `(${list} -> (${draw} * jsonb_array_length(${list}))::int % jsonb_array_length(${list}))`;
}

function providersSql(): string {
  return `
    insert into providers (id, account_id, name, email, bio, city, neighborhood, lat, lng, service_radius_km,
      specializations, city_key, specialization_keys, timezone, schedule, min_notice_hours, max_bookings_per_day, buffer_minutes, rating, review_count,
      response_rate, status)
    select ${idOf('provider')}, ${idOf('account')}, 'Provider ' || i, 'many-' || i || '@test.example', repeat('bio ', 40),
      city ->> 'name', null,
      (city ->> 'lat')::float8 + away_km * sin(direction) / 111.2,
      (city ->> 'lng')::float8 + away_km * cos(direction) / (111.2 * cos(radians((city ->> 'lat')::float8))),
      8 + floor(${drawn('radius')} * 18),
      array(select value from jsonb_array_elements_text(type -> 'specializations')
            order by hashtextextended(value, i) limit 2 + i % 2),
      '', '{}', -- until they are rekeyed below
      city ->> 'timezone', ${elementOf('schedules', drawn('schedule'))},
      1 + floor(${drawn('notice')} * 24), 4 + i % 5, 15 * (i % 3),
      case when i % 5 > 0 then round((3.5 + 1.5 * ${drawn('rating')})::numeric, 2) end,
      case when i % 5 > 0 then 3 + i % 90 else 0 end,
      case when i % 5 > 0 then round((0.5 + 0.5 * ${drawn('answers')})::numeric, 2) end,
      case when i % 50 = 7 then 'paused' else 'active' end
    from (select ?::jsonb as cities, ?::jsonb as schedules, ?::jsonb as types) as given,
      generate_series(1, ?::int) as i,
      lateral (select cities -> (i % jsonb_array_length(cities)) as city,
        ${elementOf('types', drawn('type'))} as type,
        ${CITY_RADIUS_KM} * ${drawn('away')} as away_km,
        2 * pi() * ${drawn('direction')} as direction) as place`;
}

function servicesSql(): string {
  return `
    insert into provider_services (id, provider_id, name, category, service_type, duration_minutes, price_min, price_max,
      currency)
    select ${idOf('service')}, ${idOf('provider')}, type ->> 'title', type ->> 'category', type ->> 'type', 60,
      price, least((type ->> 'max')::int, (price * (1.1 + 0.7 * ${drawn('spread')}))::int), 'USD'
    from (select ?::jsonb as types) as given,
      generate_series(1, ?::int) as i,
      lateral (select ${elementOf('types', drawn('type'))} as type) as offered,
      lateral (select ((type ->> 'min')::int * (1 + ${drawn('price')}))::int as price) as priced`;
}
