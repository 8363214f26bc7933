import { z } from 'zod';
import { OVERDUE_EVENTS, RUN_KINDS } from '#domain/overdue.ts';
import { Instant } from './common.ts';
import { pageOf } from './page.ts';

const count = z.int().nonnegative();

export const DESK_EXAMPLE = {
  enrollments: { waiting: 3, late: 1, nextDecideBy: '2026-03-02T09:00:00.000Z' },
  overdueRuns: { total: 2, oldestAt: '2026-03-02T07:30:00.000Z' },
  outbox: { pending: 0, oldestAt: null },
  suspendedAccounts: 4,
};

/** How much waits for an operator. */
export const Desk = z
  .strictObject({
    enrollments: z.strictObject({
      waiting: count.meta({ description: 'How many an operator has to decide.' }),
      late: count.meta({ description: 'How many of them should be decided by now.' }),
      nextDecideBy: Instant.nullable().meta({ description: 'Until when the first of them should be decided.' }),
    }),
    overdueRuns: z.strictObject({
      total: count.meta({ description: 'Runs that should have gone on by themselves by now.' }),
      oldestAt: Instant.nullable().meta({ description: 'When the first of them should have gone on.' }),
    }),
    outbox: z.strictObject({
      pending: count.meta({ description: 'Workflow starts and signals that are not carried out yet.' }),
      oldestAt: Instant.nullable().meta({ description: 'Since when the oldest waits.' }),
    }),
    suspendedAccounts: count,
  })
  .meta({ id: 'Desk', examples: [DESK_EXAMPLE] });

const LinksToWorkflow = z
  .strictObject({
    workflow: z.string().optional().meta({ description: 'The run in the Temporal UI, if one is known.' }),
  })
  .meta({ id: 'LinksToWorkflow' });

export const OVERDUE_RUN_EXAMPLE = {
  kind: 'booking' as const,
  aggregateId: '01970e3c-5f5e-7c1a-9d2b-3f4e5a6b7c8d',
  workflowId: 'booking/01970e3c-5f5e-7c1a-9d2b-3f4e5a6b7c8d',
  expected: 'to_complete' as const,
  dueAt: '2026-03-02T07:30:00.000Z',
  links: {},
};

/** A run that should have gone on by itself. */
export const OverdueRun = z
  .strictObject({
    kind: z.enum(RUN_KINDS),
    aggregateId: z.uuid().meta({ description: 'The request, booking, enrollment or conversation that the run owns.' }),
    workflowId: z.string(),
    expected: z.enum(OVERDUE_EVENTS).meta({
      description:
        '`to_start`: it was never started. `to_expire`: its request is past its time. `to_expire_offer`: one of its offers is. ' +
        '`to_complete`: its booking has ended. `to_check`: its enrollment was submitted. `to_answer`: a message waits.',
    }),
    dueAt: Instant.meta({ description: 'When it should have happened.' }),
    links: LinksToWorkflow,
  })
  .meta({ id: 'OverdueRun', examples: [OVERDUE_RUN_EXAMPLE] });
export const OverdueRunPage = pageOf(OverdueRun, 'OverdueRunPage');

export const OUTBOX_ENTRY_EXAMPLE = {
  id: '01970e40-7788-79aa-8bcc-ddeeff001122',
  workflowType: 'requestWorkflow',
  workflowId: 'request/01970e3c-5f5e-7c1a-9d2b-3f4e5a6b7c8d',
  signal: null,
  attempts: 7,
  lastError: 'ServiceError: UNAVAILABLE',
  createdAt: '2026-03-02T08:00:00.000Z',
  nextAttemptAt: '2026-03-02T08:01:30.000Z',
  links: {},
};

/** A workflow start or signal that is not carried out yet. */
export const OutboxEntry = z
  .strictObject({
    id: z.uuid(),
    workflowType: z.string(),
    workflowId: z.string(),
    signal: z.string().nullable().meta({ description: 'Null for a start.' }),
    attempts: count,
    lastError: z.string().nullable().meta({ description: 'What the last attempt failed with, by its kind.' }),
    createdAt: Instant,
    nextAttemptAt: Instant,
    links: LinksToWorkflow,
  })
  .meta({ id: 'OutboxEntry', examples: [OUTBOX_ENTRY_EXAMPLE] });
export const OutboxPage = pageOf(OutboxEntry, 'OutboxPage');
