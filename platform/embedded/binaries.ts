import fs from 'node:fs';
import path from 'node:path';
import type { Config } from '../config.ts';
import { makeFolder } from '../folders.ts';
import type { Log } from '../logger.ts';
import { withProgress } from '../progress.ts';
import { UserError } from '../user-error.ts';
import { buildTemporalCli, buildTestServer } from './binary-builds.ts';
import { downloadBySdk, type DownloadKind } from './binary-download.ts';
import { findExecutable, isExecutable } from './executables.ts';
import { withLock } from './file-lock.ts';

/** The version of the Temporal CLI that is built when none is found. */
export const TEMPORAL_CLI_VERSION = '1.5.1';
/** The version of the time-skipping test server that is put together when none is found. */
export const TEST_SERVER_VERSION = '1.38.0';

/** What the search needs of the configuration. */
export type BinarySettings = Pick<Config['embedded'], 'cacheDir' | 'searchPath' | 'temporalCli' | 'temporalTestServer'>;

/** How an executable that is nowhere on the machine is got; the folder is to hold it under its program name. */
export interface Ways {
  readonly download: (kind: DownloadKind, folder: string, program: string) => Promise<void>;
  readonly buildTemporalCli: typeof buildTemporalCli;
  readonly buildTestServer: typeof buildTestServer;
}

const WAYS: Ways = { download: downloadBySdk, buildTemporalCli, buildTestServer };

interface Binary {
  readonly label: string;
  readonly setting: string;
  readonly given: string | undefined;
  /** The file name on PATH. */
  readonly program: string;
  /** The folder in the cache that holds it, under the same file name. */
  readonly cacheFolder: string;
  readonly download: (folder: string) => Promise<void>;
  /** Puts a folder together that holds the executable; what it needs comes from package registries. */
  readonly build: (folder: string, searchPath: readonly string[]) => Promise<void>;
  readonly buildLabel: string;
  readonly installHint: string;
}

/** Finds, fetches or builds the Temporal CLI and returns its path. */
export function temporalCli(settings: BinarySettings, log: Log, ways: Ways = WAYS): Promise<string> {
  return obtain(
    {
      label: 'Temporal CLI',
      setting: 'TEMPORAL_CLI',
      given: settings.temporalCli,
      program: 'temporal',
      cacheFolder: `temporal-cli-${TEMPORAL_CLI_VERSION}`,
      download: (folder) => ways.download('dev-server', folder, 'temporal'),
      build: (folder, searchPath) => ways.buildTemporalCli(folder, searchPath, TEMPORAL_CLI_VERSION),
      buildLabel: 'building it with `go install` (about five minutes, once)',
      installHint: 'install Go (1.24 or newer) so that it can be built, install the CLI itself',
    },
    settings,
    log,
  );
}

/** Finds, fetches or puts together the time-skipping test server and returns its path. */
export function temporalTestServer(settings: BinarySettings, log: Log, ways: Ways = WAYS): Promise<string> {
  return obtain(
    {
      label: 'Temporal test server',
      setting: 'TEMPORAL_TEST_SERVER',
      given: settings.temporalTestServer,
      program: 'temporal-test-server',
      cacheFolder: `temporal-test-server-${TEST_SERVER_VERSION}`,
      download: (folder) => ways.download('time-skipping', folder, 'temporal-test-server'),
      build: (folder, searchPath) => ways.buildTestServer(folder, searchPath, TEST_SERVER_VERSION),
      buildLabel: 'putting it together from Maven Central (once)',
      installHint: 'install Java (11 or newer) and Maven so that it can be put together',
    },
    settings,
    log,
  );
}

async function obtain(binary: Binary, settings: BinarySettings, log: Log): Promise<string> {
  const { label, program } = binary;
  const cached = path.join(settings.cacheDir, binary.cacheFolder, program);
  const present = findPresent(binary, settings, cached);
  if (present) {
    log.info(`${label}: ${present.file} (${present.where})`);
    return present.file;
  }
  log.info(`${label}: not in ${binary.setting}, on PATH, in ~/go/bin or in the cache ${settings.cacheDir}`);
  makeFolder(settings.cacheDir, 'PROXIE_CACHE_DIR');
  const lockFile = path.join(settings.cacheDir, `${binary.cacheFolder}.lock`);
  const tellWait = (holder: { pid: number }): void =>
    log.info(`${label}: process ${holder.pid} is getting it; waiting`);
  return withProgress(log, `${label}: getting it`, () =>
    withLock(lockFile, tellWait, async () => {
      if (isExecutable(cached)) return cached;
      await fill(binary, settings, log);
      log.info(`${label}: ${cached} (kept in the cache)`);
      return cached;
    }),
  );
}

function findPresent(
  { given, setting, label, program }: Binary,
  { searchPath }: BinarySettings,
  cached: string,
): { file: string; where: string } | undefined {
  if (given !== undefined) {
    const file = path.resolve(given);
    if (!isExecutable(file)) throw new UserError(`${setting} names ${file}, which is no executable (the ${label}).`);
    return { file, where: setting };
  }
  const onPath = findExecutable(program, searchPath);
  if (onPath) return { file: onPath, where: 'PATH or ~/go/bin' };
  return isExecutable(cached) ? { file: cached, where: 'cache' } : undefined;
}

/** Fills the cache folder in one move, so that nobody ever sees half of it. */
async function fill(binary: Binary, { cacheDir, searchPath }: BinarySettings, log: Log): Promise<void> {
  const { label, program, setting } = binary;
  const attempts: [string, (folder: string) => Promise<void>][] = [
    ['trying the download of the Temporal SDK', binary.download],
    [binary.buildLabel, (folder) => binary.build(folder, searchPath)],
  ];
  const failures: string[] = [];
  removeDrafts(cacheDir, binary.cacheFolder);
  for (const [name, attempt] of attempts) {
    log.info(`${label}: ${name}`);
    const draft = fs.mkdtempSync(path.join(cacheDir, `${binary.cacheFolder}.`));
    try {
      await attempt(draft);
      if (!isExecutable(path.join(draft, program))) throw new Error('it left no executable');
      const target = path.join(cacheDir, binary.cacheFolder);
      fs.rmSync(target, { recursive: true, force: true }); // without the executable, or we would not be here
      fs.chmodSync(draft, 0o755);
      fs.renameSync(draft, target);
      return;
    } catch (error) {
      failures.push(`${name}: ${(error as Error).message}`);
      log.warn(`${label}: that did not work: ${(error as Error).message}`);
    } finally {
      fs.rmSync(draft, { recursive: true, force: true });
    }
  }
  throw new UserError(
    `There is no ${label} and it could not be fetched or built. Any of these helps: set ${setting} to the executable, ` +
      `put \`${program}\` on PATH, allow downloads from temporal.download, or ${binary.installHint}.\n` +
      failures.map((each) => `  - ${each}`).join('\n'),
  );
}

/** What a killed process had begun; called by the holder of the lock, so nobody is at it any more. */
function removeDrafts(cacheDir: string, cacheFolder: string): void {
  for (const name of fs.readdirSync(cacheDir)) {
    if (name.startsWith(`${cacheFolder}.`) && !name.startsWith(`${cacheFolder}.lock`)) {
      fs.rmSync(path.join(cacheDir, name), { recursive: true, force: true });
    }
  }
}
