import { Migration } from '@mikro-orm/migrations';

/** What a model gets back of its own answer between the steps of a turn. */
export class ModelMemoryMigration extends Migration {
  override up(): void {
    this.addSql(`alter table "chat_steps" add "memory" jsonb null;`);
  }

  override down(): void {
    this.addSql(`alter table "chat_steps" drop column "memory";`);
  }
}
