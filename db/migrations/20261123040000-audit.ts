import { Migration } from '@mikro-orm/migrations';

/** Where it is written who did what, and the triggers that let nobody rewrite it. */
export class AuditMigration extends Migration {
  override up(): void {
    this.addSql(
      `create table "audit_entries" ("id" uuid not null, "actor_id" uuid null, "side" text not null, "operation_id" varchar(60) not null, "resource_type" varchar(40) null, "resource_id" uuid null, "outcome" text not null, "status" int not null, "code" varchar(40) null, "reason" varchar(500) null, "ip" varchar(45) null, "user_agent" varchar(120) null, "mail_hash" varchar(32) null, "request_id" varchar(64) not null, "command_id" varchar(64) null, "replayed" boolean not null default false, "omitted" int not null default 0, "anonymised_at" timestamptz(3) null, "created_at" timestamptz(3) not null default now(), primary key ("id"));`,
    );
    this.addSql(`create index "audit_entries_created_at_id_index" on "audit_entries" ("created_at", "id");`);
    this.addSql(
      `create index "audit_entries_actor_id_created_at_id_index" on "audit_entries" ("actor_id", "created_at", "id");`,
    );
    this.addSql(
      `create index "audit_entries_resource_id_created_at_id_index" on "audit_entries" ("resource_id", "created_at", "id");`,
    );
    this.addSql(
      `create index "audit_entries_operation_id_created_at_id_index" on "audit_entries" ("operation_id", "created_at", "id");`,
    );
    this.addSql(
      `create index "audit_entries_mail_hash" on "audit_entries" ("mail_hash", "created_at") where mail_hash is not null;`,
    );
    this.addSql(
      `create index "audit_entries_trouble" on "audit_entries" ("created_at", "id") where outcome <> 'succeeded';`,
    );
    this.addSql(
      `alter table "audit_entries" add constraint "audit_entries_command_id_status_unique" unique ("command_id", "status");`,
    );
    this.addSql(`create index "accounts_created_at_id_index" on "accounts" ("created_at", "id");`);
    this.addSql(
      `alter table "audit_entries" add constraint "audit_entries_side_check" check ("side" in ('consumer', 'provider', 'admin', 'anonymous', 'system'));`,
    );
    this.addSql(
      `alter table "audit_entries" add constraint "audit_entries_outcome_check" check ("outcome" in ('succeeded', 'refused', 'failed'));`,
    );
    this.addSql(
      `create or replace function "audit_entries_audit_entries_append_only_fn"() returns trigger as \$\$ begin if tg_op = 'DELETE' then if old.created_at < now() - interval '180 days' then return old; end if; elsif new.anonymised_at is not null and to_jsonb(new) - array['ip', 'user_agent', 'mail_hash', 'reason', 'anonymised_at'] = to_jsonb(old) - array['ip', 'user_agent', 'mail_hash', 'reason', 'anonymised_at'] and (new.ip is null or new.ip = old.ip) and (new.user_agent is null or new.user_agent = old.user_agent) and (new.mail_hash is null or new.mail_hash = old.mail_hash) and (new.reason is null or new.reason = old.reason) then return new; end if; raise exception 'audit entries are append-only' using errcode = 'restrict_violation'; end; \$\$ language plpgsql;`,
    );
    this.addSql(
      `create trigger "audit_entries_append_only" BEFORE UPDATE OR DELETE on "audit_entries" for each ROW execute function "audit_entries_audit_entries_append_only_fn"();`,
    );
  }

  override down(): void {
    this.addSql(`drop table "audit_entries";`);
    this.addSql(`drop function "audit_entries_audit_entries_append_only_fn"();`);
    this.addSql(`drop index "accounts_created_at_id_index";`);
  }
}
