import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { unauthenticated } from '#api/http/auth.ts';
import type { Orm } from '#db/transaction.ts';
import { sqlStateOf } from '#platform/outages.ts';

/** A call that its sender named, so that it may come again. */
export interface NamedCall {
  readonly accountId: string;
  readonly operationId: string;
  readonly key: string;
  /** Of what is asked for: another one under the same key is another call. */
  readonly fingerprint: string;
}

/** The right to carry a call out and to say how it went; it lasts as long as the lease. */
export interface Ticket {
  /** The same for every attempt of this call. */
  readonly commandId: string;
  /** Names this attempt alone. */
  readonly holder: string;
}

/** An answer as it is kept. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** What is known of a call that this attempt may not carry out: it is done, it is under way, or the key named another. */
export type Known =
  | { readonly kind: 'answered'; readonly commandId: string; readonly answer: KeptAnswer }
  | { readonly kind: 'in_flight' }
  | { readonly kind: 'other_call' };

/** What a call finds when it comes. */
export type Standing = { readonly kind: 'granted'; readonly ticket: Ticket } | Known;

interface StoreOptions {
  readonly orm: Orm;
  /** How long a call is remembered, from its first attempt on. */
  readonly ttlMs: number;
  /** How long an attempt is thought to be alive: longer than any call takes. */
  readonly leaseMs: number;
}

interface KeyRow {
  readonly commandId: string;
  readonly fingerprint: string;
  readonly status: number | null;
  readonly headers: Record<string, string> | null;
  readonly body: string | null;
}

/** The column holds milliseconds and would round up: a call that was given back must be free for the very next one. */
const THIS_INSTANT = `date_trunc('milliseconds', now())`;

const FOREIGN_KEY_VIOLATION = '23503';

/**
 * One statement, so that of all who come at once one gets the row. A conflict is taken over when no attempt is alive and
 * either the same call has no answer yet, which keeps its command, or the old call is forgotten, which begins anew.
 */
const TAKE = `
  insert into idempotency_keys as k
    (command_id, account_id, operation_id, key, fingerprint, holder, locked_until, expires_at)
  values (?, ?, ?, ?, ?, ?, now() + make_interval(secs => ?::float8 / 1000), now() + make_interval(secs => ?::float8 / 1000))
  on conflict (account_id, operation_id, key) do update set
    command_id = case when k.expires_at <= now() then excluded.command_id else k.command_id end,
    fingerprint = excluded.fingerprint,
    holder = excluded.holder,
    locked_until = excluded.locked_until,
    answer_status = null, answer_headers = null, answer_body = null,
    expires_at = case when k.expires_at <= now() then excluded.expires_at else k.expires_at end,
    created_at = case when k.expires_at <= now() then excluded.created_at else k.created_at end
  where k.locked_until <= now()
    and (k.expires_at <= now() or (k.answer_status is null and k.fingerprint = excluded.fingerprint))
  returning command_id as "commandId"`;

/** The calls with an Idempotency-Key, in Postgres and by its clock: any number of processes see the same. */
export function createIdempotencyStore({ orm, ttlMs, leaseMs }: StoreOptions) {
  return { claim, keep, release };

  /**
   * Lets one attempt at a time have the call. One that never answered (its process was killed, or it met an outage) is
   * followed by an attempt with the same command id; after the call is forgotten the key begins a new one.
   */
  async function claim(call: NamedCall): Promise<Standing> {
    for (;;) {
      const ticket = await take(call);
      if (ticket) return { kind: 'granted', ticket };
      const row = await find(call);
      if (row) return standingOf(row, call);
    } // it was purged in between: it is free
  }

  /** Keeps the answer of the attempt that holds the call; answers with the standing one if that is another's. */
  async function keep(call: NamedCall, ticket: Ticket, answer: KeptAnswer): Promise<Known> {
    const kept: unknown[] = await orm.em.fork().execute(
      `update idempotency_keys
       set answer_status = ?, answer_headers = ?::jsonb, answer_body = ?, locked_until = ${THIS_INSTANT}
       where command_id = ? and holder = ? and answer_status is null returning 1 as kept`,
      [answer.status, JSON.stringify(answer.headers), answer.body ?? null, ticket.commandId, ticket.holder],
    );
    const row = kept.length > 0 ? undefined : await find(call);
    return row ? standingOf(row, call) : { kind: 'answered', commandId: ticket.commandId, answer };
  }

  /** Gives the call back without an answer; the next attempt need not wait for the lease to end. */
  async function release({ commandId, holder }: Ticket): Promise<void> {
    await orm.em
      .fork()
      .execute(`update idempotency_keys set locked_until = ${THIS_INSTANT} where command_id = ? and holder = ?`, [
        commandId,
        holder,
      ]);
  }

  async function take({ accountId, operationId, key, fingerprint }: NamedCall): Promise<Ticket | undefined> {
    const holder = randomUUID();
    try {
      const [taken]: { commandId: string }[] = await orm.em
        .fork()
        .execute(TAKE, [uuidv7(), accountId, operationId, key, fingerprint, holder, leaseMs, ttlMs]);
      return taken && { commandId: taken.commandId, holder };
    } catch (error) {
      if (sqlStateOf(error) !== FOREIGN_KEY_VIOLATION) throw error;
      throw unauthenticated('the account of this token is suspended or gone', 'invalid_token', error);
    }
  }

  async function find({ accountId, operationId, key }: NamedCall): Promise<KeyRow | undefined> {
    const [row]: KeyRow[] = await orm.em.fork().execute(
      `select command_id as "commandId", fingerprint, answer_status as status, answer_headers as headers, answer_body as body
       from idempotency_keys where account_id = ? and operation_id = ? and key = ?`,
      [accountId, operationId, key],
    );
    return row;
  }
}

/** The memory of calls that may come again. */
export type IdempotencyStore = ReturnType<typeof createIdempotencyStore>;

function standingOf({ commandId, fingerprint, status, headers, body }: KeyRow, call: NamedCall): Known {
  if (fingerprint !== call.fingerprint) return { kind: 'other_call' };
  if (status === null) return { kind: 'in_flight' };
  return { kind: 'answered', commandId, answer: { status, headers: headers ?? {}, body: body ?? undefined } };
}
