import type Koa from 'koa';
import type { Config } from '#platform/config.ts';
import type { Logger } from '#platform/logger.ts';
import { createAccountLookup } from './accounts/accounts.queries.ts';
import { createExternalIdentities } from './accounts/external-identities.ts';
import { createApp } from './app.ts';
import { createAuditFor } from './audit/audit.ts';
import type { ApiDeps } from './deps.ts';
import { createOnceFor } from './http/idempotency.ts';
import { createIdempotencyStore, type IdempotencyStore } from './idempotency/store.ts';
import { createAuthenticator, type Authenticator, type ForeignIssuer } from './http/auth.ts';
import type { Metrics } from './http/metrics.ts';
import { createOidcIssuer } from './http/oidc.ts';
import type { KernelState } from './http/pipeline.ts';
import type { Readiness } from './http/readiness.ts';
import type { Route } from './http/route.ts';
import type { Limits } from './limits/limits.ts';
import { allRoutes, OWNERSHIP } from './routes.ts';
import { createLostPage } from './web/lost-page.ts';

/** What the application needs besides the dependencies of its routes. */
export interface AssemblyParts {
  readonly deps: ApiDeps;
  readonly config: Pick<Config, 'auth' | 'http' | 'metrics' | 'environment' | 'idempotency' | 'timers'>;
  readonly readiness: Readiness;
  readonly metrics: Metrics;
  readonly limits: Pick<Limits, 'admission'>;
  readonly log: Logger;
  /** The one that the sockets of the process ask, too; made here when there are none. */
  readonly authenticator?: Authenticator;
  /** In place of all routes and rules; tests take doors away to see that somebody notices. */
  readonly routes?: readonly Route[];
  readonly ownership?: typeof OWNERSHIP;
}

/** The application as every process serves it: all routes behind all doors. */
export function assembleApp(parts: AssemblyParts): Koa<KernelState> {
  const { deps, config, readiness, metrics, limits, log, routes = allRoutes(deps), ownership = OWNERSHIP } = parts;
  const { authenticator = createApiAuthenticator(deps, config) } = parts;
  return createApp({
    routes,
    deps,
    ownership,
    authenticator,
    admission: limits.admission(authenticator),
    onceFor: createOnceFor(storeOf(deps, config)),
    auditFor: createAuditFor({ orm: deps.orm, mailHash: deps.mailHash, now: deps.now, log }),
    readiness,
    metrics,
    config: {
      ...config.http,
      metricsEnabled: config.metrics.enabled,
      strictContract: config.environment !== 'production',
    },
    log,
    lostPage: createLostPage(deps.webClient),
  });
}

/** Tells who calls, by our own tokens and those of the configured issuer; hears of accounts that change. */
export function createApiAuthenticator(deps: ApiDeps, { auth }: Pick<Config, 'auth'>): Authenticator {
  const { orm, now } = deps;
  const foreign = foreignIssuer(deps, auth);
  const authenticator = createAuthenticator({ ...auth, accounts: createAccountLookup(orm), foreign, now });
  deps.accountChanges.listen((accountId) => authenticator.forget(accountId));
  return authenticator;
}

/** The issuer whose tokens are taken beside our own, if one is configured. */
function foreignIssuer({ orm, now }: ApiDeps, { oidc }: Config['auth']): ForeignIssuer | undefined {
  const { issuer, audience } = oidc;
  if (issuer === undefined || audience === undefined) return undefined;
  return createOidcIssuer({ ...oidc, issuer, audience, accountOf: createExternalIdentities(orm), now });
}

/** More than reading and writing around a command ever takes. */
const LEASE_MARGIN_MS = 10_000;

function storeOf({ orm }: ApiDeps, { idempotency, timers }: Pick<Config, 'idempotency' | 'timers'>): IdempotencyStore {
  return createIdempotencyStore({
    orm,
    ttlMs: idempotency.ttlMs,
    leaseMs: timers.commandDeadlineMs + LEASE_MARGIN_MS,
  });
}
