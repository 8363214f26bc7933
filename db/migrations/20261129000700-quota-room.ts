import { Migration } from '@mikro-orm/migrations';

/** Counts towards the quotas of an account take turns within one statement. */
export class QuotaRoomMigration extends Migration {
  override up(): void {
    this.addSql(
      `create or replace function "quota_room"("counting" text, "account_id" uuid, "request_id" uuid, "since_ms" double precision) returns setof double precision volatile language plpgsql as $$ begin perform pg_advisory_xact_lock(hashtextextended('quotas of ' || account_id, 0)); return query execute counting using account_id, request_id, since_ms; end $$;`,
    );
  }

  override down(): void {
    this.addSql(`drop function "quota_room"(text, uuid, uuid, double precision);`);
  }
}
