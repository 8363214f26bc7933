import { Migration } from '@mikro-orm/migrations';

/** Where whoever wants an account waits until the mail address is confirmed. */
export class RegistrationsMigration extends Migration {
  override up(): void {
    this.addSql(
      `create table "registrations" ("id" uuid not null, "email" varchar(254) not null, "name" varchar(120) not null, "password_hash" varchar(255) not null, "mailed_at" timestamptz(3) null, "expires_at" timestamptz(3) not null, "created_at" timestamptz(3) not null default now(), primary key ("id"));`,
    );
    this.addSql(`create index "registrations_email_mailed_at_index" on "registrations" ("email", "mailed_at");`);
  }

  override down(): void {
    this.addSql(`drop table "registrations";`);
  }
}
