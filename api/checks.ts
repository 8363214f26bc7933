import type { Client } from '@temporalio/client';
import type { Orm } from '#db/transaction.ts';
import type { SharedRedis } from '#platform/redis.ts';
import type { ReadinessCheck } from './http/readiness.ts';
import { backlog } from './outbox/claims.ts';

const STUCK_SECONDS = 60;
const PROBE_MS = 1_500;

/** What the API depends on. Only Postgres is required: without Temporal it still takes requests and serves reads. */
export function dependencyChecks({
  orm,
  client,
  redis,
}: {
  orm: Orm;
  client: Client;
  redis: SharedRedis | undefined;
}): ReadinessCheck[] {
  return [
    {
      name: 'postgres',
      required: true,
      check: async () => {
        await orm.em.fork().execute('select 1');
      },
    },
    {
      name: 'temporal',
      required: false,
      check: async () => {
        await client.withDeadline(Date.now() + PROBE_MS, () => client.workflowService.getSystemInfo({}));
      },
    },
    {
      name: 'outbox',
      required: false,
      check: async () => {
        const { pending, oldestSeconds } = await backlog(orm);
        if (oldestSeconds > STUCK_SECONDS) throw new Error(`${pending} workflow starts wait, the oldest for long`);
        return `${pending} waiting`;
      },
    },
    ...(redis ? [redisCheck(redis)] : []),
  ];
}

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
