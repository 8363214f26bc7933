import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { PROJECT_DIR } from './config.ts';
import { withLock } from './embedded/file-lock.ts';
import type { Log } from './logger.ts';
import { withProgress } from './progress.ts';
import { UserError } from './user-error.ts';

/** What a build needs to know. */
export interface WebBuildOptions {
  readonly log: Pick<Log, 'info'>;
  /** The folder with `web/` and what it is made from. */
  readonly projectDir?: string;
  /** Ends a build that nobody waits for any more. */
  readonly signal?: AbortSignal;
  /** Builds `web/` into a folder; in tests something quicker than Vite. */
  readonly bundle?: Bundle;
}

/** Writes a build into an empty folder, or throws a `UserError` with what the bundler says. */
export type Bundle = (projectDir: string, outDir: string, signal?: AbortSignal) => Promise<void>;

/** A build depends on these, and on nothing else. */
const SOURCES = ['web', 'contracts', 'domain', 'package.json', 'package-lock.json', 'tsconfig.json'];
/** Names in `web/` that a build makes. */
const MADE = /^(?:dist|\.dist.*)$/;
const TEST = /\.test\.tsx?$/;
const STAMP = '.sources';
const SHOWN_LINES = 30;

/**
 * Brings `web/dist` up to date. It is built only when what it is made from has changed, in a process of its own and in a
 * folder of its own that then takes the place of the old build: whoever reads `web/dist` finds one whole build, and a
 * failed build leaves the old one. Of processes that want a build at once one makes it and the others wait.
 */
export async function buildWebClient(options: WebBuildOptions): Promise<'built' | 'current'> {
  const { log, projectDir = PROJECT_DIR, signal, bundle = bundleByVite } = options;
  const web = path.join(projectDir, 'web');
  const dist = path.join(web, 'dist');
  const isCurrent = (): boolean => stampOf(dist)?.hash === sourcesHash(projectDir);
  if (isCurrent()) return 'current';
  const onWait = (): void => log.info('another process is building the web client: waiting for it');
  return withLock(path.join(web, '.dist.lock'), onWait, async () => {
    if (isCurrent()) return 'current';
    for (const name of fs.readdirSync(web)) if (name.startsWith('.dist-')) remove(path.join(web, name)); // of killed builds
    const draft = path.join(web, `.dist-${randomUUID()}`);
    const hash = sourcesHash(projectDir); // before the build: what changes meanwhile is built the next time
    const startedAt = performance.now();
    try {
      await withProgress(log, 'building the web client', () => bundle(projectDir, draft, signal));
      const seconds = (performance.now() - startedAt) / 1_000;
      fs.writeFileSync(path.join(draft, STAMP), JSON.stringify({ hash, seconds } satisfies Stamp));
      replace(dist, draft);
    } finally {
      remove(draft);
    }
    return 'built';
  });
}

/** One hash over the names and the contents of everything that a build is made from. */
export function sourcesHash(projectDir: string): string {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const file of filesIn(path.join(projectDir, source))) {
      hash
        .update(`${path.relative(projectDir, file)}\0`)
        .update(fs.readFileSync(file))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

function filesIn(place: string): string[] {
  if (!fs.existsSync(place)) return [];
  if (fs.statSync(place).isFile()) return [place];
  return fs
    .readdirSync(place, { withFileTypes: true })
    .filter(({ name }) => !MADE.test(name) && !TEST.test(name))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(({ name }) => filesIn(path.join(place, name)));
}

/** What a build was made from, and how long that took. */
export interface Stamp {
  readonly hash: string;
  readonly seconds: number;
}

/** The stamp of the build in a folder, if there is one. */
export function stampOf(dist: string): Stamp | undefined {
  try {
    return JSON.parse(fs.readFileSync(path.join(dist, STAMP), 'utf8')) as Stamp;
  } catch {
    return undefined;
  }
}

function replace(dist: string, draft: string): void {
  const old = `${draft}-old`;
  if (fs.existsSync(dist)) fs.renameSync(dist, old);
  fs.renameSync(draft, dist);
  remove(old);
}

const remove = (folder: string): void => fs.rmSync(folder, { recursive: true, force: true });

async function bundleByVite(projectDir: string, outDir: string, signal?: AbortSignal): Promise<void> {
  const config = path.join(projectDir, 'web', 'vite.config.ts');
  const child = spawn(
    process.execPath,
    [viteProgram(), 'build', '--config', config, '--outDir', outDir, '--logLevel', 'warn'],
    {
      cwd: projectDir,
      env: { ...process.env, NODE_ENV: 'production' }, // or React is built for development
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
    },
  );
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  if (code === 0) return;
  const said = `${output}${errors}`.trim().split('\n').slice(-SHOWN_LINES).join('\n');
  throw new UserError(`the web client could not be built:\n${said}`);
}

function viteProgram(): string {
  try {
    return path.join(path.dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js');
  } catch (cause) {
    throw new UserError(
      'the web client cannot be built: Vite is not installed; `npm ci` without `--omit=dev` does so',
      {
        cause,
      },
    );
  }
}
