import { Migration } from '@mikro-orm/migrations';

/** Images are compressed already: kept as they are, a piece of one can be read without the rest. */
export class ImagePiecesMigration extends Migration {
  override up(): void {
    this.addSql(`alter table "media" alter column "content" set storage external;`);
  }

  override down(): void {
    this.addSql(`alter table "media" alter column "content" set storage extended;`);
  }
}
