import type { EntityManager } from '@mikro-orm/postgresql';
import { v5 as uuidv5, v7 as uuidv7 } from 'uuid';
import { WorkflowOutbox } from './entities/workflow-outbox.entity.ts';
import type { RunAttributes } from '#workflows/shared/attributes.ts';

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
  const { signal, input, attributes, ...rest } = entry;
  em.persist(
    em.create(WorkflowOutbox, {
      ...rest,
      id: signal ? uuidv7() : uuidv5(`start ${entry.workflowId}`, uuidv5.URL),
      input: { ...input },
      attributes: { ...attributes },
      signal: signal?.name ?? null,
      signalInput: signal ? { ...signal.input } : null,
    }),
  );
}
