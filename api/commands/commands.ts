import type { UpdateDefinition } from '@temporalio/common';
import { Problem } from '#api/http/problem.ts';
import { CommandPayload } from '#db/entities/command-payload.entity.ts';
import { keepPayload } from '#db/payloads.ts';
import type { Command } from '#workflows/shared/command.ts';
import { createAsk, type CommandDependencies, type Target } from './ask.ts';
import { factOf, recordedAnswer } from './outcomes.ts';

/** A command as a handler gives it. */
export type Order<Input extends Command> = Input & {
  /** What must not enter a history: it is put aside, and the command carries its id. */
  readonly payload?: object | undefined;
};

/** Throws the Problem that the database already knows of. A command that is carried out is not held against it. */
export type Check = () => void | Promise<void>;

/**
 * Commands to the workflows that own requests, bookings and enrollments. One that is given again under its id has one effect, and gets
 * its success even where the state has moved on since: through itself, or after it.
 */
export interface Commands {
  /** Sends an update to the request's run; answers after the fact is committed, or throws a Problem. */
  onRequest<Answer, Input extends Command>(
    requestId: string,
    update: UpdateDefinition<Answer, [Input]>,
    order: Order<Input>,
    check?: Check,
  ): Promise<Answer>;
  /** As `onRequest`, for a booking. */
  onBooking<Answer, Input extends Command>(
    bookingId: string,
    update: UpdateDefinition<Answer, [Input]>,
    order: Order<Input>,
    check?: Check,
  ): Promise<Answer>;
  /** As `onRequest`, for an enrollment. */
  onEnrollment<Answer, Input extends Command>(
    enrollmentId: string,
    update: UpdateDefinition<Answer, [Input]>,
    order: Order<Input>,
    check?: Check,
  ): Promise<Answer>;
}

/** The sender of commands over a Temporal client and the database that holds their facts and payloads. */
export function createCommands(dependencies: CommandDependencies): Commands {
  const { orm } = dependencies;
  const ask = createAsk(dependencies);
  return {
    onRequest: (id, update, order, check) => send({ kind: 'request', id }, update, order, check),
    onBooking: (id, update, order, check) => send({ kind: 'booking', id }, update, order, check),
    onEnrollment: (id, update, order, check) => send({ kind: 'enrollment', id }, update, order, check),
  };

  async function send<Answer, Input extends Command>(
    target: Target,
    update: UpdateDefinition<Answer, [Input]>,
    order: Order<Input>,
    check?: Check,
  ): Promise<Answer> {
    try {
      await check?.();
      return await carryOut(target, update, order);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      // Whatever came in the way: an attempt before, or this one, may have done it.
      const recorded = await recordedAnswer<Answer>({ em: orm.em.fork() }, update.name, order.commandId);
      if (recorded) return recorded.answer;
      throw error;
    }
  }

  async function carryOut<Answer, Input extends Command>(
    target: Target,
    update: UpdateDefinition<Answer, [Input]>,
    { payload, ...input }: Order<Input>,
  ): Promise<Answer> {
    if (!payload) return ask(target, update, input as unknown as Input);
    const { commandId } = input;
    const kept = { commandId, fact: factOf(update.name, commandId), payload };
    const payloadId = await keepPayload({ em: orm.em.fork() }, kept);
    try {
      return await ask(target, update, { ...input, payloadId } as unknown as Input);
    } catch (error) {
      // What the run refused it will never do; after an outage it still may, and then it needs the payload.
      if (error instanceof Problem && error.code !== 'unavailable') await dropPayload(payloadId);
      throw error;
    }
  }

  /** A refused command leaves its texts nowhere. */
  async function dropPayload(payloadId: string): Promise<void> {
    await orm.em
      .fork()
      .nativeDelete(CommandPayload, { id: payloadId })
      .catch(() => undefined); // the purge gets it
  }
}
