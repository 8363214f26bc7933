import { chromium, type Browser } from 'playwright-core';
import { findExecutable } from '#platform/embedded/executables.ts';
import { binarySettings } from './binaries.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * What a test has no use for. Chromium takes the last list of its command line alone, so those that Playwright turns off by
 * itself stand here again; behind them the suggestions of the address bar, which a browser of 2026 draws as two pages of
 * their own beside each new page, at half of what that costs.
 */
const UNUSED_FEATURES = [
  ['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'DialMediaRouteProvider'],
  [
    'GlobalMediaControls',
    'HttpsUpgrades',
    'LensOverlay',
    'MediaRouter',
    'PaintHolding',
    'ThirdPartyStoragePartitioning',
  ],
  ['BlockOriginHeaderModificationOnRedirect', 'AvoidCorsURLLoaderRestartOnRedirect', 'Translate', 'AutoDeElevate'],
  ['OptimizationHints', 'NetworkTimeServiceQuerying', 'AimEnabled'],
  ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup'],
].flat();

/** A Chromium without a window, if the machine has one on PATH; it gets more of an environment, if some is given. Close it at the end. */
export async function testBrowser(env: Readonly<Record<string, string>> = {}): Promise<Browser | undefined> {
  const { searchPath } = binarySettings();
  const executablePath = NAMES.map((name) => findExecutable(name, searchPath)).find((found) => found !== undefined);
  if (executablePath === undefined) return undefined;
  const args = [
    '--no-sandbox', // it needs rights that containers lack
    `--disable-features=${UNUSED_FEATURES.join(',')}`,
  ];
  return chromium.launch({ executablePath, args, env: { ...process.env, ...env } });
}
