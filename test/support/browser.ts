import { chromium, type Browser } from 'playwright-core';
import { findExecutable } from '#platform/embedded/executables.ts';
import { binarySettings } from './binaries.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** A Chromium without a window, if the machine has one on PATH; it gets more of an environment, if some is given. Close it at the end. */
export async function testBrowser(env: Readonly<Record<string, string>> = {}): Promise<Browser | undefined> {
  const { searchPath } = binarySettings();
  const executablePath = NAMES.map((name) => findExecutable(name, searchPath)).find((found) => found !== undefined);
  if (executablePath === undefined) return undefined;
  const args = ['--no-sandbox']; // its sandbox needs rights that containers lack
  return chromium.launch({ executablePath, args, env: { ...process.env, ...env } });
}
