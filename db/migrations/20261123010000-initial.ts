import { Migration } from '@mikro-orm/migrations';

/** The whole schema as the entities declare it, and the extensions that its indexes need. */
export class InitialMigration extends Migration {
  override up(): void {
    for (const name of ['btree_gist', 'cube', 'earthdistance']) this.addSql(`create extension if not exists ${name};`);

    this.addSql(
      `create table "accounts" ("id" uuid not null, "email" varchar(254) not null, "name" varchar(120) not null, "password_hash" varchar(255) not null, "roles" text[] not null, "status" text not null default 'active', "version" int not null default 1, "created_at" timestamptz(3) not null default now(), primary key ("id"));`,
    );
    this.addSql(`alter table "accounts" add constraint "accounts_email_unique" unique ("email");`);
    this.addSql(
      `alter table "accounts" add constraint "accounts_roles_check" check ("roles" <@ array['consumer'::text, 'provider'::text, 'admin'::text]);`,
    );
    this.addSql(
      `alter table "accounts" add constraint "accounts_status_check" check ("status" in ('active', 'suspended'));`,
    );

    this.addSql(
      `create table "command_payloads" ("id" uuid not null, "payload" jsonb not null, "created_at" timestamptz(3) not null default now(), primary key ("id"));`,
    );
    this.addSql(`create index "command_payloads_created_at_index" on "command_payloads" ("created_at");`);

    this.addSql(
      `create table "events" ("id" uuid not null, "position" bigserial, "aggregate" text not null, "aggregate_id" uuid not null, "request_id" uuid null, "booking_id" uuid null, "type" varchar(60) not null, "from_status" varchar(30) null, "to_status" varchar(30) null, "side" text not null, "actor_id" uuid null, "note" text null, "data" jsonb not null default '{}', "occurred_at" timestamptz(3) not null, "created_at" timestamptz(3) not null default now(), primary key ("id"));`,
    );
    this.addSql(`create index "events_request_id_position_index" on "events" ("request_id", "position");`);
    this.addSql(`create index "events_booking_id_position_index" on "events" ("booking_id", "position");`);
    this.addSql(
      `create index "events_aggregate_aggregate_id_position_index" on "events" ("aggregate", "aggregate_id", "position");`,
    );
    this.addSql(`alter table "events" add constraint "events_position_unique" unique ("position");`);
    this.addSql(
      `alter table "events" add constraint "events_aggregate_check" check ("aggregate" in ('request', 'offer', 'booking'));`,
    );
    this.addSql(
      `alter table "events" add constraint "events_side_check" check ("side" in ('consumer', 'provider', 'admin', 'system'));`,
    );

    this.addSql(
      `create table "feed_cursors" ("account_id" uuid not null, "last_seq" bigint not null default '0', primary key ("account_id"));`,
    );

    this.addSql(
      `create table "feed_entries" ("account_id" uuid not null, "seq" bigint not null, "event_id" uuid not null, "type" text not null, "payload" jsonb not null, "created_at" timestamptz(3) not null default now(), primary key ("account_id", "seq"));`,
    );
    this.addSql(`create index "feed_entries_event_id_index" on "feed_entries" ("event_id");`);
    this.addSql(
      `alter table "feed_entries" add constraint "feed_entries_account_id_event_id_type_unique" unique ("account_id", "event_id", "type");`,
    );
    this.addSql(
      `alter table "feed_entries" add constraint "feed_entries_type_check" check ("type" in ('request:updated', 'lead:new', 'offer:new', 'offer:updated', 'booking:confirmed', 'booking:updated'));`,
    );

    this.addSql(
      `create table "providers" ("id" uuid not null, "account_id" uuid not null, "name" varchar(120) not null, "business_name" varchar(160) null, "bio" text not null default '', "years_experience" int not null default 0, "email" varchar(254) not null, "phone" varchar(40) null, "address" text null, "city" varchar(120) not null, "neighborhood" varchar(120) null, "lat" double precision null, "lng" double precision null, "service_radius_km" double precision not null, "specializations" text[] not null, "timezone" varchar(64) not null, "schedule" jsonb not null, "exceptions" jsonb not null default '[]', "min_notice_hours" int not null default 24, "max_bookings_per_day" int null, "buffer_minutes" int not null default 0, "rating" double precision null, "review_count" int not null default 0, "completed_bookings" int not null default 0, "response_rate" double precision null, "average_response_hours" double precision null, "status" text not null default 'active', "version" int not null default 1, "created_at" timestamptz(3) not null default now(), primary key ("id"));`,
    );
    this.addSql(`alter table "providers" add constraint "providers_account_id_unique" unique ("account_id");`);
    this.addSql(
      `alter table "providers" add constraint "providers_status_check" check ("status" in ('active', 'paused', 'inactive'));`,
    );
    this.addSql(
      `create or replace function "providers_providers_pass_on_fn"() returns trigger as \$\$ begin if (old.status, old.city, old.lat, old.lng, old.service_radius_km, old.specializations, old.rating, old.response_rate) is distinct from (new.status, new.city, new.lat, new.lng, new.service_radius_km, new.specializations, new.rating, new.response_rate) then update provider_services set provider_id = provider_id where provider_id = new.id; end if; return null; end; \$\$ language plpgsql;`,
    );
    this.addSql(
      `create trigger "providers_pass_on" AFTER UPDATE on "providers" for each ROW execute function "providers_providers_pass_on_fn"();`,
    );

    this.addSql(
      `create table "provider_services" ("id" uuid not null, "provider_id" uuid not null, "name" varchar(120) not null, "category" text not null, "service_type" text not null, "description" text not null default '', "duration_minutes" int not null, "price_min" int not null, "price_max" int not null, "currency" char(3) not null, "is_active" boolean null, "city_key" varchar(120) null, "lat" double precision null, "lng" double precision null, "service_radius_km" double precision null, "specialization_keys" text[] null, "rating" double precision null, "response_rate" double precision null, "created_at" timestamptz(3) not null default now(), primary key ("id"));`,
    );
    this.addSql(`create index "provider_services_provider_id_index" on "provider_services" ("provider_id");`);
    this.addSql(
      `create index "provider_services_category_service_type_city_key_lat_index" on "provider_services" ("category", "service_type", "city_key", "lat");`,
    );
    this.addSql(
      `create index provider_services_place on provider_services using gist (category, service_type, ll_to_earth(lat, lng));`,
    );
    this.addSql(
      `alter table "provider_services" add constraint "provider_services_duration_minutes_check" check (duration_minutes > 0);`,
    );
    this.addSql(
      `alter table "provider_services" add constraint "provider_services_price_min_check" check (price_min >= 0);`,
    );
    this.addSql(
      `alter table "provider_services" add constraint "provider_services_price_max_check" check (price_max >= price_min);`,
    );
    this.addSql(
      `alter table "provider_services" add constraint "provider_services_category_check" check ("category" in ('hair_beauty', 'home_cleaning', 'plumbing', 'electrical', 'photography'));`,
    );
    this.addSql(
      `alter table "provider_services" add constraint "provider_services_service_type_check" check ("service_type" in ('haircut', 'hair_color', 'standard_cleaning', 'deep_cleaning', 'leak_repair', 'lighting', 'portrait', 'event'));`,
    );
    this.addSql(
      `alter table "provider_services" add constraint "provider_services_currency_check" check ("currency" in ('AED', 'ARS', 'AUD', 'BHD', 'BRL', 'CAD', 'CHF', 'CLP', 'CNY', 'COP', 'CZK', 'DKK', 'EGP', 'EUR', 'GBP', 'HKD', 'HUF', 'IDR', 'ILS', 'INR', 'ISK', 'JOD', 'JPY', 'KES', 'KRW', 'KWD', 'MAD', 'MXN', 'MYR', 'NGN', 'NOK', 'NPR', 'NZD', 'OMR', 'PEN', 'PHP', 'PKR', 'PLN', 'QAR', 'RON', 'RSD', 'SAR', 'SEK', 'SGD', 'THB', 'TND', 'TRY', 'TWD', 'UAH', 'USD', 'UYU', 'VND', 'ZAR'));`,
    );
    this.addSql(
      `create or replace function "provider_services_provider_services_copy_provider_fn"() returns trigger as \$\$ begin if tg_op = 'INSERT' then perform from providers where id = new.provider_id for share; end if; select status = 'active', lower(btrim(city, E' \\t\\n\\r\\f\\v\\u00a0') collate "pg_c_utf8"), case when lng is not null then lat end, case when lat is not null then lng end, service_radius_km, array(select lower(btrim(name, E' \\t\\n\\r\\f\\v\\u00a0') collate "pg_c_utf8") from unnest(specializations) as name), rating, response_rate into new.is_active, new.city_key, new.lat, new.lng, new.service_radius_km, new.specialization_keys, new.rating, new.response_rate from providers where id = new.provider_id; return new; end; \$\$ language plpgsql;`,
    );
    this.addSql(
      `create trigger "provider_services_copy_provider" BEFORE INSERT OR UPDATE on "provider_services" for each ROW execute function "provider_services_provider_services_copy_provider_fn"();`,
    );

    this.addSql(
      `create table "refresh_tokens" ("id" uuid not null, "account_id" uuid not null, "family_id" uuid not null, "token_hash" char(64) not null, "expires_at" timestamptz(3) not null, "used_at" timestamptz(3) null, "revoked_at" timestamptz(3) null, "created_at" timestamptz(3) not null default now(), primary key ("id"));`,
    );
    this.addSql(`create index "refresh_tokens_account_id_index" on "refresh_tokens" ("account_id");`);
    this.addSql(`create index "refresh_tokens_family_id_index" on "refresh_tokens" ("family_id");`);
    this.addSql(`create index "refresh_tokens_expires_at_index" on "refresh_tokens" ("expires_at");`);
    this.addSql(
      `alter table "refresh_tokens" add constraint "refresh_tokens_token_hash_unique" unique ("token_hash");`,
    );

    this.addSql(
      `create table "service_requests" ("id" uuid not null, "consumer_id" uuid not null, "raw_input" text not null, "category" text not null, "service_type" text not null, "specializations" text[] not null, "description" text not null default '', "city" varchar(120) not null, "neighborhood" varchar(120) null, "lat" double precision null, "lng" double precision null, "max_distance_km" double precision not null, "urgency" text not null, "preferred_dates" text[] not null, "preferred_times" text[] not null, "timing_flexibility" text null, "budget_min" int null, "budget_max" int null, "budget_currency" char(3) null, "budget_flexibility" text null, "media" text[] not null, "status" text not null default 'pending', "selected_offer_id" uuid null, "wave" int not null default 0, "expires_at" timestamptz(3) not null, "version" int not null default 1, "created_at" timestamptz(3) not null default now(), primary key ("id"));`,
    );
    this.addSql(
      `create index "service_requests_consumer_id_created_at_id_index" on "service_requests" ("consumer_id", "created_at", "id");`,
    );
    this.addSql(
      `create index "service_requests_status_created_at_index" on "service_requests" ("status", "created_at");`,
    );
    this.addSql(
      `alter table "service_requests" add constraint "service_requests_category_check" check ("category" in ('hair_beauty', 'home_cleaning', 'plumbing', 'electrical', 'photography'));`,
    );
    this.addSql(
      `alter table "service_requests" add constraint "service_requests_service_type_check" check ("service_type" in ('haircut', 'hair_color', 'standard_cleaning', 'deep_cleaning', 'leak_repair', 'lighting', 'portrait', 'event'));`,
    );
    this.addSql(
      `alter table "service_requests" add constraint "service_requests_urgency_check" check ("urgency" in ('asap', 'flexible', 'specific_date'));`,
    );
    this.addSql(
      `alter table "service_requests" add constraint "service_requests_preferred_times_check" check ("preferred_times" <@ array['morning'::text, 'afternoon'::text, 'evening'::text]);`,
    );
    this.addSql(
      `alter table "service_requests" add constraint "service_requests_timing_flexibility_check" check ("timing_flexibility" in ('strict', 'somewhat_flexible', 'flexible'));`,
    );
    this.addSql(
      `alter table "service_requests" add constraint "service_requests_budget_currency_check" check ("budget_currency" in ('AED', 'ARS', 'AUD', 'BHD', 'BRL', 'CAD', 'CHF', 'CLP', 'CNY', 'COP', 'CZK', 'DKK', 'EGP', 'EUR', 'GBP', 'HKD', 'HUF', 'IDR', 'ILS', 'INR', 'ISK', 'JOD', 'JPY', 'KES', 'KRW', 'KWD', 'MAD', 'MXN', 'MYR', 'NGN', 'NOK', 'NPR', 'NZD', 'OMR', 'PEN', 'PHP', 'PKR', 'PLN', 'QAR', 'RON', 'RSD', 'SAR', 'SEK', 'SGD', 'THB', 'TND', 'TRY', 'TWD', 'UAH', 'USD', 'UYU', 'VND', 'ZAR'));`,
    );
    this.addSql(
      `alter table "service_requests" add constraint "service_requests_budget_flexibility_check" check ("budget_flexibility" in ('strict', 'somewhat_flexible', 'flexible'));`,
    );
    this.addSql(
      `alter table "service_requests" add constraint "service_requests_status_check" check ("status" in ('pending', 'matching', 'offers_received', 'booked', 'expired', 'cancelled'));`,
    );

    this.addSql(
      `create table "request_matches" ("id" uuid not null, "request_id" uuid not null, "provider_id" uuid not null, "rank" int null, "wave" int null, "score" double precision null, "factors" jsonb null, "distance_km" double precision null, "rejection" text null, "lead_at" timestamptz(3) null, "created_at" timestamptz(3) not null default now(), primary key ("id"));`,
    );
    this.addSql(`create index "request_matches_request_id_rank_index" on "request_matches" ("request_id", "rank");`);
    this.addSql(
      `create index "request_matches_provider_id_lead_at_request_id_index" on "request_matches" ("provider_id", "lead_at", "request_id");`,
    );
    this.addSql(
      `alter table "request_matches" add constraint "request_matches_request_id_provider_id_unique" unique ("request_id", "provider_id");`,
    );
    this.addSql(
      `alter table "request_matches" add constraint "request_matches_rejection_check" check ("rejection" in ('inactive', 'category', 'service_type', 'outside_provider_radius', 'outside_consumer_distance', 'other_city', 'no_free_slot'));`,
    );

    this.addSql(
      `create table "offers" ("id" uuid not null, "request_id" uuid not null, "provider_id" uuid not null, "service_id" uuid not null, "service_name" varchar(120) not null, "slots" jsonb not null, "timezone" varchar(64) not null, "price_amount" int not null, "price_currency" char(3) not null, "price_notes" text null, "message" text null, "provider_snapshot" jsonb not null, "expires_at" timestamptz(3) not null, "revision" int not null default 1, "status" text not null default 'pending', "version" int not null default 1, "created_at" timestamptz(3) not null default now(), primary key ("id"));`,
    );
    this.addSql(`create index "offers_request_id_created_at_id_index" on "offers" ("request_id", "created_at", "id");`);
    this.addSql(
      `create index "offers_provider_id_created_at_id_index" on "offers" ("provider_id", "created_at", "id");`,
    );
    this.addSql(`create index "offers_service_id_index" on "offers" ("service_id");`);
    this.addSql(
      `create unique index "offers_one_open" on "offers" ("provider_id", "request_id") where status = 'pending';`,
    );
    this.addSql(`alter table "offers" add constraint "offers_price_amount_check" check (price_amount >= 0);`);
    this.addSql(
      `alter table "offers" add constraint "offers_price_currency_check" check ("price_currency" in ('AED', 'ARS', 'AUD', 'BHD', 'BRL', 'CAD', 'CHF', 'CLP', 'CNY', 'COP', 'CZK', 'DKK', 'EGP', 'EUR', 'GBP', 'HKD', 'HUF', 'IDR', 'ILS', 'INR', 'ISK', 'JOD', 'JPY', 'KES', 'KRW', 'KWD', 'MAD', 'MXN', 'MYR', 'NGN', 'NOK', 'NPR', 'NZD', 'OMR', 'PEN', 'PHP', 'PKR', 'PLN', 'QAR', 'RON', 'RSD', 'SAR', 'SEK', 'SGD', 'THB', 'TND', 'TRY', 'TWD', 'UAH', 'USD', 'UYU', 'VND', 'ZAR'));`,
    );
    this.addSql(
      `alter table "offers" add constraint "offers_status_check" check ("status" in ('pending', 'accepted', 'declined', 'expired', 'withdrawn', 'superseded'));`,
    );

    this.addSql(
      `create table "bookings" ("id" uuid not null, "request_id" uuid not null, "offer_id" uuid not null, "provider_id" uuid not null, "consumer_id" uuid not null, "service_id" uuid not null, "scheduled_start" timestamptz(3) not null, "scheduled_end" timestamptz(3) not null, "timezone" varchar(64) not null, "location_type" text not null, "location_address" text null, "location_instructions" text null, "price_amount" int not null, "price_currency" char(3) not null, "policy" jsonb not null, "cancelled_at" timestamptz(3) null, "cancelled_by" text null, "cancel_reason" text null, "cancel_fee" int null, "completed_at" timestamptz(3) null, "actual_duration_minutes" int null, "final_price_amount" int null, "completion_notes" text null, "status" text not null default 'confirmed', "version" int not null default 1, "created_at" timestamptz(3) not null default now(), primary key ("id"));`,
    );
    this.addSql(`create index "bookings_request_id_index" on "bookings" ("request_id");`);
    this.addSql(`create index "bookings_service_id_index" on "bookings" ("service_id");`);
    this.addSql(
      `create index "bookings_consumer_id_created_at_id_index" on "bookings" ("consumer_id", "created_at", "id");`,
    );
    this.addSql(
      `create index "bookings_provider_id_created_at_id_index" on "bookings" ("provider_id", "created_at", "id");`,
    );
    this.addSql(`alter table "bookings" add constraint "bookings_offer_id_unique" unique ("offer_id");`);
    this.addSql(
      `alter table "bookings" add constraint "bookings_no_overlap" exclude using gist (provider_id with =, tstzrange(scheduled_start, scheduled_end) with &&) where (status in ('confirmed', 'in_progress'));`,
    );
    this.addSql(
      `alter table "bookings" add constraint "bookings_scheduled_end_check" check (scheduled_end > scheduled_start);`,
    );
    this.addSql(`alter table "bookings" add constraint "bookings_price_amount_check" check (price_amount >= 0);`);
    this.addSql(
      `alter table "bookings" add constraint "bookings_location_type_check" check ("location_type" in ('provider_location', 'consumer_location', 'other'));`,
    );
    this.addSql(
      `alter table "bookings" add constraint "bookings_price_currency_check" check ("price_currency" in ('AED', 'ARS', 'AUD', 'BHD', 'BRL', 'CAD', 'CHF', 'CLP', 'CNY', 'COP', 'CZK', 'DKK', 'EGP', 'EUR', 'GBP', 'HKD', 'HUF', 'IDR', 'ILS', 'INR', 'ISK', 'JOD', 'JPY', 'KES', 'KRW', 'KWD', 'MAD', 'MXN', 'MYR', 'NGN', 'NOK', 'NPR', 'NZD', 'OMR', 'PEN', 'PHP', 'PKR', 'PLN', 'QAR', 'RON', 'RSD', 'SAR', 'SEK', 'SGD', 'THB', 'TND', 'TRY', 'TWD', 'UAH', 'USD', 'UYU', 'VND', 'ZAR'));`,
    );
    this.addSql(
      `alter table "bookings" add constraint "bookings_cancelled_by_check" check ("cancelled_by" in ('consumer', 'provider', 'admin'));`,
    );
    this.addSql(
      `alter table "bookings" add constraint "bookings_status_check" check ("status" in ('confirmed', 'in_progress', 'completed', 'cancelled', 'no_show'));`,
    );

    this.addSql(
      `create table "workflow_outbox" ("id" uuid not null, "workflow_type" varchar(80) not null, "workflow_id" varchar(200) not null, "input" jsonb not null, "signal" varchar(80) null, "signal_input" jsonb null, "attributes" jsonb not null default '{}', "summary" varchar(200) not null default '', "attempts" int not null default 0, "last_error" text null, "next_attempt_at" timestamptz(3) not null default now(), "done_at" timestamptz(3) null, "created_at" timestamptz(3) not null default now(), primary key ("id"));`,
    );
    this.addSql(
      `create index "workflow_outbox_due" on "workflow_outbox" ("next_attempt_at", "id") where done_at is null;`,
    );
    this.addSql(`create index "workflow_outbox_done" on "workflow_outbox" ("done_at") where done_at is not null;`);
    this.addSql(
      `create or replace function "workflow_outbox_workflow_outbox_announce_fn"() returns trigger as \$\$ begin notify workflow_outbox; return null; end; \$\$ language plpgsql;`,
    );
    this.addSql(
      `create trigger "workflow_outbox_announce" AFTER INSERT on "workflow_outbox" for each STATEMENT execute function "workflow_outbox_workflow_outbox_announce_fn"();`,
    );

    this.addSql(
      `alter table "feed_cursors" add constraint "feed_cursors_account_id_foreign" foreign key ("account_id") references "accounts" ("id") on update cascade on delete cascade;`,
    );

    this.addSql(
      `alter table "feed_entries" add constraint "feed_entries_account_id_foreign" foreign key ("account_id") references "accounts" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "feed_entries" add constraint "feed_entries_event_id_foreign" foreign key ("event_id") references "events" ("id") on delete cascade;`,
    );

    this.addSql(
      `alter table "providers" add constraint "providers_account_id_foreign" foreign key ("account_id") references "accounts" ("id");`,
    );

    this.addSql(
      `alter table "provider_services" add constraint "provider_services_provider_id_foreign" foreign key ("provider_id") references "providers" ("id") on delete cascade;`,
    );

    this.addSql(
      `alter table "refresh_tokens" add constraint "refresh_tokens_account_id_foreign" foreign key ("account_id") references "accounts" ("id") on delete cascade;`,
    );

    this.addSql(
      `alter table "service_requests" add constraint "service_requests_consumer_id_foreign" foreign key ("consumer_id") references "accounts" ("id");`,
    );

    this.addSql(
      `alter table "request_matches" add constraint "request_matches_request_id_foreign" foreign key ("request_id") references "service_requests" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "request_matches" add constraint "request_matches_provider_id_foreign" foreign key ("provider_id") references "providers" ("id") on delete cascade;`,
    );

    this.addSql(
      `alter table "offers" add constraint "offers_request_id_foreign" foreign key ("request_id") references "service_requests" ("id");`,
    );
    this.addSql(
      `alter table "offers" add constraint "offers_provider_id_foreign" foreign key ("provider_id") references "providers" ("id");`,
    );
    this.addSql(
      `alter table "offers" add constraint "offers_service_id_foreign" foreign key ("service_id") references "provider_services" ("id");`,
    );

    this.addSql(
      `alter table "bookings" add constraint "bookings_request_id_foreign" foreign key ("request_id") references "service_requests" ("id");`,
    );
    this.addSql(
      `alter table "bookings" add constraint "bookings_offer_id_foreign" foreign key ("offer_id") references "offers" ("id");`,
    );
    this.addSql(
      `alter table "bookings" add constraint "bookings_provider_id_foreign" foreign key ("provider_id") references "providers" ("id");`,
    );
    this.addSql(
      `alter table "bookings" add constraint "bookings_consumer_id_foreign" foreign key ("consumer_id") references "accounts" ("id");`,
    );
    this.addSql(
      `alter table "bookings" add constraint "bookings_service_id_foreign" foreign key ("service_id") references "provider_services" ("id");`,
    );
  }

  /** The extensions stay: they may have been there before us, and others may use them. */
  override down(): void {
    const tables = [
      'workflow_outbox',
      'bookings',
      'offers',
      'request_matches',
      'service_requests',
      'refresh_tokens',
      'provider_services',
      'providers',
      'feed_entries',
      'feed_cursors',
      'events',
      'command_payloads',
      'accounts',
    ];
    const functions = [
      'providers_providers_pass_on_fn',
      'provider_services_provider_services_copy_provider_fn',
      'workflow_outbox_workflow_outbox_announce_fn',
    ];
    for (const table of tables) this.addSql(`drop table "${table}";`);
    for (const name of functions) this.addSql(`drop function "${name}"();`);
  }
}
