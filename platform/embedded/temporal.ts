import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { makePrivateFolder } from '../folders.ts';
import { UserError } from '../user-error.ts';
import type { Child, Supervisor } from './children.ts';
import { claimPort } from './ports.ts';

/** What makes a run findable in the Temporal UI; registered when a server starts. */
export const SEARCH_ATTRIBUTES = {
  ProxieKind: 'Keyword',
  ProxieStatus: 'Keyword',
  ProxieCategory: 'Keyword',
  ProxieCity: 'Keyword',
  ProxieConsumerId: 'Keyword',
  ProxieProviderId: 'Keyword',
} as const;

/** A Temporal dev server on the loopback address. */
export interface EmbeddedTemporal {
  readonly address: string;
  readonly port: number;
  readonly uiPort: number | undefined;
  readonly uiUrl: string | undefined;
  readonly child: Child;
  /** Has the server write to its store; rejects when it cannot, or not in time. */
  probe(deadlineMs: number): Promise<void>;
  stop(): Promise<void>;
}

/** Where and how a dev server runs. */
export interface TemporalOptions {
  readonly supervisor: Supervisor;
  /** The `temporal` executable. */
  readonly executable: string;
  readonly logFile: string;
  /** 0 picks a free port. */
  readonly port: number;
  /** 0 picks a free port; absent means no UI. */
  readonly uiPort?: number;
  /** Where the UI has encrypted payloads decrypted. */
  readonly codecEndpoint?: string | undefined;
  /** Absent means that the state is kept in memory only. */
  readonly dbFile?: string;
  readonly namespaces?: readonly string[];
  /** Where its HTTP API listens, which answers nobody; absent means a port that the server picks. */
  readonly httpPort?: number;
}

const READY_MS = 60_000;
const POLL_MS = 100;

/** Measured: with the defaults every task step waits up to 50 ms. */
const DYNAMIC_CONFIG = [
  'history.transferProcessorMaxPollRPS=1000',
  'history.timerProcessorMaxPollRPS=1000',
  'history.visibilityProcessorMaxPollRPS=1000',
];
/**
 * The server has an HTTP API beside gRPC that cannot be switched off and that asks nobody who they are. It answers to one
 * host name alone, which nobody knows and no name server has, so that no page in a browser can call it.
 */
const unknownHost = (): string => `frontend.httpAllowedHosts=["${randomBytes(16).toString('hex')}.invalid"]`;

/** Measured: almost twice the lifecycles a second of the defaults; a killed server loses nothing. */
const SQLITE_PRAGMAS = ['journal_mode=WAL', 'synchronous=NORMAL'];

/** Starts the dev server and returns when its namespaces answer. */
export async function startTemporal(options: TemporalOptions): Promise<EmbeddedTemporal> {
  const { supervisor, executable, logFile, codecEndpoint, dbFile, httpPort, namespaces = ['default'] } = options;
  const port = await claimPort(options.port, 'the embedded Temporal server', 'PROXIE_TEMPORAL_PORT');
  const uiPort =
    options.uiPort === undefined
      ? undefined
      : await claimPort(options.uiPort, 'the Temporal UI', 'PROXIE_TEMPORAL_UI_PORT');
  if (dbFile) makePrivateFolder(path.dirname(dbFile));
  const child = await supervisor.start({
    name: 'temporal',
    command: executable,
    args: serverArguments({ port, uiPort, httpPort, codecEndpoint, dbFile, namespaces }),
    logFile,
    stop: [{ signal: 'SIGTERM', waitMs: 8_000 }],
  });
  const address = `127.0.0.1:${port}`;
  for (const namespace of namespaces) await waitForNamespace(child, address, namespace, options);
  return {
    address,
    port,
    uiPort,
    uiUrl: uiPort === undefined ? undefined : `http://127.0.0.1:${uiPort}`,
    child,
    probe: (deadlineMs) => writeOnce(address, namespaces[0] ?? 'default', deadlineMs),
    stop: () => child.stop(),
  };
}

/** A server whose store takes no writes answers reads all the same: the namespace gets a note that changes nothing. */
async function writeOnce(address: string, namespace: string, deadlineMs: number): Promise<void> {
  const { Connection } = await import('@temporalio/client');
  const connection = Connection.lazy({ address, interceptors: [] });
  const data = { proxieProbe: 'written' };
  try {
    await connection.withDeadline(Date.now() + deadlineMs, () =>
      connection.workflowService.updateNamespace({ namespace, updateInfo: { data } }),
    );
  } finally {
    await connection.close();
  }
}

function serverArguments(options: {
  readonly port: number;
  readonly uiPort: number | undefined;
  readonly httpPort: number | undefined;
  readonly codecEndpoint: string | undefined;
  readonly dbFile: string | undefined;
  readonly namespaces: readonly string[];
}): string[] {
  const { port, uiPort, httpPort, codecEndpoint, dbFile, namespaces } = options;
  return [
    ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--log-level', 'warn'],
    httpPort === undefined ? [] : ['--http-port', String(httpPort)],
    // The variables and files of the SDKs mean clients; a server of ours must not change with them.
    ['--disable-config-env', '--disable-config-file'],
    uiPort === undefined ? ['--headless'] : ['--ui-port', String(uiPort)],
    uiPort === undefined || codecEndpoint === undefined ? [] : ['--ui-codec-endpoint', codecEndpoint],
    dbFile === undefined
      ? []
      : ['--db-filename', dbFile, ...SQLITE_PRAGMAS.flatMap((each) => ['--sqlite-pragma', each])],
    namespaces.flatMap((each) => ['--namespace', each]),
    [...DYNAMIC_CONFIG, unknownHost()].flatMap((each) => ['--dynamic-config-value', each]),
    Object.entries(SEARCH_ATTRIBUTES).flatMap(([name, type]) => ['--search-attribute', `${name}=${type}`]),
  ].flat();
}

/** A namespace answers a little later than the port does. */
async function waitForNamespace(
  child: Child,
  address: string,
  namespace: string,
  { dbFile, logFile }: TemporalOptions,
): Promise<void> {
  const { Connection } = await import('@temporalio/client');
  const deadline = Date.now() + READY_MS;
  const connection = Connection.lazy({ address });
  try {
    while (child.isRunning()) {
      const failure = await connection
        .withDeadline(Date.now() + 2_000, () =>
          connection.workflowService.listWorkflowExecutions({ namespace, pageSize: 1 }),
        )
        .then(
          () => undefined,
          (error: unknown) => error,
        );
      if (failure === undefined) return;
      if (Date.now() > deadline) {
        await child.stop();
        throw new UserError(`The Temporal server did not answer within ${READY_MS / 1_000} s; see ${logFile}.`, {
          cause: failure,
        });
      }
      await delay(POLL_MS);
    }
  } finally {
    await connection.close();
  }
  throw toStartError(dbFile, logFile);
}

function toStartError(dbFile: string | undefined, logFile: string): UserError {
  const reason = fs.readFileSync(logFile, 'utf8').trim().split('\n').at(-1) ?? '';
  const advice = dbFile
    ? `if its store ${dbFile} is damaged, \`npm run reset -- --temporal\` rebuilds it from the database`
    : 'see its log';
  return new UserError(`The Temporal server ended at its start (${reason}; log: ${logFile}): ${advice}.`);
}
