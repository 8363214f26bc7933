import type { Schema } from '#web/api/client.ts';
import type { DecisionType, Draft, DraftChanges } from './draft.ts';
import { FAILURE_WORDS } from './draft-words.ts';

type Task = Schema<'ChatTask'>;

/** What somebody has decided about a draft, and which draft they saw when they did. */
export interface Decision {
  readonly type: DecisionType;
  readonly seen: Draft;
  /** Of an edit. */
  readonly changes?: DraftChanges | undefined;
  readonly taskId: string;
}

/** How it stands with a draft and the last decision about it. */
export type Standing =
  | { readonly is: 'open' }
  /** The decision is being carried out. */
  | { readonly is: 'deciding'; readonly type: DecisionType }
  /** Nobody could carry it out; the draft waits as before. */
  | { readonly is: 'failed'; readonly reason: string }
  /** It was refused, for a reason that the answer says. */
  | { readonly is: 'refused' }
  /** The draft had changed before the decision arrived, so nothing was done; `changes` are those that were not saved. */
  | { readonly is: 'stale'; readonly seen: Draft; readonly changes?: DraftChanges | undefined }
  /** It is approved or dropped, and not shown any more. */
  | { readonly is: 'closed' };

/** The newest version of a draft that anybody has read: the conversation and the task are read one after the other. */
export function newestOf(draft: Draft, task: Task | undefined): Draft {
  const other = task?.drafts.find(({ id }) => id === draft.id);
  if (!other) return draft;
  return other.revision > draft.revision || other.status !== 'open' ? other : draft;
}

/** What came of a decision, by its task and by the draft as it is now. */
export function standingOf(draft: Draft, decision: Decision | undefined, task: Task | undefined): Standing {
  const now = newestOf(draft, task);
  if (now.status !== 'open') return { is: 'closed' };
  if (!decision) return { is: 'open' };
  const { type, seen, changes } = decision;
  if (!task || task.finishedAt === null) return { is: 'deciding', type };
  if (task.status === 'failed') return { is: 'failed', reason: FAILURE_WORDS[task.failure ?? 'unavailable'] };
  if (task.decision === 'stale') return { is: 'stale', seen, changes };
  const isAsItWas = now.revision === seen.revision;
  return { is: task.decision === 'refused' && isAsItWas ? 'refused' : 'open' };
}
