import { Migration } from '@mikro-orm/migrations';

/** Hours of work that their provider changes, with a revision and the words for it; and what old calls of models have cost. */
export class AvailabilityMigration extends Migration {
  override up(): void {
    this.addSql(`alter table "providers" add "availability_revision" int not null default 1;`);
    this.addSql(`alter table "conversations" add "earlier_cost_micros" bigint not null default 0;`);
    this.addSql(`create index "llm_usage_created_at_index" on "llm_usage" ("created_at");`);
    for (const { table, column, before, added } of WORDS) this.check(table, column, [...before, added]);
  }

  override down(): void {
    for (const { table, column, before, added } of WORDS) {
      this.addSql(`delete from "${table}" where "${column}" = '${added}';`);
      this.check(table, column, before);
    }
    this.addSql(`drop index "llm_usage_created_at_index";`);
    this.addSql(`alter table "conversations" drop column "earlier_cost_micros";`);
    this.addSql(`alter table "providers" drop column "availability_revision";`);
  }

  private check(table: string, column: string, values: readonly string[]): void {
    const list = values.map((value) => `'${value}'`).join(', ');
    this.addSql(`alter table "${table}" drop constraint "${table}_${column}_check";`);
    this.addSql(`alter table "${table}" add constraint "${table}_${column}_check" check ("${column}" in (${list}));`);
  }
}

/** What the columns take before this migration, and the word that comes with it; entries of feeds go before their events. */
const WORDS = [
  {
    table: 'feed_entries',
    column: 'type',
    before: [
      'request:updated',
      'lead:new',
      'offer:new',
      'offer:updated',
      'booking:confirmed',
      'booking:updated',
      'review:requested',
      'enrollment:updated',
      'chat:response',
      'task:updated',
    ],
    added: 'provider:updated',
  },
  {
    table: 'events',
    column: 'aggregate',
    before: ['request', 'offer', 'booking', 'turn', 'enrollment', 'review'],
    added: 'provider',
  },
  {
    table: 'chat_drafts',
    column: 'kind',
    before: [
      'create_service_request',
      'update_request_details',
      'accept_offer',
      'cancel_request',
      'submit_offer',
      'submit_review',
      'update_enrollment',
      'submit_enrollment',
    ],
    added: 'update_availability',
  },
];
