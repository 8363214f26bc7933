import path from 'node:path';
import type { Browser } from 'playwright-core';
import { PROJECT_DIR } from '#platform/config.ts';
import { cheapHash } from '#test/support/cheap-hash.ts';
import { testBrowser } from '#test/support/browser.ts';
import { builtClient } from '#test/support/built-client.ts';
import { useProduct, type Product } from '#test/support/product.ts';

/** The password of everybody in these tests. */
export const PASSWORD = 'a-long-and-quiet-password';

/** A product that serves the real client, and a real browser. */
export interface WebProduct extends Product {
  readonly browser: Browser;
  /** Somebody who can sign in; answers the mail address. */
  webConsumer(name: string): Promise<string>;
  /** An active haircutter in Brooklyn who can sign in; answers the mail address. */
  webProvider(name: string): Promise<string>;
}

const BUILD_LIMIT_MS = 300_000;

/** Mocha fixture: a product with its built client and a browser; skips where the machine has no Chromium. */
export function useWeb(settings: Readonly<Record<string, string>> = {}): WebProduct {
  let browser: Browser | undefined;
  before(async function () {
    this.timeout(BUILD_LIMIT_MS);
    await builtClient();
    browser = await testBrowser();
    if (!browser) this.skip();
  });
  const product = useProduct({ settings: { PROXIE_WEB_DIR: path.join(PROJECT_DIR, 'web/dist'), ...settings } });
  after(() => browser?.close());
  Object.defineProperty(product, 'browser', { get: () => browser });
  return Object.assign(product as WebProduct, {
    async webConsumer(name: string) {
      const email = `${name.toLowerCase()}@test.example`;
      await product.consumer({ name, email, passwordHash: await cheapHash(PASSWORD) });
      return email;
    },
    async webProvider(name: string) {
      const email = `${name.toLowerCase()}@test.example`;
      const passwordHash = await cheapHash(PASSWORD);
      const { id } = await product.consumer({ name, email, passwordHash, roles: ['consumer', 'provider'] });
      await product.provider({ name: `${name}'s Cuts`, account: id });
      return email;
    },
  });
}
