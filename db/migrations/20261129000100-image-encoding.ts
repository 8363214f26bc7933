import { Migration } from '@mikro-orm/migrations';

/** Which version of the encoder has written an image. Those from before are 0: they are encoded again when they are read. */
export class ImageEncodingMigration extends Migration {
  override up(): void {
    this.addSql(`alter table "media" add "encoding" int not null default 0;`);
  }

  override down(): void {
    this.addSql(`alter table "media" drop column "encoding";`);
  }
}
