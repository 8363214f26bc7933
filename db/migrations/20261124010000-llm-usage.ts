import { Migration } from '@mikro-orm/migrations';

/** What calls of language models have cost, and which of their kept answers still count. */
export class LlmUsageMigration extends Migration {
  override up(): void {
    this.addSql(
      `create table "llm_usage" ("id" uuid not null, "account_id" uuid not null, "conversation_id" uuid not null, "turn_id" uuid not null, "step" int not null, "feature" varchar(20) not null, "model" varchar(120) not null, "outcome" varchar(20) null, "input_tokens" int not null default 0, "output_tokens" int not null default 0, "cost_micros" int not null default 0, "reserved_micros" int not null default 0, "reserved_until" timestamptz(3) null, "is_cached" boolean not null default false, "is_degraded" boolean not null default false, "duration_ms" int not null default 0, "created_at" timestamptz(3) not null default now(), primary key ("id"));`,
    );
    this.addSql(`create index "llm_usage_account_id_created_at_index" on "llm_usage" ("account_id", "created_at");`);
    this.addSql(`create index "llm_usage_conversation_id_index" on "llm_usage" ("conversation_id");`);
    this.addSql(`alter table "llm_usage" add constraint "llm_usage_cost_micros_check" check (cost_micros >= 0);`);
    this.addSql(
      `alter table "llm_usage" add constraint "llm_usage_reserved_micros_check" check (reserved_micros >= 0);`,
    );
    this.addSql(
      `create table "llm_generations" ("account_id" uuid not null, "generation" int not null default 1, primary key ("account_id"));`,
    );
    this.addSql(
      `alter table "llm_usage" add constraint "llm_usage_account_id_foreign" foreign key ("account_id") references "accounts" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "llm_generations" add constraint "llm_generations_account_id_foreign" foreign key ("account_id") references "accounts" ("id") on update cascade on delete cascade;`,
    );
    this.addSql(
      `create or replace function "accounts_accounts_forget_answers_fn"() returns trigger as $$ begin insert into llm_generations (account_id) values (new.id) on conflict (account_id) do update set generation = llm_generations.generation + 1; return null; end; $$ language plpgsql;`,
    );
    this.addSql(
      `create trigger "accounts_forget_answers" AFTER UPDATE on "accounts" for each ROW execute function "accounts_accounts_forget_answers_fn"();`,
    );
    this.addSql(
      `create or replace function "providers_providers_forget_answers_fn"() returns trigger as $$ begin insert into llm_generations (account_id) values (new.account_id) on conflict (account_id) do update set generation = llm_generations.generation + 1; return null; end; $$ language plpgsql;`,
    );
    this.addSql(
      `create trigger "providers_forget_answers" AFTER UPDATE on "providers" for each ROW execute function "providers_providers_forget_answers_fn"();`,
    );
    this.addSql(
      `create or replace function "service_requests_service_requests_forget_answers_fn"() returns trigger as $$ begin insert into llm_generations (account_id) values (new.consumer_id) on conflict (account_id) do update set generation = llm_generations.generation + 1; return null; end; $$ language plpgsql;`,
    );
    this.addSql(
      `create trigger "service_requests_forget_answers" AFTER INSERT OR UPDATE on "service_requests" for each ROW execute function "service_requests_service_requests_forget_answers_fn"();`,
    );
  }

  override down(): void {
    for (const table of ['accounts', 'providers', 'service_requests']) {
      this.addSql(`drop trigger "${table}_forget_answers" on "${table}";`);
      this.addSql(`drop function "${table}_${table}_forget_answers_fn"();`);
    }
    this.addSql(`drop table "llm_generations";`);
    this.addSql(`drop table "llm_usage";`);
  }
}
