import { Migration } from '@mikro-orm/migrations';

/** The feed wakes whoever pushes it, knows how far its notifications were read, and tells of conversations too. */
export class NotificationsMigration extends Migration {
  override up(): void {
    this.addSql(`alter table "feed_cursors" add "read_up_to" bigint not null default '0';`);
    this.addSql(
      `create or replace function "feed_cursors_feed_cursors_announce_fn"() returns trigger as \$\$ begin if tg_op = 'INSERT' or new.last_seq <> old.last_seq then perform pg_notify('feed', new.account_id::text); end if; return null; end; \$\$ language plpgsql;`,
    );
    this.addSql(
      `create trigger "feed_cursors_announce" AFTER INSERT OR UPDATE on "feed_cursors" for each ROW execute function "feed_cursors_feed_cursors_announce_fn"();`,
    );
    this.addSql(`alter table "feed_entries" drop constraint "feed_entries_type_check";`);
    this.addSql(
      `alter table "feed_entries" add constraint "feed_entries_type_check" check ("type" in ('request:updated', 'lead:new', 'offer:new', 'offer:updated', 'booking:confirmed', 'booking:updated', 'chat:response', 'task:updated'));`,
    );
  }

  override down(): void {
    this.addSql(`alter table "feed_entries" drop constraint "feed_entries_type_check";`);
    this.addSql(
      `alter table "feed_entries" add constraint "feed_entries_type_check" check ("type" in ('request:updated', 'lead:new', 'offer:new', 'offer:updated', 'booking:confirmed', 'booking:updated')) not valid;`,
    );
    this.addSql(`drop trigger "feed_cursors_announce" on "feed_cursors";`);
    this.addSql(`drop function "feed_cursors_feed_cursors_announce_fn"();`);
    this.addSql(`alter table "feed_cursors" drop column "read_up_to";`);
  }
}
