import { Migration } from '@mikro-orm/migrations';

const RENEWED = `alter table "chat_turns" drop constraint "chat_turns_failure_check", add constraint "chat_turns_failure_check" check`;

/** A turn of a suspended account ends without an answer. */
export class SuspendedTurnsMigration extends Migration {
  override up(): void {
    this.addSql(
      `${RENEWED} ("failure" in ('cancelled', 'model_failed', 'budget_exhausted', 'unavailable', 'suspended'));`,
    );
  }

  override down(): void {
    this.addSql(`update "chat_turns" set "failure" = 'cancelled' where "failure" = 'suspended';`);
    this.addSql(`${RENEWED} ("failure" in ('cancelled', 'model_failed', 'budget_exhausted', 'unavailable'));`);
  }
}
