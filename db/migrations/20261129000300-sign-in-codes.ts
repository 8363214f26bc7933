import { Migration } from '@mikro-orm/migrations';

/** A code for a login with a new device goes the way of a registration: it waits for the owner of a mail address. */
export class SignInCodesMigration extends Migration {
  override up(): void {
    this.addSql(
      `alter table "registrations" add "purpose" text not null default 'account', add constraint "registrations_purpose_check" check ("purpose" in ('account', 'sign_in'));`,
    );
  }

  override down(): void {
    this.addSql(`delete from "registrations" where "purpose" = 'sign_in';`);
    this.addSql(`alter table "registrations" drop column "purpose";`);
  }
}
