import { v7 as uuidv7 } from 'uuid';
import type { IdempotencyStore, KeptAnswer, Known, NamedCall, Ticket } from '#api/idempotency/store.ts';
import type { Answer } from './answer.ts';
import { fingerprintOf, readIdempotencyKey, refuseMissingKey, REPLAYED_HEADER } from './idempotency-key.ts';
import type { KernelContext, Once } from './pipeline.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';

/** A call that is under way is over in a moment; one whose process died, when its lease ends. */
const IN_FLIGHT_RETRY_SECONDS = 1;

/**
 * Gives each route that takes an Idempotency-Key what makes a repeated call one call: the first answer is kept and given
 * again byte for byte. An attempt that met an outage leaves the key free and its command id to the next attempt.
 */
export function createOnceFor(store: IdempotencyStore): (route: Route) => Once | undefined {
  return ({ operationId, idempotency }) => {
    if (idempotency === 'none') return undefined;
    return async function once(ctx, { actor, ...asked }, work) {
      const key = readIdempotencyKey(ctx.req) ?? (idempotency === 'required' ? refuseMissingKey() : undefined);
      if (key === undefined) return work(uuidv7());
      const call = { accountId: actor.id, operationId, key, fingerprint: fingerprintOf(asked) };
      const standing = await store.claim(call);
      return standing.kind === 'granted' ? attempt(call, standing.ticket) : replay(ctx, standing);

      async function attempt(named: NamedCall, ticket: Ticket): Promise<Answer> {
        let answer: Answer;
        try {
          answer = await work(ticket.commandId);
        } catch (error) {
          await store.release(ticket).catch(() => undefined); // its lease runs out by itself
          throw error;
        }
        const kept = toKept(answer);
        const now = await store.keep(named, ticket, kept);
        return now.kind === 'answered' && now.answer === kept ? answer : replay(ctx, now);
      }
    };
  };
}

/** The command of a kept answer is noted on the call, so that its effect can be noted even now. */
function replay(ctx: KernelContext, standing: Known): Answer {
  switch (standing.kind) {
    case 'answered': {
      ctx.state.commandId = standing.commandId;
      const { status, headers, body } = standing.answer;
      return { status, headers: { ...headers, [REPLAYED_HEADER]: 'true' }, body };
    }
    case 'other_call':
      throw new Problem('idempotency_key_reused', 'the key was used for a call that asked for something else');
    case 'in_flight':
      throw new Problem('idempotency_in_flight', 'a call with this key has not been answered yet', {
        headers: { 'Retry-After': String(IN_FLIGHT_RETRY_SECONDS) },
      });
  }
}

function toKept({ status, headers, body }: Answer): KeptAnswer {
  if (body !== undefined && typeof body !== 'string') throw new TypeError('only answers in text can be kept');
  return { status, headers, body };
}
