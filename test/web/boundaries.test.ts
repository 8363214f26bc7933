import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import { usePlayedSite } from './support/use-played-site.ts';

const REQUEST = '/requests/0197a2b0-0000-7000-8000-000000000001';

describe('a failure in a page of the web client', () => {
  let context: BrowserContext;
  const site = usePlayedSite();
  let page: Page;

  beforeEach(async () => {
    context = await site.browser.newContext();
    page = await context.newPage();
  });
  afterEach(() => context.close());

  const open = (at: string): Promise<unknown> => page.goto(site.url + at);
  const notice = () => page.getByRole('alert');

  it('of the server stays in its section, names the request, and is mended by trying again', async () => {
    site.api.play({ getRequestTimeline: { problem: 'internal' } }, 'consumer');
    await open(REQUEST);
    await notice().getByText('What happened: the server has a problem').waitFor();
    await notice().getByText('a-request-of-the-gallery').waitFor();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).to.match(/haircut/i);
    site.api.play({}, 'consumer');
    await notice().getByRole('button', { name: 'Try again' }).click();
    await notice().waitFor({ state: 'detached' });
  });

  it('of its own code stays in its section, too', async () => {
    site.api.play(
      { getRequestTimeline: { body: { items: [{ nothing: 'that a page knows' }], nextCursor: null } } },
      'consumer',
    );
    await open(REQUEST);
    await notice().getByText('What happened: an unexpected error occurred').waitFor();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).to.match(/haircut/i);
    await page.getByRole('link', { name: 'Bookings', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: /bookings/i }).waitFor();
  });

  it('of a whole page is a page with a heading, and so is what is not there or not theirs', async () => {
    for (const [problem, heading] of [
      ['not_found', 'It is not there'],
      ['not_yours', 'It is not yours to see'],
      ['internal', 'This page cannot be shown'],
    ] as const) {
      site.api.play({ getRequest: { problem } }, 'consumer');
      await open(REQUEST);
      await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    }
    site.api.play({}, 'consumer');
    await notice().getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { level: 1, name: /haircut/i }).waitFor();
  });

  it('to load a part of the client, as after a deployment, offers to reload the page', async () => {
    site.api.play({}, 'consumer');
    await open('/requests');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await context.route(/\/assets\/bookings.*\.js$/, (call) => call.fulfill({ status: 404 }));
    await page.getByRole('link', { name: 'Bookings', exact: true }).click();
    await notice().getByText('this page has been updated').waitFor();
    await context.unroute(/\/assets\/bookings.*\.js$/);
    await notice().getByRole('button', { name: 'Reload the page' }).click();
    await page.getByRole('heading', { level: 1, name: /bookings/i }).waitFor();
  });
});
