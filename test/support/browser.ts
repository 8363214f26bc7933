import { chromium, type Browser } from 'playwright-core';
import { findExecutable } from '#platform/embedded/executables.ts';
import { binarySettings } from './binaries.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** A Chromium without a window, if the machine has one on PATH. Close it at the end. */
export async function testBrowser(): Promise<Browser | undefined> {
  const { searchPath } = binarySettings();
  const executablePath = NAMES.map((name) => findExecutable(name, searchPath)).find((found) => found !== undefined);
  if (executablePath === undefined) return undefined;
  return chromium.launch({ executablePath, args: ['--no-sandbox'] }); // its sandbox needs rights that containers lack
}
