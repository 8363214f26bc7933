import fs from 'node:fs/promises';
import path from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';
import { PROJECT_DIR } from '#platform/config.ts';

/**
 * Gives the code inside the sandbox the switch of the process outside; a proxy, because plain values are frozen there. What a
 * run meets is counted for the test that is under way, and in a replay for the run itself.
 */
const SWITCH = `{
  const outside = TextEncoder.constructor('return globalThis')();
  globalThis.__stryker__ = new Proxy({}, {
    get: (_own, name) =>
      name === 'currentTestId'
        ? outside.__stryker__.currentTestId ?? globalThis.__TEMPORAL_ACTIVATOR__?.info?.workflowId
        : outside.__stryker__[name],
    set: (_own, name, value) => Reflect.set(outside.__stryker__, name, value),
  });
}
`;

/** The workflow bundle with all mutants inside. It runs in the thread of its worker, so the worker must be in debug mode. */
export async function mutatedBundle(sources: ReadonlyMap<string, string>, folder: string): Promise<string> {
  for (const place of ['workflows', 'domain', 'package.json']) {
    await fs.cp(path.join(PROJECT_DIR, place), path.join(folder, place), {
      recursive: true,
      filter: (file) => !file.endsWith('.test.ts') && !file.endsWith('histories'),
    });
  }
  for (const [file, code] of sources) await fs.writeFile(path.join(folder, path.relative(PROJECT_DIR, file)), code);
  const ignore = (): void => {};
  const logger = { log: ignore, trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore };
  const { code } = await bundleWorkflowCode({ workflowsPath: path.join(folder, 'workflows/index.ts'), logger });
  const bundle = path.join(folder, 'bundle.js');
  await fs.writeFile(bundle, SWITCH + code);
  return bundle;
}
