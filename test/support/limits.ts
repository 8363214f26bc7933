import { randomUUID } from 'node:crypto';
import { redisCheck } from '#api/checks.ts';
import { createMetrics } from '#api/http/metrics.ts';
import { RATE_CLASSES, route, type RateClass, type Route } from '#api/http/route.ts';
import type { Access } from '#api/http/access.ts';
import { createLimits } from '#api/limits/limits.ts';
import { silentLogger, type Logger } from '#platform/logger.ts';
import { connectRedis, type SharedRedis } from '#platform/redis.ts';
import { z } from 'zod';
import { testConfig } from './config.ts';
import type { TestAnswer } from './http.ts';
import { startKernel, type TestKernel } from './kernel.ts';

/** A kernel with limits and one route for each class, at `/v1/<class>`; `/v1/open` and `/v1/public` ask for no token. */
export interface LimitedKernel extends TestKernel {
  readonly redis: SharedRedis | undefined;
  /** What `/metrics` says of a figure. */
  figure(line: RegExp): Promise<number>;
  /** Access tokens for as many users. */
  users(count: number): Promise<string[]>;
}

interface LimitedSetup {
  /** Settings of the limits by their environment variables. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly redisUrl?: string;
  readonly windowSeconds?: number;
  readonly trustProxy?: number;
  readonly corsOrigins?: readonly string[];
  readonly log?: Logger;
}

const USERS = Array.from({ length: 20 }, () => ({ id: randomUUID(), roles: [], status: 'active' }));

/** Starts a kernel as one process would be, with its own connection to Redis where there is one. */
export async function startLimited(setup: LimitedSetup = {}): Promise<LimitedKernel> {
  const { settings = {}, redisUrl, windowSeconds, trustProxy = 0, corsOrigins = [], log = silentLogger } = setup;
  const config = testConfig({ ...settings, ...(redisUrl !== undefined && { REDIS_URL: redisUrl }) });
  const metrics = createMetrics();
  const redis = await connectRedis(config.redis, log);
  const kernel = await startKernel({
    routes: [...RATE_CLASSES.map((name) => classRoute(name, name, 'signed-in')), ...openRoutes()],
    accounts: USERS,
    checks: redis ? [redisCheck(redis)] : [],
    metrics,
    limits: createLimits({ config, redis, registry: metrics.registry, log, ...(windowSeconds && { windowSeconds }) }),
    config: { trustProxy, corsOrigins },
  });
  return { ...kernel, redis, figure, users, stop };

  async function figure(line: RegExp): Promise<number> {
    return Number(line.exec(await metrics.registry.metrics())?.[1] ?? 0);
  }
  async function users(count: number): Promise<string[]> {
    return Promise.all(USERS.slice(0, count).map(async ({ id }) => (await kernel.issueToken(id)).token));
  }
  async function stop(): Promise<void> {
    await kernel.stop();
    redis?.close();
  }
}

/** How many answers have each status. */
export function tally(answers: readonly TestAnswer[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

/** Does the same as many times, all at once. */
export function atOnce<Result>(times: number, work: (index: number) => Promise<Result>): Promise<Result[]> {
  return Promise.all(Array.from({ length: times }, (_, index) => work(index)));
}

function openRoutes(): Route[] {
  return [classRoute('open', 'providers', 'optional'), classRoute('public', 'other', 'public')];
}

function classRoute(name: string, rateClass: RateClass, access: Access): Route {
  return route({
    operationId: `call${name[0]?.toUpperCase()}${name.slice(1)}`,
    tags: ['limits'],
    summary: 'Be counted',
    description: 'For the tests.',
    method: 'get',
    path: `/v1/${name}`,
    access,
    rateClass,
    idempotency: 'none',
    success: { status: 200, schema: z.strictObject({ done: z.boolean() }) },
    problems: [],
    example: { answer: { done: true } },
    handle: () => ({ done: true }),
  });
}
