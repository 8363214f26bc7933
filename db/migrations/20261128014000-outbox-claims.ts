import { Migration } from '@mikro-orm/migrations';

/** A claimed row can be told from one that waits for its next attempt. */
export class OutboxClaimsMigration extends Migration {
  override up(): void {
    this.addSql(`alter table "workflow_outbox" add "claimed_until" timestamptz(3) null;`);
  }

  override down(): void {
    this.addSql(`alter table "workflow_outbox" drop column "claimed_until";`);
  }
}
