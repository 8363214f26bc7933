import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';
import { PROJECT_DIR } from '#platform/config.ts';
import type { Log } from '#platform/logger.ts';
import { ENCODED_FAILURES } from '#platform/temporal/data-converter.ts';

const ENTRY = path.join(PROJECT_DIR, 'workflows/index.ts');
const SOURCES = ['workflows', 'domain', 'package-lock.json'];

/** What a bundle is made for. */
export interface BundleOptions {
  /** Whether payloads are encrypted: then the messages of failures must become payloads inside the bundle already. */
  readonly encrypted?: boolean;
}

/**
 * The path of the workflow bundle for the code as it is now. It is made once and kept under its content's hash in the
 * folder: a restart needs no bundler, and coverage tools can trace a file on disk back to its sources.
 */
export async function workflowBundle(folder: string, log: Log, { encrypted }: BundleOptions = {}): Promise<string> {
  const kind = encrypted ? 'workflows-encrypted' : 'workflows';
  const codePath = path.join(folder, `${kind}-${await hashOfSources()}.js`);
  if (await exists(codePath)) return codePath;
  log.info('bundling the workflows');
  const { code } = await bundleWorkflowCode({
    workflowsPath: ENTRY,
    logger: quiet(log),
    ...(encrypted && { failureConverterPath: ENCODED_FAILURES }),
  });
  await fs.mkdir(folder, { recursive: true });
  const draft = `${codePath}.${process.pid}`;
  await fs.writeFile(draft, code);
  await fs.rename(draft, codePath); // in one step: another process may be doing the same
  return codePath;
}

async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const file of await filesIn(path.join(PROJECT_DIR, source))) {
      hash.update(path.relative(PROJECT_DIR, file)).update(await fs.readFile(file));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

async function filesIn(place: string): Promise<string[]> {
  if ((await fs.stat(place)).isFile()) return [place];
  const entries = await fs.readdir(place, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .toSorted();
}

const exists = (file: string): Promise<boolean> =>
  fs.access(file).then(
    () => true,
    () => false,
  );

/** The bundler's progress is noise; its warnings and errors are not. */
function quiet(log: Log) {
  const ignore = (): void => {};
  const warn = (message: string): void => log.warn(message);
  const error = (message: string): void => log.error(message);
  return { log: ignore, trace: ignore, debug: ignore, info: ignore, warn, error };
}
