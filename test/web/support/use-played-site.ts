import type { Browser } from 'playwright-core';
import { testBrowser } from '#test/support/browser.ts';
import { builtClient } from '#test/support/built-client.ts';
import { startPlayedSite, type PlayedSite } from './played-site.ts';

const BUILD_LIMIT_MS = 300_000;

/** The built client before a played API, and a browser to look at it. */
export interface PlayedWeb extends PlayedSite {
  readonly browser: Browser;
}

/** Mocha fixture; skips where the machine has no Chromium. */
export function usePlayedSite(): PlayedWeb {
  const fixture = {} as { -readonly [Key in keyof PlayedWeb]: PlayedWeb[Key] };
  before(async function () {
    this.timeout(BUILD_LIMIT_MS);
    const browser = await testBrowser();
    if (!browser) return this.skip();
    Object.assign(fixture, await startPlayedSite(await builtClient()), { browser });
  });
  after(async () => {
    await fixture.browser?.close();
    fixture.close?.();
  });
  return fixture;
}
