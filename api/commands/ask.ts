import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import {
  isGrpcServiceError,
  ServiceError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  type Client,
} from '@temporalio/client';
import type { UpdateDefinition } from '@temporalio/common';
import { Problem, unavailable } from '#api/http/problem.ts';
import type { Orm } from '#db/transaction.ts';
import { FAULT } from '#domain/faults.ts';
import { bookingWorkflowId } from '#workflows/booking/messages.ts';
import { enrollmentWorkflowId } from '#workflows/enrollment/messages.ts';
import { requestWorkflowId } from '#workflows/request/messages.ts';
import type { Command } from '#workflows/shared/command.ts';
import { whyClosed } from './closed.ts';
import { toRefusal } from './refusals.ts';
import { temporalIsSilent } from './silence.ts';
import { whyStuck } from './stuck.ts';

/** What commands are sent with. */
export interface CommandDependencies {
  client: Client;
  orm: Orm;
  deadlines: {
    /** How long a command may wait for a worker. */
    commandDeadlineMs: number;
    /** How long it may wait for a Temporal that does not answer at all. */
    temporalDownDeadlineMs: number;
  };
}

/** Whose run a command is for. */
export interface Target {
  readonly kind: 'request' | 'booking' | 'enrollment';
  readonly id: string;
}

const RUN_OF: Readonly<Record<Target['kind'], (id: string) => string>> = {
  request: requestWorkflowId,
  booking: bookingWorkflowId,
  enrollment: enrollmentWorkflowId,
};
const NOT_STARTED_PAUSE_MS = 100;
const RESOURCE_EXHAUSTED = 8;
const FAILED_PRECONDITION = 9;
const UNAVAILABLE = 14;

/** A run takes ten updates at a time, and gives back those that it had not begun when it ended. */
function isForLater(error: unknown): boolean {
  const said = error instanceof ServiceError ? error.cause : error; // the SDK wraps what the server said
  if (!isGrpcServiceError(said)) return false;
  const code: number = said.code;
  return code === RESOURCE_EXHAUSTED || (code === UNAVAILABLE && said.details.includes('aborted'));
}

/** The server gives an update back when the run's workflow task has failed several times in a row. */
function isNotReady(error: unknown): boolean {
  const said = error instanceof ServiceError ? error.cause : error;
  return isGrpcServiceError(said) && (said.code as number) === FAILED_PRECONDITION;
}

/**
 * Makes the function that sends a command to its run under the command's id and waits for the answer, within the
 * deadlines. It throws Problems only: a refusal of the run, or `unavailable`, which leaves open what becomes of it.
 */
export function createAsk({ client, orm, deadlines }: CommandDependencies) {
  return ask;

  async function ask<Answer, Input extends Command>(
    target: Target,
    update: UpdateDefinition<Answer, [Input]>,
    input: Input,
  ): Promise<Answer> {
    const silence = new AbortController();
    try {
      return await Promise.race([
        untilAnswered(target, update, input),
        temporalIsSilent(client, deadlines.temporalDownDeadlineMs, silence.signal),
      ]);
    } catch (error) {
      throw error instanceof Problem ? error : unavailable('the command could not be carried out in time', error);
    } finally {
      silence.abort();
    }
  }

  /**
   * Repeats only what has no effect yet: a run that is still to be started, or one with too many updates in flight. A fault is
   * no decision, but Temporal answers with it for as long as the run remembers the update; so the command is then sent once
   * more under an update id of its own. Facts are keyed by the command, so even two of these updates have one effect.
   */
  async function untilAnswered<Answer, Input extends Command>(
    target: Target,
    update: UpdateDefinition<Answer, [Input]>,
    input: Input,
  ): Promise<Answer> {
    const deadline = Date.now() + deadlines.commandDeadlineMs;
    const workflowId = RUN_OF[target.kind](target.id);
    const handle = client.workflow.getHandle(workflowId);
    let updateId = input.commandId;
    for (;;) {
      try {
        const options = { args: [input] as [Input], updateId };
        return await client.withDeadline(deadline, () => handle.executeUpdate(update, options));
      } catch (error) {
        const refusal = await toProblem(target, update.name, error);
        if (refusal?.code === FAULT && updateId === input.commandId) {
          updateId = `${input.commandId} ${randomUUID()}`;
          continue;
        }
        if (refusal) throw refusal;
        if (Date.now() + NOT_STARTED_PAUSE_MS > deadline) throw unavailable('no worker has answered in time', error);
        await delay(NOT_STARTED_PAUSE_MS * (0.5 + Math.random()));
      }
    }
  }

  /** The problem that an error means, or nothing if asking again may help. */
  async function toProblem(target: Target, update: string, error: unknown): Promise<Problem | undefined> {
    const refusal = error instanceof WorkflowUpdateFailedError ? toRefusal(error) : undefined;
    if (refusal) return refusal;
    if (error instanceof WorkflowNotFoundError || error instanceof WorkflowUpdateFailedError) {
      return whyClosed(orm, target, update); // over, or not begun
    }
    if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) {
      const stuck = await whyStuck(client, RUN_OF[target.kind](target.id));
      return stuck ?? unavailable('no worker has answered in time', error);
    }
    if (isForLater(error)) return undefined;
    const stuck = isNotReady(error) ? await whyStuck(client, RUN_OF[target.kind](target.id)) : undefined;
    return stuck ?? unavailable('the workflow service cannot be reached', error);
  }
}
