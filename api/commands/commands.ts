import { setTimeout as delay } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import {
  isGrpcServiceError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  type Client,
} from '@temporalio/client';
import type { UpdateDefinition } from '@temporalio/common';
import { Problem, unavailable } from '#api/http/problem.ts';
import { CommandPayload } from '#db/entities/command-payload.entity.ts';
import type { Orm } from '#db/transaction.ts';
import { bookingWorkflowId } from '#workflows/booking/messages.ts';
import { requestWorkflowId } from '#workflows/request/messages.ts';
import type { Command } from '#workflows/shared/command.ts';
import { whyClosed } from './closed.ts';
import { toRefusal } from './refusals.ts';
import { temporalIsSilent } from './silence.ts';

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

/** A command as a handler gives it; its id is made here unless the caller brings one. */
export type Given<Input extends Command> = Omit<Input, 'commandId'> & { commandId?: string };

/** Commands to the workflows that own requests and bookings. */
export interface Commands {
  /** Sends an update to the request's run; answers after the fact is committed, or throws a Problem. */
  onRequest<Answer, Input extends Command>(
    requestId: string,
    update: UpdateDefinition<Answer, [Input]>,
    input: Given<Input>,
  ): Promise<Answer>;
  /** As `onRequest`, for a booking. */
  onBooking<Answer, Input extends Command>(
    bookingId: string,
    update: UpdateDefinition<Answer, [Input]>,
    input: Given<Input>,
  ): Promise<Answer>;
  /** Puts aside what must not enter a history; the command carries the id. */
  keepPayload(payload: object): Promise<string>;
}

type Target = { kind: 'request' | 'booking'; id: string };

const NOT_STARTED_PAUSE_MS = 100;
const RESOURCE_EXHAUSTED = 8;

export function createCommands({ client, orm, deadlines }: CommandDependencies): Commands {
  return {
    onRequest: (id, update, input) => send({ kind: 'request', id }, update, input),
    onBooking: (id, update, input) => send({ kind: 'booking', id }, update, input),
    keepPayload,
  };

  async function keepPayload(payload: object): Promise<string> {
    const id = uuidv7();
    await orm.em.fork().insert(CommandPayload, { id, payload: { ...payload } });
    return id;
  }

  async function send<Answer, Input extends Command>(
    target: Target,
    update: UpdateDefinition<Answer, [Input]>,
    given: Given<Input>,
  ): Promise<Answer> {
    const input = { commandId: uuidv7(), ...given } as unknown as Input;
    const silence = new AbortController();
    try {
      return await Promise.race([
        untilAnswered(target, update, input),
        temporalIsSilent(client, deadlines.temporalDownDeadlineMs, silence.signal),
      ]);
    } catch (error) {
      const problem =
        error instanceof Problem ? error : unavailable('the command could not be carried out in time', error);
      if (problem.status < 500 && input.payloadId !== undefined) await dropPayload(input.payloadId);
      throw problem;
    } finally {
      silence.abort();
    }
  }

  /** Repeats only what has no effect yet: a run that is still to be started, or one with too many updates in flight. */
  async function untilAnswered<Answer, Input extends Command>(
    target: Target,
    update: UpdateDefinition<Answer, [Input]>,
    input: Input,
  ): Promise<Answer> {
    const deadline = Date.now() + deadlines.commandDeadlineMs;
    const workflowId = target.kind === 'request' ? requestWorkflowId(target.id) : bookingWorkflowId(target.id);
    const handle = client.workflow.getHandle(workflowId);
    for (;;) {
      try {
        const options = { args: [input] as [Input], updateId: input.commandId };
        return await client.withDeadline(deadline, () => handle.executeUpdate(update, options));
      } catch (error) {
        const refusal = await toProblem(target, error);
        if (refusal) throw refusal;
        if (Date.now() + NOT_STARTED_PAUSE_MS > deadline) throw unavailable('no worker has answered in time', error);
        await delay(NOT_STARTED_PAUSE_MS * (0.5 + Math.random()));
      }
    }
  }

  /** The problem that an error means, or nothing if asking again may help. */
  async function toProblem(target: Target, error: unknown): Promise<Problem | undefined> {
    const refusal = error instanceof WorkflowUpdateFailedError ? toRefusal(error) : undefined;
    if (refusal) return refusal;
    if (error instanceof WorkflowNotFoundError || error instanceof WorkflowUpdateFailedError) {
      return whyClosed(orm, target); // over, or not begun
    }
    if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) {
      return unavailable('no worker has answered in time', error);
    }
    if (isGrpcServiceError(error) && (error.code as number) === RESOURCE_EXHAUSTED) return undefined;
    return unavailable('the workflow service cannot be reached', error);
  }

  /** A refused command leaves its texts nowhere. */
  async function dropPayload(payloadId: string): Promise<void> {
    await orm.em
      .fork()
      .nativeDelete(CommandPayload, { id: payloadId })
      .catch(() => undefined); // the purge gets it
  }
}
