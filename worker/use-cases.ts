import type { ConnectionLike } from '@temporalio/client';
import { createAccountLookup } from '#api/accounts/accounts.queries.ts';
import { createInvokedAudit } from '#api/audit/invoked.ts';
import { createCommands, type Commands } from '#api/commands/commands.ts';
import { createApiDeps } from '#api/deps.ts';
import { createInvoker } from '#api/http/invoke.ts';
import type { CallerLimit } from '#api/limits/caller-limit.ts';
import type { LoginFailures } from '#api/limits/login-failures.ts';
import { allRoutes, OWNERSHIP } from '#api/routes.ts';
import type { UseCases } from '#contracts/use-cases.ts';
import type { Orm } from '#db/transaction.ts';
import type { Config } from '#platform/config.ts';
import type { Log } from '#platform/logger.ts';
import { createTemporalClient } from '#platform/temporal/connect.ts';

interface UseCaseOptions {
  readonly config: Config;
  readonly orm: Orm;
  /** The worker's own connection; commands go out over it. */
  readonly connection: ConnectionLike;
  readonly log: Log;
  readonly now?: () => number;
  /** In place of commands over that connection. */
  readonly commands?: Commands;
}

const NOBODY_LOGS_IN: LoginFailures = { guard: () => Promise.reject(new Error('nobody logs in through a worker')) };
const NOBODY_REGISTERS: CallerLimit = { admit: () => Promise.reject(new Error('nobody registers through a worker')) };

/** The API's operations inside a worker, behind the same doors: what agents do is done in the name of a person. */
export function createUseCases({ config, orm, connection, log, now, commands }: UseCaseOptions): UseCases {
  const client = createTemporalClient(connection, config.temporal);
  const deps = createApiDeps({
    orm,
    config,
    commands: commands ?? createCommands({ client, orm, deadlines: config.timers }),
    loginFailures: NOBODY_LOGS_IN,
    registrationCallers: NOBODY_REGISTERS,
    ...(now && { now }),
  });
  return createInvoker({
    routes: allRoutes(deps),
    ownership: OWNERSHIP,
    deps,
    accounts: createAccountLookup(orm),
    log,
    noteFor: createInvokedAudit(deps),
  });
}
