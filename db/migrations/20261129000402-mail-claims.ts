import { Migration } from '@mikro-orm/migrations';

/** Counts the mails that strangers cause, by mailbox and by domain. */
export class MailClaimsMigration extends Migration {
  override up(): void {
    this.addSql(
      `create table "mail_claims" ("id" uuid not null, "mailbox" varchar(43) not null, "domain" varchar(43) null, "claimed_at" timestamptz(3) not null default now(), primary key ("id"));`,
    );
    this.addSql(`create index "mail_claims_mailbox_claimed_at_index" on "mail_claims" ("mailbox", "claimed_at");`);
    this.addSql(`create index "mail_claims_domain_claimed_at_index" on "mail_claims" ("domain", "claimed_at");`);
    this.addSql(`create index "mail_claims_claimed_at_index" on "mail_claims" ("claimed_at");`);
  }

  override down(): void {
    this.addSql(`drop table "mail_claims";`);
  }
}
