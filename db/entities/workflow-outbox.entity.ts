import { defineEntity, p } from '@mikro-orm/core';

/** A workflow start or signal that was decided together with a fact and is carried out after its commit. */
export const WorkflowOutboxSchema = defineEntity({
  name: 'WorkflowOutbox',
  tableName: 'workflow_outbox',
  indexes: [
    { name: 'workflow_outbox_due', properties: ['nextAttemptAt', 'id'], where: 'done_at is null' },
    { name: 'workflow_outbox_done', properties: ['doneAt'], where: 'done_at is not null' },
  ],
  triggers: [
    {
      name: 'workflow_outbox_announce',
      timing: 'after',
      events: ['insert'],
      forEach: 'statement', // one notification however many rows a statement brings
      body: 'notify workflow_outbox; return null',
    },
  ],
  properties: {
    id: p.uuid().primary(),
    workflowType: p.string().length(80),
    workflowId: p.string().length(200),
    /** The workflow's input: ids and times only. */
    input: p.json<Record<string, unknown>>(),
    /** With a signal the workflow is started only if it does not run. */
    signal: p.string().length(80).nullable(),
    signalInput: p.json<Record<string, unknown>>().nullable(),
    /** What the run shows in lists and searches of the Temporal UI. */
    attributes: p.json<Record<string, string>>().default('{}'),
    summary: p.string().length(200).default(''),
    attempts: p.integer().default(0),
    lastError: p.text().nullable(),
    nextAttemptAt: p.datetime(3).defaultRaw('now()'),
    /** Set while a relay carries the row out; empty while the row waits for its next attempt. */
    claimedUntil: p.datetime(3).nullable(),
    doneAt: p.datetime(3).nullable(),
    createdAt: p.datetime(3).defaultRaw('now()'),
  },
});
export class WorkflowOutbox extends WorkflowOutboxSchema.class {}
WorkflowOutboxSchema.setClass(WorkflowOutbox);
