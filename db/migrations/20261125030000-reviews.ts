import { Migration } from '@mikro-orm/migrations';

const ENROLLMENT_DRAFTS = ['update_enrollment', 'submit_enrollment'];
const DRAFTS = ['create_service_request', 'update_request_details', 'accept_offer', 'cancel_request', 'submit_offer'];
const FEED_BEFORE = [
  'request:updated',
  'lead:new',
  'offer:new',
  'offer:updated',
  'booking:confirmed',
  'booking:updated',
];
const FEED_AFTER = ['enrollment:updated', 'chat:response', 'task:updated'];
const AGGREGATES = ['request', 'offer', 'booking', 'turn', 'enrollment'];

/** Reviews of completed bookings, what feeds tell of them, and drafts of them in conversations. */
export class ReviewsMigration extends Migration {
  override up(): void {
    this.addSql(
      `create table "reviews" ("id" uuid not null, "booking_id" uuid not null, "side" text not null, "author_id" uuid not null, "subject_id" uuid not null, "provider_id" uuid not null, "rating" smallint not null, "comment" text not null, "quality" smallint null, "punctuality" smallint null, "communication" smallint null, "value" smallint null, "published_at" timestamptz(3) null, "response" text null, "responded_at" timestamptz(3) null, "created_at" timestamptz(3) not null default now(), primary key ("id"));`,
    );
    this.addSql(`create index "reviews_author_id_created_at_id_index" on "reviews" ("author_id", "created_at", "id");`);
    this.addSql(
      `create index "reviews_subject_id_created_at_id_index" on "reviews" ("subject_id", "created_at", "id");`,
    );
    this.addSql(
      `create index "reviews_provider_id_side_published_at_id_index" on "reviews" ("provider_id", "side", "published_at", "id");`,
    );
    this.addSql(`alter table "reviews" add constraint "reviews_booking_id_side_unique" unique ("booking_id", "side");`);
    this.addSql(`alter table "reviews" add constraint "reviews_rating_check" check (rating >= 1 and rating <= 5);`);
    this.addSql(`alter table "reviews" add constraint "reviews_quality_check" check (quality >= 1 and quality <= 5);`);
    this.addSql(
      `alter table "reviews" add constraint "reviews_punctuality_check" check (punctuality >= 1 and punctuality <= 5);`,
    );
    this.addSql(
      `alter table "reviews" add constraint "reviews_communication_check" check (communication >= 1 and communication <= 5);`,
    );
    this.addSql(`alter table "reviews" add constraint "reviews_value_check" check (value >= 1 and value <= 5);`);
    this.addSql(
      `alter table "reviews" add constraint "reviews_side_check" check ("side" in ('consumer', 'provider'));`,
    );
    this.addSql(
      `alter table "reviews" add constraint "reviews_booking_id_foreign" foreign key ("booking_id") references "bookings" ("id");`,
    );
    this.addSql(
      `alter table "reviews" add constraint "reviews_author_id_foreign" foreign key ("author_id") references "accounts" ("id");`,
    );
    this.addSql(
      `alter table "reviews" add constraint "reviews_subject_id_foreign" foreign key ("subject_id") references "accounts" ("id");`,
    );
    this.addSql(
      `alter table "reviews" add constraint "reviews_provider_id_foreign" foreign key ("provider_id") references "providers" ("id");`,
    );
    this.check('events', 'aggregate', [...AGGREGATES, 'review']);
    this.check('feed_entries', 'type', [...FEED_BEFORE, 'review:requested', ...FEED_AFTER]);
    this.check('chat_drafts', 'kind', [...DRAFTS, 'submit_review', ...ENROLLMENT_DRAFTS]);
  }

  override down(): void {
    this.addSql(`delete from "events" where "aggregate" = 'review';`);
    this.addSql(`delete from "feed_entries" where "type" = 'review:requested';`);
    this.addSql(`delete from "chat_drafts" where "kind" = 'submit_review';`);
    this.check('events', 'aggregate', AGGREGATES);
    this.check('feed_entries', 'type', [...FEED_BEFORE, ...FEED_AFTER]);
    this.check('chat_drafts', 'kind', [...DRAFTS, ...ENROLLMENT_DRAFTS]);
    this.addSql(`drop table "reviews";`);
  }

  private check(table: string, column: string, values: readonly string[]): void {
    const list = values.map((value) => `'${value}'`).join(', ');
    this.addSql(`alter table "${table}" drop constraint "${table}_${column}_check";`);
    this.addSql(`alter table "${table}" add constraint "${table}_${column}_check" check ("${column}" in (${list}));`);
  }
}
