import { Migration } from '@mikro-orm/migrations';

const REASONS_AFTER = [
  'category',
  'service_type',
  'outside_provider_radius',
  'outside_consumer_distance',
  'other_city',
  'no_free_slot',
];

/** Nobody is matched with themselves, and what a feed is told is a set already when it is written. */
export class OwnRequestsMigration extends Migration {
  override up(): void {
    this.reasons(['inactive', 'own_request', ...REASONS_AFTER]);
    this.addSql(`alter table "feed_entries" drop constraint "feed_entries_account_id_event_id_type_unique";`);
  }

  override down(): void {
    this.addSql(`delete from "request_matches" where "rejection" = 'own_request';`);
    this.reasons(['inactive', ...REASONS_AFTER]);
    this.addSql(
      `delete from "feed_entries" e using "feed_entries" f where (f."account_id", f."event_id", f."type") = (e."account_id", e."event_id", e."type") and f."seq" < e."seq";`,
    );
    this.addSql(
      `alter table "feed_entries" add constraint "feed_entries_account_id_event_id_type_unique" unique ("account_id", "event_id", "type");`,
    );
  }

  private reasons(reasons: readonly string[]): void {
    const list = reasons.map((reason) => `'${reason}'`).join(', ');
    this.addSql(`alter table "request_matches" drop constraint "request_matches_rejection_check";`);
    this.addSql(
      `alter table "request_matches" add constraint "request_matches_rejection_check" check ("rejection" in (${list}));`,
    );
  }
}
