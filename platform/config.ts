import os from 'node:os';
import path from 'node:path';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { z } from 'zod';
import { developmentSecrets, weakness } from './config/secrets.ts';
import { llmFaults } from './config/llm.ts';
import { oidcFaults } from './config/oidc.ts';
import { isSetting, listSettings, type Setting, type SettingGroup, type Values } from './config/setting.ts';
import { SETTINGS } from './config/settings.ts';
import { UserError } from './user-error.ts';

/** The folder that holds package.json, whatever the current folder is. */
export const PROJECT_DIR = path.dirname(import.meta.dirname);

const WEB_DIST = 'web/dist';

type Parsed = Values<typeof SETTINGS>;
type TemporalConnection = Omit<ReturnType<typeof loadClientConnectConfig>['connectionOptions'], 'address'>;
type Environment = Readonly<Record<string, string | undefined>>;

/** Everything that can be set, read once, checked and frozen. */
export interface Config extends Omit<Parsed, 'http' | 'web' | 'temporal' | 'worker' | 'embedded'> {
  /** Whether npm started this process, and is therefore the one to outlive it. */
  readonly startedByNpm: boolean;
  readonly http: Omit<Parsed['http'], 'publicUrl' | 'allowedHosts'> & {
    readonly publicUrl: string;
    /** The host names that calls may come by; undefined: any. */
    readonly hosts: readonly string[] | undefined;
  };
  readonly web: {
    readonly dir: string;
    /** Whether the folder was set, and is therefore none that we build into. */
    readonly isGiven: boolean;
  };
  readonly temporal: Parsed['temporal'] & {
    /** TLS, API key and metadata as `Connection.connect` and `NativeConnection.connect` take them. */
    readonly connection: TemporalConnection;
  };
  readonly worker: Omit<Parsed['worker'], 'localActivitySlots'> & { readonly localActivitySlots: number };
  readonly embedded: Omit<Parsed['embedded'], 'cacheDir'> & {
    readonly cacheDir: string;
    /** Where executables are looked for: the folders of PATH, then the one that `go install` fills. */
    readonly searchPath: readonly string[];
  };
}

/** Where the services stand that a process talks to. */
export interface Endpoints {
  readonly postgresUrl: string;
  readonly temporalAddress: string;
  readonly temporalUiUrl?: string | undefined;
  readonly redisUrl?: string | undefined;
}

/** Reads the whole configuration, or throws ONE `UserError` that names every variable that is wrong. */
export function loadConfig(env: Environment = process.env): Config {
  const problems = unknownSettings(env);
  const given = withoutEmpty(env);
  const dataDir = dataDirFrom(given);
  const completed = withSecrets(given, dataDir, problems);
  const parsed = parse(SETTINGS, completed, problems) as Parsed;
  const connection = temporalConnection(given, problems);
  checkTogether(parsed, problems);
  if (problems.length > 0) throw toConfigError(problems);

  const home = given.HOME ?? os.homedir();
  const { address, tls, apiKey, metadata } = connection;
  return deepFreeze({
    ...parsed,
    startedByNpm: given.npm_lifecycle_event !== undefined,
    http: httpOf(parsed),
    web: {
      dir: path.resolve(PROJECT_DIR, parsed.web.dir ?? WEB_DIST),
      isGiven: parsed.web.dir !== undefined,
    },
    temporal: {
      ...parsed.temporal,
      address: parsed.temporal.address ?? address,
      connection: { tls, apiKey, metadata },
    },
    worker: {
      ...parsed.worker,
      localActivitySlots: parsed.worker.localActivitySlots ?? localActivitySlotsFor(parsed.postgres.poolMax),
    },
    embedded: {
      ...parsed.embedded,
      dataDir,
      cacheDir: parsed.embedded.cacheDir ?? path.join(given.XDG_CACHE_HOME ?? path.join(home, '.cache'), 'proxie'),
      searchPath: [...(given.PATH ?? '').split(path.delimiter), path.join(home, 'go', 'bin')].filter(Boolean),
    },
  });
}

