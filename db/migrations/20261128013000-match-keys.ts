import { Migration } from '@mikro-orm/migrations';
import { rekeyProviders } from '../match-keys.ts';

/** Names are compared by stored keys, and places by their areas: one function writes both, and the triggers only copy them. */
export class MatchKeysMigration extends Migration {
  override async up(): Promise<void> {
    await this.execute(`alter table "providers" add "city_key" text not null default '',
      add "specialization_keys" text[] not null default '{}', add "area_lat" double precision null,
      add "area_lng" double precision null;`);
    await rekeyProviders((sql, params) => this.execute(sql, params));
    this.addSql(`alter table "providers" alter "city_key" drop default, alter "specialization_keys" drop default;`);
    this.addSql(`alter table "provider_services" alter "city_key" type text;`);
    this.replace('provider_services_provider_services_copy_provider_fn', COPY);
    this.replace('providers_providers_pass_on_fn', PASS_ON);
    this.addSql(COPY_AGAIN);
    // What earlier waves have measured to the metre.
    this.addSql(`update "request_matches" set "distance_km" = greatest(1, round("distance_km"));`);
  }

  override down(): void {
    this.replace('provider_services_provider_services_copy_provider_fn', COPY_BEFORE);
    this.replace('providers_providers_pass_on_fn', PASS_ON_BEFORE);
    this.addSql(COPY_AGAIN);
    this.addSql(`alter table "provider_services" alter "city_key" type varchar(120);`);
    this
      .addSql(`alter table "providers" drop column "city_key", drop column "specialization_keys", drop column "area_lat",
      drop column "area_lng";`);
  }

  private replace(name: string, body: string): void {
    this.addSql(
      `create or replace function "${name}"() returns trigger as \$\$ begin ${body}; end; \$\$ language plpgsql;`,
    );
  }
}

const COPY_AGAIN = `update "provider_services" set "provider_id" = "provider_id";`;

const COPY = `if tg_op = 'INSERT' then perform from providers p join accounts a on a.id = p.account_id where p.id = new.provider_id for share; end if; select status = 'active' and (select a.status from accounts a where a.id = account_id) = 'active', city_key, area_lat, area_lng, service_radius_km, specialization_keys, rating, response_rate into new.is_active, new.city_key, new.lat, new.lng, new.service_radius_km, new.specialization_keys, new.rating, new.response_rate from providers where id = new.provider_id; return new`;
const PASS_ON = `if (old.status, old.city_key, old.area_lat, old.area_lng, old.service_radius_km, old.specialization_keys, old.rating, old.response_rate) is distinct from (new.status, new.city_key, new.area_lat, new.area_lng, new.service_radius_km, new.specialization_keys, new.rating, new.response_rate) then update provider_services set provider_id = provider_id where provider_id = new.id; end if; return null`;

const COPY_BEFORE = `if tg_op = 'INSERT' then perform from providers p join accounts a on a.id = p.account_id where p.id = new.provider_id for share; end if; select status = 'active' and (select a.status from accounts a where a.id = account_id) = 'active', lower(btrim(city, E' \\t\\n\\r\\f\\v\\u00a0') collate "pg_c_utf8"), case when lng is not null then lat end, case when lat is not null then lng end, service_radius_km, array(select lower(btrim(name, E' \\t\\n\\r\\f\\v\\u00a0') collate "pg_c_utf8") from unnest(specializations) as name), rating, response_rate into new.is_active, new.city_key, new.lat, new.lng, new.service_radius_km, new.specialization_keys, new.rating, new.response_rate from providers where id = new.provider_id; return new`;
const PASS_ON_BEFORE = `if (old.status, old.city, old.lat, old.lng, old.service_radius_km, old.specializations, old.rating, old.response_rate) is distinct from (new.status, new.city, new.lat, new.lng, new.service_radius_km, new.specializations, new.rating, new.response_rate) then update provider_services set provider_id = provider_id where provider_id = new.id; end if; return null`;
