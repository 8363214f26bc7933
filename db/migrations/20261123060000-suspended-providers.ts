import { Migration } from '@mikro-orm/migrations';

/** The provider of a suspended account is left out of matching: the copy beside its services says that it is not active. */
export class SuspendedProvidersMigration extends Migration {
  override up(): void {
    this.addSql(
      `create or replace function "provider_services_provider_services_copy_provider_fn"() returns trigger as \$\$ begin if tg_op = 'INSERT' then perform from providers p join accounts a on a.id = p.account_id where p.id = new.provider_id for share; end if; select status = 'active' and (select a.status from accounts a where a.id = account_id) = 'active', lower(btrim(city, E' \\t\\n\\r\\f\\v\\u00a0') collate "pg_c_utf8"), case when lng is not null then lat end, case when lat is not null then lng end, service_radius_km, array(select lower(btrim(name, E' \\t\\n\\r\\f\\v\\u00a0') collate "pg_c_utf8") from unnest(specializations) as name), rating, response_rate into new.is_active, new.city_key, new.lat, new.lng, new.service_radius_km, new.specialization_keys, new.rating, new.response_rate from providers where id = new.provider_id; return new; end; \$\$ language plpgsql;`,
    );
    this.addSql(
      `create or replace function "accounts_accounts_pass_on_fn"() returns trigger as \$\$ begin if old.status is distinct from new.status then update provider_services set provider_id = provider_id where provider_id in (select id from providers where account_id = new.id); end if; return null; end; \$\$ language plpgsql;`,
    );
    this.addSql(
      `create trigger "accounts_pass_on" AFTER UPDATE on "accounts" for each ROW execute function "accounts_accounts_pass_on_fn"();`,
    );
    this.addSql(REFRESH);
  }

  override down(): void {
    this.addSql(`drop trigger "accounts_pass_on" on "accounts";`);
    this.addSql(`drop function "accounts_accounts_pass_on_fn"();`);
    this.addSql(
      `create or replace function "provider_services_provider_services_copy_provider_fn"() returns trigger as \$\$ begin if tg_op = 'INSERT' then perform from providers where id = new.provider_id for share; end if; select status = 'active', lower(btrim(city, E' \\t\\n\\r\\f\\v\\u00a0') collate "pg_c_utf8"), case when lng is not null then lat end, case when lat is not null then lng end, service_radius_km, array(select lower(btrim(name, E' \\t\\n\\r\\f\\v\\u00a0') collate "pg_c_utf8") from unnest(specializations) as name), rating, response_rate into new.is_active, new.city_key, new.lat, new.lng, new.service_radius_km, new.specialization_keys, new.rating, new.response_rate from providers where id = new.provider_id; return new; end; \$\$ language plpgsql;`,
    );
    this.addSql(REFRESH);
  }
}

/** Makes the trigger look anew at those who may have changed. */
const REFRESH = `update "provider_services" set "provider_id" = "provider_id" where "provider_id" in (select p."id" from "providers" p join "accounts" a on a."id" = p."account_id" where a."status" <> 'active');`;
