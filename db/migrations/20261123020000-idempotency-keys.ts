import { Migration } from '@mikro-orm/migrations';

/** The calls that came with an Idempotency-Key, and their answers. */
export class IdempotencyKeysMigration extends Migration {
  override up(): void {
    this.addSql(
      `create table "idempotency_keys" ("command_id" uuid not null, "account_id" uuid not null, "operation_id" varchar(80) not null, "key" varchar(255) not null, "fingerprint" char(64) not null, "holder" uuid not null, "locked_until" timestamptz(3) not null, "answer_status" int null, "answer_headers" jsonb null, "answer_body" text null, "expires_at" timestamptz(3) not null, "created_at" timestamptz(3) not null default now(), primary key ("command_id"));`,
    );
    this.addSql(`create index "idempotency_keys_expires_at_index" on "idempotency_keys" ("expires_at");`);
    this.addSql(
      `alter table "idempotency_keys" add constraint "idempotency_keys_account_id_operation_id_key_unique" unique ("account_id", "operation_id", "key");`,
    );
    this.addSql(
      `alter table "idempotency_keys" add constraint "idempotency_keys_account_id_foreign" foreign key ("account_id") references "accounts" ("id") on delete cascade;`,
    );
  }

  override down(): void {
    this.addSql(`drop table "idempotency_keys";`);
  }
}
