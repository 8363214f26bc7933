import type { Registry } from 'prom-client';
import type { Orm } from '#db/transaction.ts';
import type { Config } from '#platform/config.ts';
import type { Log } from '#platform/logger.ts';
import type { SharedRedis } from '#platform/redis.ts';
import { createLlmCache } from './cache.ts';
import { createSeal } from './cache/seal.ts';
import { createMemoryStore, createRedisStore } from './cache/stores.ts';
import { createLlmFigures } from './figures.ts';
import { createLlmGateway } from './gateway.ts';
import { createModels } from './models/models.ts';
import type { LlmGateway, Model } from './types.ts';

interface Process {
  readonly orm: Orm;
  readonly config: Pick<Config, 'llm' | 'cursorSecret'>;
  /** Shares kept answers and calls under way with the other processes. */
  readonly redis: SharedRedis | undefined;
  readonly offline: Model;
  readonly log: Log;
  /** Where `/metrics` of this process comes from. */
  readonly registry?: Registry | undefined;
}

/** The gateway of a process, as it is configured. */
export function gatewayOf({ orm, config, redis, offline, log, registry }: Process): LlmGateway {
  const { llm } = config;
  log.info({ models: llm.models.map(({ name }) => name) }, 'language models; behind them the offline model');
  return createLlmGateway({
    orm,
    offline,
    log,
    models: createModels(llm),
    cache: createLlmCache({
      store: redis ? createRedisStore(redis) : createMemoryStore(),
      seal: createSeal(config.cursorSecret),
      ttlMs: llm.cacheTtlMs,
    }),
    budgets: llm,
    maxOutputTokens: llm.maxOutputTokens,
    deadlineMs: llm.deadlineMs,
    ...(registry && { figures: createLlmFigures(registry) }),
  });
}
