import { randomBytes } from 'node:crypto';
import { createApp, type AppConfig, type AppOptions } from '#api/app.ts';
import { createAuthenticator, type Account } from '#api/http/auth.ts';
import { createMetrics } from '#api/http/metrics.ts';
import type { Limits } from '#api/limits/limits.ts';
import { createReadiness, type ReadinessCheck } from '#api/http/readiness.ts';
import type { Route } from '#api/http/route.ts';
import { startServer, type ArrivalTimes, type RunningServer } from '#api/http/server.ts';
import type { ReadingTimes } from '#api/http/unread.ts';
import { createTokenIssuer, type IssueAccessToken } from '#api/http/tokens.ts';
import { silentLogger, type Logger } from '#platform/logger.ts';
import { client, type TestClient } from './http.ts';

/** Token settings with a random key, as every kernel of the tests has. */
export const TEST_TOKENS = {
  keys: [{ kid: 'test', secret: randomBytes(32).toString('base64') }],
  issuer: 'proxie',
  audience: 'proxie-api',
  accessTtlMs: 900_000,
};

/** A running API with routes of a test's own. */
export interface TestKernel {
  readonly url: string;
  readonly api: TestClient;
  readonly server: RunningServer;
  readonly issueToken: IssueAccessToken;
  stop(): Promise<void>;
}

interface KernelSetup<Deps> extends Partial<Pick<AppOptions<Deps>, 'ownership' | 'admission' | 'metrics'>> {
  readonly routes: readonly Route[];
  readonly deps?: Deps;
  readonly accounts?: readonly Account[];
  readonly checks?: readonly ReadinessCheck[];
  readonly config?: Partial<AppConfig>;
  readonly limits?: Pick<Limits, 'admission'>;
  readonly log?: Logger;
  readonly arrival?: ArrivalTimes;
  readonly reading?: ReadingTimes;
  readonly graceMs?: number;
  readonly drainMs?: number;
}

/** Starts the whole kernel on loopback with the given routes and accounts. */
export async function startKernel<Deps>(setup: KernelSetup<Deps>): Promise<TestKernel> {
  const { accounts = [], log = silentLogger, graceMs, drainMs } = setup;
  const readiness = createReadiness({ checks: setup.checks ?? [], log, maxAgeMs: 0 });
  const authenticator = createAuthenticator({
    ...TEST_TOKENS,
    accounts: async (id) => accounts.find((account) => account.id === id),
  });
  const admission = setup.limits?.admission(authenticator) ?? setup.admission;
  const config: AppConfig = {
    publicUrl: 'http://127.0.0.1:3000',
    corsOrigins: [],
    trustProxy: 0,
    bodyLimitBytes: 100_000,
    metricsEnabled: true,
    strictContract: true,
    ...setup.config,
  };
  const app = createApp({
    routes: setup.routes,
    deps: setup.deps as Deps,
    ownership: setup.ownership ?? {},
    authenticator,
    readiness,
    metrics: setup.metrics ?? createMetrics(),
    log,
    config,
    ...(admission && { admission }),
  });
  const server = await startServer(app.callback(), {
    host: '127.0.0.1',
    port: 0,
    publicUrl: config.publicUrl,
    log,
    onStopping: () => readiness.stop(),
    ...(setup.arrival && { arrival: setup.arrival }),
    ...(setup.reading && { reading: setup.reading }),
    ...(graceMs !== undefined && { graceMs }),
    ...(drainMs !== undefined && { drainMs }),
  });
  const url = `http://127.0.0.1:${server.port}`;
  return { url, api: client(url), server, issueToken: createTokenIssuer(TEST_TOKENS), stop: () => server.stop() };
}
