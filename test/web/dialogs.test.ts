import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { usePlayedSite } from './support/use-played-site.ts';
import { press } from './support/visitor.ts';

const ID = '0197a2b0-0000-7000-8000-000000000001';

describe('a dialog of the web client', () => {
  const site = usePlayedSite();
  let page: Page;

  before(async () => {
    site.api.play({}, 'consumer');
    page = await site.browser.newPage({ reducedMotion: 'reduce' });
  });

  for (const [address, button] of [
    [`/requests/${ID}/offers`, 'Choose a time'],
    [`/bookings/${ID}`, 'Cancel the booking'],
  ] as const) {
    it(`takes the focus and gives it back, the first time and again: ${button}`, async () => {
      await page.goto(site.url + address);
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
