import { ApplicationFailure } from '@temporalio/common';
import type { WorkflowUpdateFailedError } from '@temporalio/client';
import { isProblemCode } from '#contracts/problem.ts';
import { Problem } from '#api/http/problem.ts';

/** The problem that a workflow's refusal is to the caller; undefined when the run ended under the command. */
export function toRefusal({ cause }: WorkflowUpdateFailedError): Problem | undefined {
  if (!(cause instanceof ApplicationFailure) || cause.type == null) return undefined;
  return isProblemCode(cause.type) ? new Problem(cause.type, cause.message, { cause }) : undefined;
}
