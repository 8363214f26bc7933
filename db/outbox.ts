import type { EntityManager } from '@mikro-orm/postgresql';
import { v5 as uuidv5, v7 as uuidv7 } from 'uuid';
import { WorkflowOutbox } from './entities/workflow-outbox.entity.ts';
import type { RunAttributes } from '#workflows/shared/attributes.ts';

/** Rows in one statement; Postgres takes 65,535 parameters. */
const BATCH = 1_000;

/** A start, or a signal that starts the workflow if it does not run. */
export interface OutboxEntry {
  workflowType: string;
  workflowId: string;
  input: object;
  signal?: { name: string; input: object };
  attributes: RunAttributes;
  /** One line for the list of runs; no personal text. */
  summary: string;
}

/** Adds an entry to the transaction at hand; a relay carries it out after the commit. */
export function enqueueWorkflow(em: EntityManager, entry: OutboxEntry): void {
  em.persist(em.create(WorkflowOutbox, toRow(entry)));
}

/** Adds many entries at once, and has a start that was carried out before carried out again: at once, by any clock. */
export async function reorderWorkflows(em: EntityManager, entries: readonly OutboxEntry[]): Promise<void> {
  for (let from = 0; from < entries.length; from += BATCH) {
    const due = { attempts: 0, lastError: null, nextAttemptAt: new Date(0), doneAt: null };
    const rows = entries.slice(from, from + BATCH).map((entry) => ({ ...toRow(entry), ...due }));
    await em.upsertMany(WorkflowOutbox, rows, { onConflictFields: ['id'], onConflictAction: 'merge' });
  }
}

/**
 * The same as a part of a statement that writes the fact itself: adds the entry for a row of `source`, which is a name of
 * ours. Worth it where a caller waits for the fact: then it takes one way to the database and needs no transaction around.
 */
export function enqueueFrom(source: string, entry: OutboxEntry): { readonly sql: string; readonly params: unknown[] } {
  const { id, workflowType, workflowId, input, signal, signalInput, attributes, summary } = toRow(entry);
  return {
    sql: `insert into workflow_outbox (id, workflow_type, workflow_id, input, signal, signal_input, attributes, summary)
          select ?::uuid, ?, ?, ?::jsonb, ?, ?::jsonb, ?::jsonb, ? from ${source}`,
    params: [
      id,
      workflowType,
      workflowId,
      JSON.stringify(input),
      signal,
      signalInput && JSON.stringify(signalInput),
      JSON.stringify(attributes),
      summary,
    ],
  };
}

/** Temporal refuses a start whose summary has more than 400 bytes, and an encrypted one is longer than it was. */
const MAX_SUMMARY_BYTES = 200;

/** The beginning of a text that has at most so many bytes of UTF-8, without half a character at its end. */
export function cutToBytes(text: string, maxBytes: number): string {
  if (Buffer.byteLength(text) <= maxBytes) return text;
  let bytes = 0;
  let cut = '';
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > maxBytes) break;
    cut += character;
  }
  return cut;
}

function toRow({ signal, input, attributes, summary, ...rest }: OutboxEntry) {
  return {
    ...rest,
    summary: cutToBytes(summary, MAX_SUMMARY_BYTES),
    id: signal ? uuidv7() : uuidv5(`start ${rest.workflowId}`, uuidv5.URL),
    input: { ...input },
    attributes: { ...attributes },
    signal: signal?.name ?? null,
    signalInput: signal ? { ...signal.input } : null,
  };
}