function httpOf({ http, environment }: Parsed): Config['http'] {
  const { allowedHosts, ...rest } = http;
  const publicUrl = http.publicUrl ?? localUrl(http.host, http.port);
  // In production a proxy stands in front and decides by which names calls come; with names of its own the API looks, too.
  const looks = environment === 'development' || allowedHosts.length > 0;
  return { ...rest, publicUrl, hosts: looks ? [new URL(publicUrl).hostname, ...allowedHosts] : undefined };
}

/** Whatever else a worker does at the same time finds a connection, too. */
function localActivitySlotsFor(poolMax: number): number {
  return Math.max(1, Math.floor(poolMax * 0.8));
}

/** The data folder alone, for a command that must work however wrong the rest of the configuration is. */
export function dataDirFrom(env: Environment = process.env): string {
  return path.resolve(PROJECT_DIR, env.PROXIE_DATA_DIR?.trim() || (SETTINGS.embedded.dataDir.default ?? ''));
}

/** The same configuration, pointed at services that are running now. */
export function withEndpoints(config: Config, endpoints: Partial<Endpoints>): Config {
  return deepFreeze({
    ...config,
    postgres: { ...config.postgres, url: endpoints.postgresUrl ?? config.postgres.url },
    temporal: {
      ...config.temporal,
      address: endpoints.temporalAddress ?? config.temporal.address,
      uiUrl: config.temporal.uiUrl ?? endpoints.temporalUiUrl,
    },
    redis: { ...config.redis, url: endpoints.redisUrl ?? config.redis.url },
  });
}

/** A URL that reaches a listener from this machine. */
export function localUrl(host: string, port: number): string {
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}

function toConfigError(problems: readonly string[]): UserError {
  return new UserError(`The configuration is wrong:\n${problems.map((each) => `  - ${each}`).join('\n')}`);
}

/** A variable that is set to nothing, as compose files do, counts as not set. */
function withoutEmpty(env: Environment): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => Boolean(entry[1]?.trim())),
  );
}

/** A misspelt variable would otherwise be ignored in silence. */
function unknownSettings(env: Environment): string[] {
  const known = new Set(listSettings(SETTINGS).map(([, each]) => each.env));
  return Object.keys(env)
    .filter((name) => name.startsWith('PROXIE_') && !known.has(name))
    .map((name) => `${name} is not a setting (the README lists them all)`);
}

/** Completes missing secrets in development; in production names those that are missing, generated or weak. */
function withSecrets(given: Record<string, string>, dataDir: string, problems: string[]): Record<string, string> {
  const keys = given[SETTINGS.auth.keys.env];
  const cursorSecret = given[SETTINGS.cursorSecret.env];
  if (given.NODE_ENV === 'production') {
    const refused = new Set<string>();
    const refuse = (setting: Setting<unknown>, secret: string | undefined, label = setting.env): void => {
      const reason = secret === undefined ? 'is missing' : weakness(secret);
      if (reason === undefined) return;
      refused.add(setting.env);
      problems.push(`${label} ${reason}; production needs a random secret, such as \`openssl rand -base64 48\` makes`);
    };
    refuse(SETTINGS.cursorSecret, cursorSecret);
    if (keys === undefined) refuse(SETTINGS.auth.keys, keys);
    for (const ring of [SETTINGS.auth.keys, SETTINGS.temporal.payloadKeys]) {
      for (const entry of given[ring.env]?.split(',') ?? []) {
        const [kid = '', ...rest] = entry.trim().split(':');
        if (rest.length === 0) continue; // no id to call it by: what is there may be the secret, and parsing refuses it
        refuse(ring, rest.join(':'), `the key '${kid}' of ${ring.env}`);
      }
    }
    // what is refused here is not parsed, which would refuse it a second time
    return Object.fromEntries(Object.entries(given).filter(([name]) => !refused.has(name)));
  }
  if (keys !== undefined && cursorSecret !== undefined) return given;
  const generated = developmentSecrets(dataDir);
  return {
    [SETTINGS.auth.keys.env]: generated.jwtKeys,
    [SETTINGS.cursorSecret.env]: generated.cursorSecret,
    ...given,
  };
}

