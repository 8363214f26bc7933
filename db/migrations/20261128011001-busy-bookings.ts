import { Migration } from '@mikro-orm/migrations';

/** Calendars count work that is done, too; the index of the exclusion constraint holds live bookings only. */
export class BusyBookingsMigration extends Migration {
  override up(): void {
    this.addSql(
      `create index bookings_busy on bookings using gist (provider_id, tstzrange(scheduled_start, scheduled_end)) where status in ('confirmed', 'in_progress', 'completed');`,
    );
  }

  override down(): void {
    this.addSql(`drop index bookings_busy;`);
  }
}
