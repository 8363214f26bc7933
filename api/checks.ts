import type { Client } from '@temporalio/client';
import type { Orm } from '#db/orm.ts';
import { inTransaction } from '#db/transaction.ts';
import type { SharedRedis } from '#platform/redis.ts';
import { probeTemporal } from '#platform/temporal/probe.ts';
import { ensureSearchAttributes } from '#platform/temporal/search-attributes.ts';
import type { ReadinessCheck } from './http/readiness.ts';
import { backlog } from './outbox/claims.ts';
import { createWriteProbe, type WriteProbe } from './write-probe.ts';
import { overdueRuns, type OverdueRuns } from './overdue/overdue.queries.ts';

const STUCK_SECONDS = 60;
/** From this age on, starts that Temporal did not take say that it cannot write, whatever it answers. */
const UNTAKEN_SECONDS = 15;
const PROBE_MS = 1_500;
/** No transaction takes so long: the server's own timeouts end it before. */
const HELD_TOO_LONG_MS = 20_000;

interface Dependencies {
  readonly orm: Orm;
  readonly client: Client;
  readonly redis: SharedRedis | undefined;
  readonly timers: { readonly autoCompleteMs: number };
  readonly writeProbe?: WriteProbe;
}

/** What the API depends on. Only Postgres is required: without Temporal it still takes requests and serves reads. */
export function dependencyChecks({ orm, client, redis, timers, writeProbe }: Dependencies): ReadinessCheck[] {
  return [
    { name: 'postgres', required: true, check: () => postgresTakesTransactions(orm) },
    { name: 'temporal', required: false, check: temporalCheck(client, orm, writeProbe) },
    {
      name: 'outbox',
      required: false,
      check: async () => {
        const { pending, oldestSeconds } = await backlog(orm);
        if (oldestSeconds > STUCK_SECONDS) throw new Error(`${pending} workflow starts wait, the oldest for long`);
        return `${pending} waiting`;
      },
    },
    {
      name: 'runs',
      required: false,
      check: async () => {
        const overdue = await overdueRuns(orm, timers);
        if (overdue.length > 0) throw new Error(`runs make no progress: ${overdue.map(toWords).join('; ')}`);
      },
    },
    ...(redis ? [redisCheck(redis)] : []),
  ];
}

/**
 * Uses the pool as callers do, from a free connection to the end of a transaction. The transaction takes an id, which a server
 * that is read-only refuses and one that cannot write its log does not commit.
 */
async function postgresTakesTransactions(orm: Orm): Promise<void> {
  const { oldestCheckoutMs, waiting } = orm.poolState();
  if (oldestCheckoutMs > HELD_TOO_LONG_MS) {
    const seconds = Math.round(oldestCheckoutMs / 1_000);
    throw new Error(`a database connection has been in use for ${seconds} s, and ${waiting} callers wait for one`);
  }
  await inTransaction(orm, (em) => em.execute('select pg_current_xact_id()'));
}

/** Whether Temporal answers, takes writes, also when nobody has anything to write, and has our search attributes. */
function temporalCheck(client: Client, orm: Orm, writes = createWriteProbe({ client })): () => Promise<void> {
  let hasAttributes = false;
  return async function check() {
    await probeTemporal(client, PROBE_MS);
    if (!hasAttributes) {
      const complaint = await ensureSearchAttributes(client.connection, client.options.namespace);
      if (complaint !== undefined) throw new Error(complaint);
      hasAttributes = true;
    }
    const failure = writes.failure();
    if (failure !== undefined) throw new Error('it answers, and takes no writes', { cause: failure });
    const { oldestUntakenSeconds } = await backlog(orm).catch(() => ({ oldestUntakenSeconds: 0 }));
    if (oldestUntakenSeconds > UNTAKEN_SECONDS) {
      throw new Error(`it has not taken a workflow start for ${Math.round(oldestUntakenSeconds)} s`);
    }
  };
}

const toWords = ({ kind, count, workflowIds }: OverdueRuns): string =>
  `${count} of kind ${kind} (${workflowIds.join(', ')}${count > workflowIds.length ? ', …' : ''})`;

/** Whether Redis takes writes: one that only answers is of no use, it may be out of memory or a replica. */
export function redisCheck(redis: SharedRedis): ReadinessCheck {
  return {
    name: 'redis',
    required: false,
    isLogged: true, // by the connection, and by the limits when Redis refuses
    check: async () => {
      await redis.run((client) => client.set('proxie:ready', '1', { expiration: { type: 'EX', value: 60 } }));
    },
  };
}
