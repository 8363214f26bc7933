import { ApplicationFailure } from '@temporalio/common';
import type { WorkflowUpdateFailedError } from '@temporalio/client';
import { isProblemCode } from '#contracts/problem.ts';
import { retryAfter } from '#api/shared/require-room.ts';
import { Problem } from '#api/http/problem.ts';

/** The problem that a workflow's refusal is to the caller; undefined when the run ended under the command. */
export function toRefusal({ cause }: WorkflowUpdateFailedError): Problem | undefined {
  if (!(cause instanceof ApplicationFailure) || cause.type == null) return undefined;
  if (!isProblemCode(cause.type)) return undefined;
  const info: unknown = cause.details?.[0];
  if (!isInfo(info)) return new Problem(cause.type, cause.message, { cause });
  return new Problem(cause.type, cause.message, { cause, info, headers: retryAfter(info, Date.now()) });
}

function isInfo(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
