import type { ConnectionLike } from '@temporalio/client';
import type { Registry } from 'prom-client';
import { gatewayOf } from '#activities/llm/create-gateway.ts';
import { createOfflineModel } from '#activities/llm/offline/offline-model.ts';
import type { Orm } from '#db/transaction.ts';
import type { Config } from '#platform/config.ts';
import { createLiveChannel } from '#platform/live/create-live-channel.ts';
import type { LiveChannel } from '#platform/live/live-channel.ts';
import type { Log } from '#platform/logger.ts';
import { connectRedis } from '#platform/redis.ts';
import { createUseCases } from './use-cases.ts';
import type { AgentParts } from './worker.ts';

interface AgentOptions {
  readonly config: Config;
  readonly orm: Orm;
  readonly connection: ConnectionLike;
  readonly log: Log;
  /** Shared with an API in this process; without it one is made. */
  readonly channel?: LiveChannel | undefined;
  /** Where the figures of models are shown, if this process shows any. */
  readonly registry?: Registry | undefined;
}

/** What the agents of conversations work with in a process, and how it is given back. */
export async function createAgent({
  config,
  orm,
  connection,
  log,
  channel,
  registry,
}: AgentOptions): Promise<AgentParts & { close(): void }> {
  const redis = await connectRedis(config.redis, log);
  const live = channel ? { ...channel, close: () => undefined } : createLiveChannel({ config, redis, log });
  return {
    useCases: createUseCases({ config, orm, connection, log }),
    gateway: gatewayOf({ orm, config, redis, offline: createOfflineModel(), log, registry }),
    live,
    close() {
      live.close();
      redis?.close();
    },
  };
}
