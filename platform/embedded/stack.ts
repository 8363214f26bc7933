import fs from 'node:fs';
import path from 'node:path';
import type { Config, Endpoints } from '../config.ts';
import type { Log } from '../logger.ts';
import { mailFolderOf } from '../mail.ts';
import { withProgress } from '../progress.ts';
import { temporalCli } from './binaries.ts';
import { clearLeftovers, createSupervisor, type Child, type Supervisor } from './children.ts';
import { DATA_FILES, lockDataDir } from './data-dir.ts';
import { endUseless } from './end-useless.ts';
import { keepRunning } from './keep-running.ts';
import { startPostgres } from './postgres.ts';
import { startRedis } from './redis.ts';
import { startTemporal } from './temporal.ts';

/** The database that the embedded PostgreSQL serves. */
export const DATABASE_NAME = 'proxie';
/** Where the API decrypts payloads for the Temporal UI. */
const CODEC_PATH = '/v1/codec';

/** The services of this process: started here where nothing was configured. */
export interface EmbeddedStack extends Endpoints {
  /**
   * Has the work done if Temporal began with an empty store, as after `npm run reset -- --temporal`: it knows no runs then.
   * A process that ends in the middle leaves it to the next.
   */
  onNewTemporal(work: () => Promise<void>): Promise<void>;
  /** Lets other commands of this data folder find the API. */
  announce(apiUrl: string): void;
  /** Stops what was started here, the last first, and frees the data folder. */
  stop(): Promise<void>;
}

/** One of the servers, as the stack starts it. */
interface Started<T> {
  readonly server: T & { readonly child: Child };
  readonly again: () => Promise<Child>;
}

interface Context {
  readonly config: Config;
  readonly log: Log;
  readonly supervisor: Supervisor;
  readonly logFile: (name: string) => string;
  /** Aborted before the first server is ended on purpose. */
  readonly stopping: AbortController;
  /** From now on the server is started again when it ends, until everything is stopping. */
  readonly keep: <T>(started: Started<T>) => T;
}

/**
 * Starts PostgreSQL, Temporal and Redis as far as the configuration names none, and returns when all of them answer.
 * `onStop` is given the way to undo it before the first server starts, for whoever is stopped in the middle.
 */
