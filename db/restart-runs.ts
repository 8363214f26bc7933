import type { EntityManager } from '@mikro-orm/postgresql';
import { BLIND_PERIOD_MS, REVIEW_PERIOD_MS } from '#domain/reviews.ts';
import { BOOKING_WORKFLOW, bookingWorkflowId } from '#workflows/booking/messages.ts';
import { CONVERSATION_WORKFLOW, conversationWorkflowId } from '#workflows/chat/messages.ts';
import { ENROLLMENT_WORKFLOW, enrollmentWorkflowId } from '#workflows/enrollment/messages.ts';
import { REGISTRATION_WORKFLOW, registrationWorkflowId } from '#workflows/registration/messages.ts';
import { REQUEST_WORKFLOW, requestWorkflowId } from '#workflows/request/messages.ts';
import type { RunAttributes } from '#workflows/shared/attributes.ts';
import type { Log } from '#platform/logger.ts';
import { createOrm } from './orm.ts';
import { reorderWorkflows, type OutboxEntry } from './outbox.ts';
import { inTransaction } from './transaction.ts';

/** A row whose life goes on, as its run needs it. */
interface Row {
  id: string;
  attributes: RunAttributes;
  summary: string;
  input?: object;
  signal?: { name: string; input: object };
}

interface Kind {
  readonly workflowType: string;
  readonly workflowId: (id: string) => string;
  readonly inputOf: (row: Row) => object;
  /** Selects `id`, `attributes`, `summary` and, where they are needed, `input` and `signal`. */
  readonly rows: string;
  readonly params?: readonly unknown[];
}

const REQUEST = `json_build_object('kind', 'request', 'status', r.status, 'category', r.category, 'city', r.city,
  'consumerId', r.consumer_id)`;

const KINDS: readonly Kind[] = [
  {
    workflowType: REQUEST_WORKFLOW,
    workflowId: requestWorkflowId,
    inputOf: ({ id }) => ({ requestId: id }),
    rows: `select r.id, ${REQUEST} as attributes, r.service_type || ' in ' || r.city as summary
           from service_requests r where r.status in ('pending', 'matching', 'offers_received')`,
  },
  {
    // Booked, and the booking is cancelled: its run had not got to that yet.
    workflowType: REQUEST_WORKFLOW,
    workflowId: requestWorkflowId,
    inputOf: ({ id }) => ({ requestId: id }),
    rows: `select r.id, ${REQUEST} as attributes, r.service_type || ' in ' || r.city as summary,
             json_build_object('name', 'bookingLost', 'input',
               json_build_object('bookingId', b.id, 'by', b.cancelled_by)) as signal
           from service_requests r join bookings b on b.request_id = r.id and b.offer_id = r.selected_offer_id
           where r.status = 'booked' and b.status = 'cancelled'`,
  },
  {
    workflowType: BOOKING_WORKFLOW,
    workflowId: bookingWorkflowId,
    inputOf: ({ id }) => ({ bookingId: id }),
    // Completed ones as long as they can be reviewed, or have a review that has not appeared.
    rows: `select b.id, r.service_type || ' in ' || r.city as summary,
             json_build_object('kind', 'booking', 'status', b.status, 'category', r.category, 'city', r.city,
               'consumerId', b.consumer_id, 'providerId', b.provider_id) as attributes
           from bookings b join service_requests r on r.id = b.request_id
           where b.status in ('confirmed', 'in_progress') or (b.status = 'completed' and (
             b.completed_at > now() - ? * interval '1 millisecond'
             or exists (select from reviews v where v.booking_id = b.id and v.published_at is null)))`,
    params: [REVIEW_PERIOD_MS + BLIND_PERIOD_MS],
  },
  {
    workflowType: ENROLLMENT_WORKFLOW,
    workflowId: enrollmentWorkflowId,
    inputOf: ({ id }) => ({ enrollmentId: id }),
    rows: `select e.id, 'an enrollment' as summary,
             json_build_object('kind', 'enrollment', 'status', e.status, 'consumerId', e.account_id) as attributes
           from enrollments e where e.status <> 'verified'`,
  },
  {
    workflowType: CONVERSATION_WORKFLOW,
    workflowId: conversationWorkflowId,
    inputOf: ({ id }) => ({ conversationId: id }),
    rows: `select c.id, 'a conversation' as summary,
             json_build_object('kind', 'chat', 'status', 'open', 'consumerId', c.account_id) as attributes,
             json_build_object('name', 'turnAdded', 'input', json_build_object('turnId', t.id)) as signal
           from conversations c cross join lateral (
             select id from chat_turns where conversation_id = c.id and status in ('queued', 'running')
             order by seq limit 1) t`,
  },
  {
    workflowType: REGISTRATION_WORKFLOW,
    workflowId: registrationWorkflowId,
    inputOf: ({ id, input }) => ({ registrationId: id, ...input }),
    rows: `select g.id, 'a registration' as summary,
             json_build_object('kind', 'registration', 'status', 'pending') as attributes,
             json_build_object('expiresAtMs', floor(extract(epoch from g.expires_at) * 1000)) as input
           from registrations g`,
  },
];

/**
 * For a Temporal that has lost its runs: orders one for every row whose life goes on. A run loads its state from its rows,
 * so it goes on where they stand. To be called in a transaction; given again, it orders the same again, and a run that is
 * there is recognised by its id. Answers how many were ordered.
 */
export async function restartRuns(em: EntityManager): Promise<number> {
  let ordered = 0;
  for (const { workflowType, workflowId, inputOf, rows, params = [] } of KINDS) {
    const found: Row[] = await em.execute(rows, [...params]);
    const entries = found.map((row): OutboxEntry => {
      const { id, attributes, summary, signal } = row;
      return {
        workflowType,
        workflowId: workflowId(id),
        input: inputOf(row),
        attributes,
        summary,
        ...(signal && { signal }),
      };
    });
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
