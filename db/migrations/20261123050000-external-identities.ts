import { Migration } from '@mikro-orm/migrations';

/** Accounts of people whom a foreign issuer knows; such an account may have no mail address. */
export class ExternalIdentitiesMigration extends Migration {
  override up(): void {
    this.addSql(`alter table "accounts" alter column "email" drop not null;`);
    this.addSql(
      `create table "external_identities" ("id" uuid not null, "issuer" varchar(255) not null, "subject" varchar(255) not null, "account_id" uuid not null, "created_at" timestamptz(3) not null default now(), primary key ("id"));`,
    );
    this.addSql(`create index "external_identities_account_id_index" on "external_identities" ("account_id");`);
    this.addSql(
      `alter table "external_identities" add constraint "external_identities_issuer_subject_unique" unique ("issuer", "subject");`,
    );
    this.addSql(
      `alter table "external_identities" add constraint "external_identities_account_id_foreign" foreign key ("account_id") references "accounts" ("id") on delete cascade;`,
    );
  }

  /** Accounts without a mail address stay, because requests hang on them; nobody can sign in with the address they get. */
  override down(): void {
    this.addSql(`drop table "external_identities";`);
    this.addSql(`update "accounts" set "email" = "id" || '@account.invalid' where "email" is null;`);
    this.addSql(`alter table "accounts" alter column "email" set not null;`);
  }
}