export async function startEmbeddedStack(
  config: Config,
  log: Log,
  onStop: (stop: () => Promise<void>) => void = () => undefined,
): Promise<EmbeddedStack> {
  const { postgres, temporal, redis, embedded } = config;
  if (postgres.url && temporal.address) {
    const endpoints = {
      postgresUrl: postgres.url,
      temporalAddress: temporal.address,
      redisUrl: redis.url,
    };
    return {
      ...endpoints,
      temporalUiUrl: temporal.uiUrl,
      onNewTemporal: async () => undefined,
      announce: () => undefined,
      stop: async () => undefined,
    };
  }
  const lock = lockDataDir(embedded.dataDir);
  const stateFile = path.join(embedded.dataDir, DATA_FILES.processes);
  await withProgress(log, 'waiting for the servers of the last run to end', () => clearLeftovers(stateFile));
  const supervisor = createSupervisor({ stateFile });
  const stopping = new AbortController();
  const stop = async (): Promise<void> => {
    stopping.abort();
    await supervisor.close();
    lock.release();
  };
  onStop(stop);
  const context: Context = {
    config,
    log,
    supervisor,
    logFile: (name) => path.join(embedded.dataDir, DATA_FILES.logs, `${name}.log`),
    stopping,
    keep: ({ server, again }) => {
      keepRunning(server.child, again, log, stopping.signal);
      return server;
    },
  };
  try {
    const endpoints = await startAll(context);
    lock.write(endpoints);
    return {
      ...endpoints,
      onNewTemporal: async (work) => {
        const marker = path.join(embedded.dataDir, DATA_FILES.newTemporal);
        if (!fs.existsSync(marker)) return;
        await work();
        fs.rmSync(marker);
      },
      announce: (apiUrl) => lock.write({ ...endpoints, apiUrl, mailFolder: mailFolderOf(config) }),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** All at once. The first failure counts; it is told when no other start is half done, so that nothing stays behind. */
async function startAll(context: Context): Promise<Endpoints> {
  const { postgres, temporal, redis } = context.config;
  const { address: temporalAddress, uiUrl: temporalUiUrl } = temporal;
  const starts = [
    postgres.url ? Promise.resolve({ postgresUrl: postgres.url }) : ownPostgres(context),
    temporalAddress ? Promise.resolve({ temporalAddress, temporalUiUrl }) : ownTemporal(context),
    redis.url ? Promise.resolve({ redisUrl: redis.url }) : ownRedis(context),
  ] as const;
  try {
    const [database, server, cache] = await Promise.all(starts);
    return { ...database, ...server, ...cache };
  } catch (error) {
    context.stopping.abort();
    await Promise.allSettled(starts);
    throw error;
  }
}

async function ownPostgres({
  config,
  log,
  supervisor,
  logFile,
  keep,
}: Context): Promise<Pick<Endpoints, 'postgresUrl'>> {
  const start = (port: number) =>
    startPostgres({
      supervisor,
      dataDir: path.join(config.embedded.dataDir, DATA_FILES.postgres),
      logFile: logFile('postgres'),
      cacheDir: config.embedded.cacheDir,
      port,
    });
  const server = await withProgress(log, 'starting PostgreSQL', () => start(config.embedded.postgresPort));
  keep({ server, again: async () => (await start(server.port)).child });
  await server.ensureDatabase(DATABASE_NAME);
  return { postgresUrl: server.url(DATABASE_NAME) };
}

async function ownTemporal(context: Context): Promise<Pick<Endpoints, 'temporalAddress' | 'temporalUiUrl'>> {
  const { config, log, supervisor, logFile, stopping, keep } = context;
  const { embedded } = config;
  // Getting it may take minutes, which nobody waits for once another server has failed.
  const executable = await Promise.race([temporalCli(embedded, log), rejectedBy(stopping.signal)]);
  const dbFile = path.join(embedded.dataDir, DATA_FILES.temporal);
  if (!fs.existsSync(dbFile)) fs.writeFileSync(path.join(embedded.dataDir, DATA_FILES.newTemporal), '');
  const start = async (port: number, uiPort: number) => {
    const started = await startTemporal({
      supervisor,
      executable,
      logFile: logFile('temporal'),
      port,
      uiPort,
      codecEndpoint: config.temporal.payloadKeys && `${config.http.publicUrl}${CODEC_PATH}`,
      dbFile,
      namespaces: [...new Set(['default', config.temporal.namespace])],
    });
    void endUseless(started.child, { probe: (ms) => started.probe(ms), log, stopping: stopping.signal });
    return started;
  };
  const server = await withProgress(log, 'starting Temporal', () =>
    start(embedded.temporalPort, embedded.temporalUiPort),
  );
  keep({ server, again: async () => (await start(server.port, server.uiPort ?? 0)).child });
  return { temporalAddress: server.address, temporalUiUrl: server.uiUrl };
}

async function ownRedis({ config, log, supervisor, logFile, keep }: Context): Promise<{ redisUrl?: string }> {
  const { searchPath, redisPort, dataDir } = config.embedded;
  const configFile = path.join(dataDir, DATA_FILES.redis);
  const start = (port: number) => startRedis({ supervisor, searchPath, logFile: logFile('redis'), configFile, port });
  const server = await start(redisPort);
  if (!server) {
    log.info(
      'no redis-server or valkey-server on PATH: its work is done inside this process, which then must be the only one',
    );
    return {};
  }
  keep({
    server,
    again: async () => {
      const next = await start(server.port);
      if (!next) throw new Error('the Redis server is gone from PATH');
      return next.child;
    },
  });
  return { redisUrl: server.url };
}

function rejectedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('everything is being stopped')), { once: true });
  });
}