function parse(group: SettingGroup, given: Record<string, string>, problems: string[]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(group).map(([name, node]) => [
      name,
      isSetting(node) ? parseSetting(node, given, problems) : parse(node, given, problems),
    ]),
  );
}

function parseSetting(setting: Setting<unknown>, given: Record<string, string>, problems: string[]): unknown {
  const text = given[setting.env] ?? setting.default;
  if (text === undefined) return undefined;
  const result = setting.kind.schema.safeParse(text.trim());
  if (result.success) return result.data;
  const shown = setting.secret || /:\/\/[^/]*@/.test(text) ? '' : `, not '${text}'`;
  const faults = setting.secret ? [] : result.error.issues.filter(saysMore).map((issue) => issue.message);
  const why = faults.length > 0 ? ` (${faults.join('; ')})` : '';
  problems.push(`${setting.env} must be ${setting.kind.expects}${shown}${why}`);
  return undefined;
}

/** Whether a kind has put into words what is wrong. */
const saysMore = ({ code, message }: z.core.$ZodIssue): boolean => code === 'custom' && message !== 'Invalid input';

/** TLS, API key and profile are read the way every Temporal SDK reads them; a file counts only where one is named. */
function temporalConnection(
  given: Record<string, string>,
  problems: string[],
): Partial<ReturnType<typeof loadClientConnectConfig>['connectionOptions']> {
  try {
    const disableFile = !given.TEMPORAL_CONFIG_FILE && !given.TEMPORAL_PROFILE;
    return loadClientConnectConfig({ overrideEnvVars: given, disableFile }).connectionOptions;
  } catch (error) {
    problems.push(`the TEMPORAL_* variables cannot be used: ${(error as Error).message}`);
    return {};
  }
}

function checkTogether(parsed: Parsed, problems: string[]): void {
  const { smtpUrl, from } = parsed.mail;
  if (parsed.environment === 'production' && smtpUrl !== undefined && from === undefined) {
    problems.push(
      `${SETTINGS.mail.from.env} is missing; mail needs a sender whose domain the mail server may send for`,
    );
  }
  const { localActivitySlots } = parsed.worker;
  const { poolMax, lockTimeoutMs, statementTimeoutMs } = parsed.postgres;
  // What could not be read is named already.
  if (localActivitySlots !== undefined && localActivitySlots > poolMax) {
    const { env } = SETTINGS.worker.localActivitySlots;
    problems.push(`${env} must not be above ${SETTINGS.postgres.poolMax.env} (${poolMax}): each has a connection`);
  }
  if (lockTimeoutMs > statementTimeoutMs) {
    const { env } = SETTINGS.postgres.lockTimeoutMs;
    problems.push(`${env} must not be above ${SETTINGS.postgres.statementTimeoutMs.env}, which ends the wait before`);
  }
  const { auth, environment } = parsed;
  problems.push(...oidcFaults(auth.oidc, auth.issuer, environment === 'production'));
  problems.push(...llmFaults(parsed.llm, environment === 'production'));
  const weights: (number | undefined)[] = Object.values(parsed.matching.weights);
  if (weights.includes(undefined)) return; // a weight that cannot be read is named already
  const sum = weights.reduce<number>((total, weight) => total + (weight ?? 0), 0);
  if (Math.abs(sum - 1) > 1e-9) {
    const names = Object.values(SETTINGS.matching.weights).map((each) => each.env);
    problems.push(`${names.join(', ')} must sum to 1, not ${Number(sum.toFixed(6))}`);
  }
}

function deepFreeze<T>(value: T): T {
  // Certificates are Buffers, and views on memory cannot be frozen.
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) deepFreeze(part);
  return Object.freeze(value);
}
