import fs from 'node:fs';
import path from 'node:path';
import { PROJECT_DIR } from '#platform/config.ts';

/** Where tests keep the bundle; coverage is worked out from it when the test run and its folder are gone. */
export const BUNDLES_DIR = path.join(PROJECT_DIR, '.proxie/test-bundles');

/** Has the workers of a product with this data folder take the bundle that the tests have made. */
export function shareBundles(dataDir: string): void {
  fs.mkdirSync(BUNDLES_DIR, { recursive: true });
  fs.mkdirSync(dataDir, { recursive: true });
  const link = path.join(dataDir, 'bundles');
  if (!fs.existsSync(link)) fs.symlinkSync(BUNDLES_DIR, link);
}
