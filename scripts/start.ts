import { Registry } from 'prom-client';
import { startApi } from '#api/main.ts';
import { migrate } from '#db/migrate.ts';
import { restartLostRuns } from '#db/restart-runs.ts';
import { seedOnce } from '#db/seeds/index.ts';
import { dataDirFrom, loadConfig, withEndpoints } from '#platform/config.ts';
import { toDiskFull } from '#platform/disk-full.ts';
import { claimPort } from '#platform/embedded/ports.ts';
import { startEmbeddedStack } from '#platform/embedded/stack.ts';
import { runUntilStopped, type OnStop } from '#platform/lifetime.ts';
import { createInProcessLiveChannel } from '#platform/live/in-process.ts';
import { createLogger, type Logger } from '#platform/logger.ts';
import { withProgress } from '#platform/progress.ts';
import { connectNatively } from '#platform/temporal/connect.ts';
import { buildWebClient } from '#platform/web-build.ts';
import { startWorker } from '#worker/main.ts';
import { welcome } from './welcome.ts';

/** `npm start`: the whole product in one process, with servers of its own where none are configured. */
export async function main(): Promise<void> {
  try {
    await startProduct();
  } catch (error) {
    throw toDiskFull(error, dataDirFrom(), 'PROXIE_DATA_DIR');
  }
}

async function startProduct(): Promise<void> {
  const configured = loadConfig();
  const log = createLogger(configured);
  await runUntilStopped(configured, log, async (onStop) => {
    const { host, port } = configured.http;
    await claimPort(port, 'the API', 'PORT', host); // before minutes are spent on the rest
    const client = configured.web.isGiven ? undefined : buildBeside(log, onStop);
    const stack = await startEmbeddedStack(configured, log, onStop);
    const config = withEndpoints(configured, stack);

    await withProgress(log, 'bringing the database up to date', () => migrate(stack.postgresUrl, log));
    await stack.onNewTemporal(() => restartLostRuns(stack.postgresUrl, log));
    // Invented providers have no business in production.
    if (config.environment !== 'production') {
      await withProgress(log, 'filling the database', () => seedOnce(stack.postgresUrl, log, { demoAccounts: true }));
    }
    // One connection for both: what the API starts is then handed to the worker without a way round.
    const connection = await connectNatively(config.temporal, log);
    onStop(() => connection.close());
    // Without Redis, what models say reaches the sockets of this process only if both know the same channel.
    const shared = {
      config,
      log,
      connection,
      registry: new Registry(),
      ...(config.redis.url === undefined && { channel: createInProcessLiveChannel() }),
    };
    const worker = await withProgress(log, 'starting the worker', () => startWorker(shared));
    onStop(() => worker.stop());
    await client;
    const api = await withProgress(log, 'starting the API', () => startApi(shared));
    onStop(() => api.stop());

    stack.announce(api.url);
    process.stdout.write(welcome(config, api.url));
    return worker;
  });
}

/** Builds the web client while everything else starts. Without it the API still serves, and says at `/` what is missing. */
async function buildBeside(log: Logger, onStop: OnStop): Promise<void> {
  const stopping = new AbortController();
  const built = buildWebClient({ log, signal: stopping.signal }).catch((error: unknown) => {
    if (!stopping.signal.aborted) log.error(`${(error as Error).message}\nThe API starts without the newest pages.`);
  });
  onStop(async () => {
    stopping.abort();
    await built;
  });
  await built;
}
