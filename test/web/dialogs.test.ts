import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { testBrowser } from '#test/support/browser.ts';
import { builtClient } from '#test/support/built-client.ts';
import { GALLERY_ORIGIN, serveBuilt } from './support/built-files.ts';
import { playApi } from './support/played-api.ts';
import { press } from './support/visitor.ts';

const BUILD_LIMIT_MS = 300_000;
const ID = '0197a2b0-0000-7000-8000-000000000001';

describe('a dialog of the web client', () => {
  let browser: Browser | undefined;
  let page: Page;

  before(async function () {
    this.timeout(BUILD_LIMIT_MS);
    browser = await testBrowser();
    if (!browser) return this.skip();
    const context = await browser.newContext({ reducedMotion: 'reduce' });
    await serveBuilt(context, await builtClient());
    (await playApi(context)).play({}, 'consumer');
    page = await context.newPage();
  });
  after(() => browser?.close());

  for (const [address, button] of [
    [`/requests/${ID}/offers`, 'Choose a time'],
    [`/bookings/${ID}`, 'Cancel the booking'],
  ] as const) {
    it(`takes the focus and gives it back, the first time and again: ${button}`, async () => {
      await page.goto(GALLERY_ORIGIN + address);
      const opener = page.getByRole('button', { name: button });
      for (const time of ['first', 'second']) {
        await press(page, opener);
        await page.getByRole('dialog').locator(':focus').waitFor();
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
        await opener.and(page.locator(':focus')).waitFor();
        expect(await opener.isVisible(), time).to.equal(true);
      }
    });
  }
});
