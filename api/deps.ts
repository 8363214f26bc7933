import type { Orm } from '#db/transaction.ts';
import type { Config } from '#platform/config.ts';
import type { Commands } from './commands/commands.ts';
import { createCursors, type CursorsOf } from './http/pagination.ts';
import { createTokenIssuer, type IssueAccessToken } from './http/tokens.ts';

/** Everything that routes and ownership rules are given; made once a process. */
export interface ApiDeps {
  readonly orm: Orm;
  /** Sends commands to the workflows that own requests and bookings. */
  readonly commands: Commands;
  readonly cursorsOf: CursorsOf;
  readonly issueAccessToken: IssueAccessToken;
  readonly config: Pick<Config, 'auth' | 'timers'>;
  readonly now: () => number;
  /** The run of a workflow in the Temporal UI; undefined when no UI is known. */
  readonly workflowUrl: (workflowId: string) => string | undefined;
}

interface ApiDepsOptions {
  readonly orm: Orm;
  readonly commands: Commands;
  readonly config: Pick<Config, 'auth' | 'timers' | 'cursorSecret'> & {
    readonly temporal: Pick<Config['temporal'], 'namespace' | 'uiUrl'>;
  };
  readonly now?: () => number;
}

/** The dependencies of the API over a database, a sender of commands and the configuration. */
export function createApiDeps({ orm, commands, config, now = Date.now }: ApiDepsOptions): ApiDeps {
  return {
    orm,
    commands,
    config,
    now,
    cursorsOf: createCursors(config.cursorSecret),
    issueAccessToken: createTokenIssuer(config.auth, now),
    workflowUrl: workflowLinks(config.temporal),
  };
}

/** Builds links to runs in the Temporal UI; a workflow id may hold slashes. */
export function workflowLinks({ uiUrl, namespace }: Pick<Config['temporal'], 'namespace' | 'uiUrl'>) {
  return (workflowId: string): string | undefined =>
    uiUrl && `${uiUrl}/namespaces/${namespace}/workflows/${encodeURIComponent(workflowId)}`;
}
