import { Migration } from '@mikro-orm/migrations';

/** Since when an account is suspended. One that is already gets the whole grace from now on. */
export class SuspendedAtMigration extends Migration {
  override up(): void {
    this.addSql(`alter table "accounts" add "suspended_at" timestamptz(3) null;`);
    this.addSql(`update "accounts" set "suspended_at" = now() where "status" = 'suspended';`);
  }

  override down(): void {
    this.addSql(`alter table "accounts" drop column "suspended_at";`);
  }
}
