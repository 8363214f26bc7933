import { Migration } from '@mikro-orm/migrations';

/** The way from an account to a provider: what somebody writes down for it, and the photos of their work. */
export class EnrollmentsMigration extends Migration {
  override up(): void {
    this.addSql(
      `create table "enrollments" ("id" uuid not null, "account_id" uuid not null, "full_name" varchar(120) null, "business_name" varchar(160) null, "bio" text not null default '', "years_experience" int null, "email" varchar(254) null, "phone" varchar(40) null, "address" text null, "city" varchar(120) null, "neighborhood" varchar(120) null, "lat" double precision null, "lng" double precision null, "service_radius_km" double precision null, "services" jsonb not null default '[]', "specializations" text[] not null default '{}', "timezone" varchar(64) null, "schedule" jsonb null, "status" text not null default 'draft', "revision" int not null default 1, "edit_id" uuid null, "submitted_at" timestamptz(3) null, "submissions" int not null default 0, "reminders" int not null default 0, "reminded_at" timestamptz(3) null, "decided_at" timestamptz(3) null, "rejection_reason" text null, "provider_id" uuid null, "created_at" timestamptz(3) not null default now(), primary key ("id"));`,
    );
    this.addSql(
      `create index "enrollments_account_id_created_at_id_index" on "enrollments" ("account_id", "created_at", "id");`,
    );
    this.addSql(
      `create index "enrollments_status_created_at_id_index" on "enrollments" ("status", "created_at", "id");`,
    );
    this.addSql(`create index "enrollments_created_at_id_index" on "enrollments" ("created_at", "id");`);
    this.addSql(`create index "enrollments_provider_id_index" on "enrollments" ("provider_id");`);
    this.addSql(
      `create unique index "enrollments_one_open" on "enrollments" ("account_id") where status <> 'verified';`,
    );
    this.addSql(
      `create or replace function "enrollments_enrollments_forget_answers_fn"() returns trigger as $$ begin insert into llm_generations (account_id) values (new.account_id) on conflict (account_id) do update set generation = llm_generations.generation + 1; return null; end; $$ language plpgsql;`,
    );
    this.addSql(
      `create trigger "enrollments_forget_answers" AFTER INSERT OR UPDATE on "enrollments" for each ROW execute function "enrollments_enrollments_forget_answers_fn"();`,
    );
    this.addSql(
      `create table "enrollment_photos" ("enrollment_id" uuid not null, "display_order" smallint not null, "media_id" uuid not null, "service_type" text not null, primary key ("enrollment_id", "display_order"));`,
    );
    this.addSql(`create index "enrollment_photos_media_id_index" on "enrollment_photos" ("media_id");`);
    this.addSql(
      `alter table "enrollment_photos" add constraint "enrollment_photos_enrollment_id_media_id_unique" unique ("enrollment_id", "media_id");`,
    );
    this.addSql(
      `alter table "enrollments" add constraint "enrollments_account_id_foreign" foreign key ("account_id") references "accounts" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "enrollments" add constraint "enrollments_provider_id_foreign" foreign key ("provider_id") references "providers" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "enrollments" add constraint "enrollments_status_check" check ("status" in ('draft', 'pending', 'pending_verification', 'verified', 'rejected'));`,
    );
    this.addSql(
      `alter table "enrollment_photos" add constraint "enrollment_photos_enrollment_id_foreign" foreign key ("enrollment_id") references "enrollments" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "enrollment_photos" add constraint "enrollment_photos_media_id_foreign" foreign key ("media_id") references "media" ("id") deferrable initially deferred;`,
    );
    this.addSql(
      `alter table "enrollment_photos" add constraint "enrollment_photos_service_type_check" check ("service_type" in ('haircut', 'hair_color', 'standard_cleaning', 'deep_cleaning', 'leak_repair', 'lighting', 'portrait', 'event'));`,
    );
    for (const [table, column, values] of [EVENTS, FEED, DRAFTS]) this.check(table, column, values.all);
  }

  override down(): void {
    this.addSql(`delete from "events" where "aggregate" = 'enrollment';`);
    this.addSql(`delete from "chat_drafts" where "kind" in ('update_enrollment', 'submit_enrollment');`);
    for (const [table, column, values] of [EVENTS, FEED, DRAFTS]) this.check(table, column, values.before);
    this.addSql(`drop table "enrollment_photos";`);
    this.addSql(`drop table "enrollments";`);
    this.addSql(`drop function "enrollments_enrollments_forget_answers_fn"();`);
  }

  private check(table: string, column: string, values: readonly string[]): void {
    const list = values.map((value) => `'${value}'`).join(', ');
    this.addSql(`alter table "${table}" drop constraint "${table}_${column}_check";`);
    this.addSql(`alter table "${table}" add constraint "${table}_${column}_check" check ("${column}" in (${list}));`);
  }
}

/** The words that a column takes: before this migration, and with it. */
interface Words {
  readonly before: readonly string[];
  readonly all: readonly string[];
}

const BEFORE = {
  events: ['request', 'offer', 'booking', 'turn'],
  feed: [
    'request:updated',
    'lead:new',
    'offer:new',
    'offer:updated',
    'booking:confirmed',
    'booking:updated',
    'chat:response',
    'task:updated',
  ],
  drafts: ['create_service_request', 'update_request_details', 'accept_offer', 'cancel_request', 'submit_offer'],
};

const EVENTS: [string, string, Words] = [
  'events',
  'aggregate',
  { before: BEFORE.events, all: [...BEFORE.events, 'enrollment'] },
];
const FEED: [string, string, Words] = [
  'feed_entries',
  'type',
  { before: BEFORE.feed, all: [...BEFORE.feed, 'enrollment:updated'] },
];
const DRAFTS: [string, string, Words] = [
  'chat_drafts',
  'kind',
  { before: BEFORE.drafts, all: [...BEFORE.drafts, 'update_enrollment', 'submit_enrollment'] },
];
