import { Migration } from '@mikro-orm/migrations';

/** Conversations with the agent: their turns, messages and steps, and the drafts that wait for an approval. */
export class ChatMigration extends Migration {
  override up(): void {
    this.addSql(
      `create table "conversations" ("id" uuid not null, "account_id" uuid not null, "role" text not null, "title" varchar(80) null, "last_message" int not null default 0, "last_turn" int not null default 0, "nudged_at" timestamptz(3) not null default now(), "created_at" timestamptz(3) not null default now(), primary key ("id"));`,
    );
    this.addSql(
      `create index "conversations_account_id_created_at_id_index" on "conversations" ("account_id", "created_at", "id");`,
    );
    this.addSql(
      `create table "chat_turns" ("id" uuid not null, "conversation_id" uuid not null, "account_id" uuid not null, "seq" int not null, "status" text not null default 'queued', "failure" text null, "action" jsonb null, "cancel_requested_at" timestamptz(3) null, "started_at" timestamptz(3) null, "finished_at" timestamptz(3) null, "created_at" timestamptz(3) not null default now(), primary key ("id"));`,
    );
    this.addSql(`create index "chat_turns_account_id_index" on "chat_turns" ("account_id");`);
    this.addSql(
      `create index "chat_turns_open" on "chat_turns" ("conversation_id", "seq") where status in ('queued', 'running');`,
    );
    this.addSql(
      `alter table "chat_turns" add constraint "chat_turns_conversation_id_seq_unique" unique ("conversation_id", "seq");`,
    );
    this.addSql(
      `create table "chat_steps" ("turn_id" uuid not null, "step" int not null, "text" text not null default '', "calls" jsonb not null default '[]', "results" jsonb not null default '{}', "model" varchar(120) not null default '', "is_offline" boolean not null default false, "is_degraded" boolean not null default false, "created_at" timestamptz(3) not null default now(), primary key ("turn_id", "step"));`,
    );
    this.addSql(
      `create table "chat_messages" ("id" uuid not null, "conversation_id" uuid not null, "turn_id" uuid not null, "seq" int not null, "author" text not null, "text" text not null, "is_offline" boolean not null default false, "is_degraded" boolean not null default false, "created_at" timestamptz(3) not null default now(), primary key ("id"));`,
    );
    this.addSql(
      `alter table "chat_messages" add constraint "chat_messages_conversation_id_seq_unique" unique ("conversation_id", "seq");`,
    );
    this.addSql(
      `alter table "chat_messages" add constraint "chat_messages_turn_id_author_unique" unique ("turn_id", "author");`,
    );
    this.addSql(
      `create table "chat_drafts" ("id" uuid not null, "conversation_id" uuid not null, "kind" text not null, "target" uuid null, "body" jsonb not null, "about" jsonb not null default '{}', "revision" int not null default 1, "status" text not null default 'open', "result" jsonb null, "updated_at" timestamptz(3) not null default now(), "created_at" timestamptz(3) not null default now(), primary key ("id"));`,
    );
    this.addSql(
      `create index "chat_drafts_conversation_id_created_at_index" on "chat_drafts" ("conversation_id", "created_at");`,
    );
    this.addSql(
      `create unique index "chat_drafts_one_open" on "chat_drafts" ("conversation_id", "kind") where status = 'open';`,
    );
    this.addSql(`alter table "events" drop constraint "events_aggregate_check";`);
    this.addSql(
      `alter table "events" add constraint "events_aggregate_check" check ("aggregate" in ('request', 'offer', 'booking', 'turn'));`,
    );
    this.addSql(
      `alter table "conversations" add constraint "conversations_account_id_foreign" foreign key ("account_id") references "accounts" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "conversations" add constraint "conversations_role_check" check ("role" in ('consumer', 'provider', 'enrollment'));`,
    );
    this.addSql(
      `alter table "chat_turns" add constraint "chat_turns_conversation_id_foreign" foreign key ("conversation_id") references "conversations" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "chat_turns" add constraint "chat_turns_account_id_foreign" foreign key ("account_id") references "accounts" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "chat_turns" add constraint "chat_turns_status_check" check ("status" in ('queued', 'running', 'succeeded', 'failed'));`,
    );
    this.addSql(
      `alter table "chat_turns" add constraint "chat_turns_failure_check" check ("failure" in ('cancelled', 'model_failed', 'budget_exhausted', 'unavailable'));`,
    );
    this.addSql(
      `alter table "chat_steps" add constraint "chat_steps_turn_id_foreign" foreign key ("turn_id") references "chat_turns" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "chat_messages" add constraint "chat_messages_conversation_id_foreign" foreign key ("conversation_id") references "conversations" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "chat_messages" add constraint "chat_messages_turn_id_foreign" foreign key ("turn_id") references "chat_turns" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "chat_messages" add constraint "chat_messages_author_check" check ("author" in ('user', 'assistant'));`,
    );
    this.addSql(
      `alter table "chat_drafts" add constraint "chat_drafts_conversation_id_foreign" foreign key ("conversation_id") references "conversations" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "chat_drafts" add constraint "chat_drafts_kind_check" check ("kind" in ('create_service_request', 'update_request_details', 'accept_offer', 'cancel_request', 'submit_offer'));`,
    );
    this.addSql(
      `alter table "chat_drafts" add constraint "chat_drafts_status_check" check ("status" in ('open', 'approved', 'cancelled'));`,
    );
  }

  override down(): void {
    this.addSql(`delete from "events" where "aggregate" = 'turn';`);
    this.addSql(`alter table "events" drop constraint "events_aggregate_check";`);
    this.addSql(
      `alter table "events" add constraint "events_aggregate_check" check ("aggregate" in ('request', 'offer', 'booking'));`,
    );
    for (const table of ['chat_drafts', 'chat_messages', 'chat_steps', 'chat_turns', 'conversations']) {
      this.addSql(`drop table "${table}";`);
    }
  }
}
