import type { Client } from '@temporalio/client';
import { createClient } from 'redis';
import type { Orm } from '#db/transaction.ts';
import type { ReadinessCheck } from './http/readiness.ts';
import { backlog } from './outbox/claims.ts';

const STUCK_SECONDS = 60;
const PROBE_MS = 1_500;

/** What the API depends on. Only Postgres is required: without Temporal it still takes requests and serves reads. */
export function dependencyChecks({
  orm,
  client,
  redisUrl,
}: {
  orm: Orm;
  client: Client;
  redisUrl: string | undefined;
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
    ...(redisUrl === undefined ? [] : [redisCheck(redisUrl)]),
  ];
}

function redisCheck(url: string): ReadinessCheck {
  return {
    name: 'redis',
    required: false,
    check: async () => {
      const redis = createClient({ url, socket: { connectTimeout: PROBE_MS, reconnectStrategy: false } });
      redis.on('error', () => undefined); // the rejected call says it
      try {
        await redis.connect();
        await redis.ping();
      } finally {
        redis.destroy();
      }
    },
  };
}
