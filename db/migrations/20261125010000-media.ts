import { Migration } from '@mikro-orm/migrations';

/** Images, and what refers to them: requests and messages. The column of requests that was never filled goes. */
export class MediaMigration extends Migration {
  override up(): void {
    this.addSql(
      `create table "media" ("id" uuid not null, "account_id" uuid not null, "content_type" text not null, "bytes" int not null, "sha256" bytea not null, "content" bytea not null, "uploaded_at" timestamptz(3) not null default now(), "created_at" timestamptz(3) not null default now(), primary key ("id"));`,
    );
    // Images are compressed already: to try it again only costs time.
    this.addSql(`alter table "media" alter column "content" set storage external;`);
    this.addSql(`create index "media_uploaded_at_index" on "media" ("uploaded_at");`);
    this.addSql(`alter table "media" add constraint "media_account_id_sha256_unique" unique ("account_id", "sha256");`);
    this.addSql(
      `alter table "media" add constraint "media_account_id_foreign" foreign key ("account_id") references "accounts" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "media" add constraint "media_content_type_check" check ("content_type" in ('image/jpeg', 'image/png', 'image/webp', 'image/gif'));`,
    );
    this.addSql(
      `create table "request_media" ("request_id" uuid not null, "position" smallint not null, "media_id" uuid not null, primary key ("request_id", "position"));`,
    );
    this.addSql(`create index "request_media_media_id_index" on "request_media" ("media_id");`);
    this.addSql(
      `alter table "request_media" add constraint "request_media_request_id_media_id_unique" unique ("request_id", "media_id");`,
    );
    this.addSql(
      `alter table "request_media" add constraint "request_media_request_id_foreign" foreign key ("request_id") references "service_requests" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "request_media" add constraint "request_media_media_id_foreign" foreign key ("media_id") references "media" ("id") deferrable initially deferred;`,
    );
    this.addSql(
      `create table "chat_message_media" ("message_id" uuid not null, "position" smallint not null, "media_id" uuid not null, primary key ("message_id", "position"));`,
    );
    this.addSql(`create index "chat_message_media_media_id_index" on "chat_message_media" ("media_id");`);
    this.addSql(
      `alter table "chat_message_media" add constraint "chat_message_media_message_id_media_id_unique" unique ("message_id", "media_id");`,
    );
    this.addSql(
      `alter table "chat_message_media" add constraint "chat_message_media_message_id_foreign" foreign key ("message_id") references "chat_messages" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "chat_message_media" add constraint "chat_message_media_media_id_foreign" foreign key ("media_id") references "media" ("id") deferrable initially deferred;`,
    );
    this.addSql(`alter table "service_requests" drop column "media";`);
  }

  override down(): void {
    this.addSql(`alter table "service_requests" add "media" text[] not null default '{}';`);
    this.addSql(`alter table "service_requests" alter column "media" drop default;`);
    this.addSql(`drop table "chat_message_media";`);
    this.addSql(`drop table "request_media";`);
    this.addSql(`drop table "media";`);
  }
}
