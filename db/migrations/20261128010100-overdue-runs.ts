import { Migration } from '@mikro-orm/migrations';

/** What a run should have done by now is found without reading what is over. */
export class OverdueRunsMigration extends Migration {
  override up(): void {
    this.addSql(
      `create index "service_requests_open" on "service_requests" ("expires_at") where status in ('pending', 'matching', 'offers_received');`,
    );
    this.addSql(`create index "offers_open" on "offers" ("expires_at") where status = 'pending';`);
    this.addSql(
      `create index "bookings_live" on "bookings" ("scheduled_end") where status in ('confirmed', 'in_progress');`,
    );
    this.addSql(`create index "enrollments_unchecked" on "enrollments" ("submitted_at") where status = 'pending';`);
  }

  override down(): void {
    this.addSql(`drop index "enrollments_unchecked";`);
    this.addSql(`drop index "bookings_live";`);
    this.addSql(`drop index "offers_open";`);
    this.addSql(`drop index "service_requests_open";`);
  }
}
