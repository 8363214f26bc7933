import type { EntityManager } from '@mikro-orm/postgresql';
import { BLIND_PERIOD_MS, REVIEW_PERIOD_MS } from '#domain/reviews.ts';
import { turnAdded } from '#workflows/chat/messages.ts';
import type { BookingLost } from '#workflows/request/messages.ts';
import type { Log } from '#platform/logger.ts';
import { createOrm } from './orm.ts';
import { reorderWorkflows, type OutboxEntry } from './outbox.ts';
import { requestRun, type RequestOfRun } from './request-runs.ts';
import {
  bookingRun,
  conversationRun,
  enrollmentRun,
  registrationRun,
  type BookingOfRun,
  type RegistrationOfRun,
} from './run-orders.ts';
import { inTransaction } from './transaction.ts';

/** Rows whose life goes on, and the run that each of them needs. */
interface Kind<Row> {
  readonly rows: string;
  readonly params?: readonly unknown[];
  readonly order: (row: Row) => OutboxEntry;
}

/** The kinds differ in their rows, which only their own function sees. */
const kind = <Row>(each: Kind<Row>): Kind<never> => each;

const WORK = `r.category, r.service_type as "serviceType", r.city, r.consumer_id as "consumerId"`;

const KINDS: readonly Kind<never>[] = [
  kind({
    rows: `select r.id, r.status, ${WORK} from service_requests r
           where r.status in ('pending', 'matching', 'offers_received')`,
    order: (request: RequestOfRun) => requestRun(request),
  }),
  kind({
    // Booked, and the booking is cancelled: its run had not got to that yet.
    rows: `select r.id, r.status, ${WORK}, b.id as "bookingId", b.cancelled_by as "by"
           from service_requests r join bookings b on b.request_id = r.id and b.offer_id = r.selected_offer_id
           where r.status = 'booked' and b.status = 'cancelled'`,
    order: ({ bookingId, by, ...request }: RequestOfRun & BookingLost) =>
      requestRun(request, { name: 'bookingLost', input: { bookingId, by }, because: 'its booking was lost' }),
  }),
  kind({
    // Completed ones as long as they can be reviewed, or have a review that has not appeared.
    rows: `select b.id, b.status, ${WORK}, b.provider_id as "providerId", b.scheduled_start as "start"
           from bookings b join service_requests r on r.id = b.request_id
           where b.status in ('confirmed', 'in_progress') or (b.status = 'completed' and (
             b.completed_at > now() - ? * interval '1 millisecond'
             or exists (select from reviews v where v.booking_id = b.id and v.published_at is null)))`,
    params: [REVIEW_PERIOD_MS + BLIND_PERIOD_MS],
    order: ({ start, ...booking }: BookingOfRun) => bookingRun({ ...booking, start: new Date(start).toISOString() }),
  }),
  kind({
    rows: `select e.id, e.status, e.account_id as "consumerId" from enrollments e where e.status <> 'verified'`,
    order: enrollmentRun,
  }),
  kind({
    rows: `select c.id, c.account_id as "consumerId", t.id as "turnId"
           from conversations c cross join lateral (
             select id from chat_turns where conversation_id = c.id and status in ('queued', 'running')
             order by seq limit 1) t`,
    order: ({ turnId, ...conversation }: { id: string; consumerId: string; turnId: string }) =>
      conversationRun(conversation, { name: turnAdded.name, input: { turnId } }),
  }),
  kind({
    rows: `select g.id, g.purpose, floor(extract(epoch from g.expires_at) * 1000)::float8 as "expiresAtMs"
           from registrations g`,
    order: (registration: Omit<RegistrationOfRun, 'status'>) => registrationRun({ ...registration, status: 'pending' }),
  }),
];

/**
 * For a Temporal that has lost its runs: orders one for every row whose life goes on. A run loads its state from its rows,
 * so it goes on where they stand. To be called in a transaction; given again, it orders the same again, and a run that is
 * there is recognised by its id. Answers how many were ordered.
 */
export async function restartRuns(em: EntityManager): Promise<number> {
  let ordered = 0;
  for (const { rows, params = [], order } of KINDS) {
    const found: never[] = await em.execute(rows, [...params]);
    const entries = found.map((row) => order(row));
    await reorderWorkflows(em, entries);
    ordered += entries.length;
  }
  return ordered;
}

/** The same with a connection of its own, in one transaction. */
export async function restartLostRuns(databaseUrl: string, log: Log): Promise<void> {
  const orm = await createOrm({ url: databaseUrl, poolMax: 1 });
  try {
    const runs = await inTransaction(orm, restartRuns);
    if (runs > 0) log.info({ runs }, 'Temporal knew no runs: they are started again from the database');
  } finally {
    await orm.close();
  }
}
