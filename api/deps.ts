import type { Orm } from '#db/transaction.ts';
import type { Config } from '#platform/config.ts';
import { createConfirmationTokens, type ConfirmationTokens } from '#platform/confirmation-tokens.ts';
import { createDeviceTokens, type DeviceTokens } from '#platform/device-tokens.ts';
import { createPasswordDesk, type PasswordDesk } from '#platform/password-desk.ts';
import { createRefreshSuccessors } from '#platform/refresh-successors.ts';
import { createAccountChanges, type AccountChanges } from './accounts/account-changes.ts';
import { createRefreshTokens, type RefreshTokens } from './accounts/refresh-tokens.ts';
import { createSessionCookies, type SessionCookies } from './accounts/session-cookies.ts';
import { createMailHash, type MailHash } from './audit/mail-hash.ts';
import { createTaskWatch, type TaskWatch } from './chat/task-watch.ts';
import { createCodecDeps, type CodecDeps } from './codec/codec.deps.ts';
import type { Commands } from './commands/commands.ts';
import { createCursors, type CursorsOf } from './http/pagination.ts';
import { createTokenIssuer, type IssueAccessToken } from './http/tokens.ts';
import { createImageTraffic, type ImageTraffic } from './media/image-traffic.ts';
import { createLive, type Live } from './realtime/live.ts';
import type { CallerLimit } from './limits/caller-limit.ts';
import type { LoginFailures } from './limits/login-failures.ts';
import { readWebClient, type WebClient } from './web/client.ts';

/** Everything that routes and ownership rules are given; made once a process. */
export interface ApiDeps {
  readonly orm: Orm;
  /** Sends commands to the workflows that own requests and bookings. */
  readonly commands: Commands;
  readonly cursorsOf: CursorsOf;
  readonly issueAccessToken: IssueAccessToken;
  readonly refreshTokens: RefreshTokens;
  /** Keeps refresh tokens of browsers where no script sees them. */
  readonly sessionCookies: SessionCookies;
  /** Stops the guessing of passwords. */
  readonly loginFailures: LoginFailures;
  /** Hashes and verifies passwords, few at a time. */
  readonly passwords: PasswordDesk;
  /** Limits how many accounts one address may ask for. */
  readonly registrationCallers: CallerLimit;
  /** What the links of registration mails carry. */
  readonly confirmationTokens: ConfirmationTokens;
  /** What devices are known by that have signed in before. */
  readonly deviceTokens: DeviceTokens;
  /** Hears of suspensions and new roles. */
  readonly accountChanges: AccountChanges;
  /** What the audit knows mail addresses by. */
  readonly mailHash: MailHash;
  readonly config: Pick<Config, RouteSettings>;
  readonly now: () => number;
  /** What streams and sockets stay open with. */
  readonly live: Live;
  /** How much is done with images at a time. */
  readonly images: ImageTraffic;
  /** Decrypts payloads for operators. */
  readonly codec: CodecDeps;
  /** Waits for the end of turns of conversations. */
  readonly taskWatch: TaskWatch;
  /** The pages for browsers; undefined where they are not built. */
  readonly webClient: WebClient | undefined;
  /** Where operators look at runs, if that is known. */
  readonly temporalUiUrl: string | undefined;
  /** The run of a workflow in the Temporal UI; undefined when no UI is known. */
  readonly workflowUrl: (workflowId: string) => string | undefined;
}

type RouteSettings = 'auth' | 'limits' | 'timers' | 'trust' | 'registration' | 'mail' | 'environment';

interface ApiDepsOptions {
  readonly orm: Orm;
  readonly commands: Commands;
  readonly loginFailures: LoginFailures;
  readonly registrationCallers: CallerLimit;
  readonly config: Pick<Config, RouteSettings | 'cursorSecret' | 'web'> & {
    readonly temporal: Pick<Config['temporal'], 'namespace' | 'uiUrl' | 'payloadKeys'>;
    readonly http: Pick<Config['http'], 'publicUrl'>;
  };
  readonly now?: () => number;
  /** Made here when nothing else is to be known of it. */
  readonly live?: Live;
}

/** The dependencies of the API over a database, a sender of commands and the configuration. */
export function createApiDeps(options: ApiDepsOptions): ApiDeps {
  const { orm, commands, loginFailures, registrationCallers, config } = options;
  const { now = Date.now, live = createLive({ orm, now }) } = options;
  const accountChanges = createAccountChanges();
  accountChanges.listen((accountId) => live.standing.recheck(accountId));
  return {
    orm,
    commands,
    loginFailures,
    registrationCallers,
    config,
    now,
    accountChanges,
    live,
    passwords: createPasswordDesk(config.auth.passwords),
    mailHash: createMailHash(config.cursorSecret),
    cursorsOf: createCursors(config.cursorSecret),
    confirmationTokens: createConfirmationTokens(config.cursorSecret),
    deviceTokens: createDeviceTokens(config.cursorSecret, now),
    issueAccessToken: createTokenIssuer(config.auth, now),
    refreshTokens: createRefreshTokens({
      orm,
      refreshTtlMs: config.auth.refreshTtlMs,
      graceMs: config.auth.refreshGraceMs,
      successorOf: createRefreshSuccessors(config.cursorSecret),
    }),
    sessionCookies: createSessionCookies(config.http, config.auth),
    images: createImageTraffic(config.limits.images),
    codec: createCodecDeps(config),
    taskWatch: createTaskWatch(orm),
    webClient: readWebClient(config.web.dir, config.http),
    temporalUiUrl: config.temporal.uiUrl,
    workflowUrl: workflowLinks(config.temporal),
  };
}

/** Builds links to runs in the Temporal UI; a workflow id may hold slashes. */
export function workflowLinks({ uiUrl, namespace }: Pick<Config['temporal'], 'namespace' | 'uiUrl'>) {
  return (workflowId: string): string | undefined =>
    uiUrl && `${uiUrl}/namespaces/${namespace}/workflows/${encodeURIComponent(workflowId)}`;
}
