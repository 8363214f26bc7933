import type Koa from 'koa';
import type { Config } from '#platform/config.ts';
import type { Logger } from '#platform/logger.ts';
import { createAccountLookup } from './accounts/accounts.queries.ts';
import { createApp } from './app.ts';
import type { ApiDeps } from './deps.ts';
import { createAuthenticator } from './http/auth.ts';
import type { Metrics } from './http/metrics.ts';
import type { KernelState } from './http/pipeline.ts';
import type { Readiness } from './http/readiness.ts';
import { allRoutes, OWNERSHIP } from './routes.ts';

/** What the application needs besides the dependencies of its routes. */
export interface AssemblyParts {
  readonly deps: ApiDeps;
  readonly config: Pick<Config, 'auth' | 'http' | 'metrics' | 'environment'>;
  readonly readiness: Readiness;
  readonly metrics: Metrics;
  readonly log: Logger;
}

/** The application as every process serves it: all routes behind all doors. */
export function assembleApp({ deps, config, readiness, metrics, log }: AssemblyParts): Koa<KernelState> {
  return createApp({
    routes: allRoutes(deps),
    deps,
    ownership: OWNERSHIP,
    authenticator: createAuthenticator({ ...config.auth, accounts: createAccountLookup(deps.orm) }),
    readiness,
    metrics,
    config: {
      ...config.http,
      metricsEnabled: config.metrics.enabled,
      strictContract: config.environment !== 'production',
    },
    log,
  });
}
