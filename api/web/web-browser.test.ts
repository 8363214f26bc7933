import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { useApi } from '#test/support/api.ts';
import { testBrowser } from '#test/support/browser.ts';
import { builtClient } from '#test/support/built-client.ts';
import { until } from '#test/support/until.ts';

const BUILD_LIMIT_MS = 180_000;

describe('the web client in a browser', function () {
  this.timeout(BUILD_LIMIT_MS);
  const built = { dir: '' };
  before(async () => {
    built.dir = await builtClient();
  });
  const fixture = useApi({ settings: () => ({ PROXIE_WEB_DIR: built.dir }) });

  let browser: Browser | undefined;
  before(async function () {
    browser = await testBrowser();
    if (!browser) this.skip();
  });
  after(() => browser?.close());

  /** Opens an address and collects what the browser complains of. */
  async function open(path: string) {
    const page = await (browser as Browser).newPage();
    const violations: string[] = [];
    await page.exposeFunction('noteViolation', (text: string) => violations.push(text));
    await page.addInitScript(LISTEN_FOR_VIOLATIONS);
    const failures: string[] = [];
    page.on('pageerror', (error) => failures.push(error.message));
    page.on('requestfailed', (request) => failures.push(request.url()));
    const response = await page.goto(fixture.url + path, { waitUntil: 'networkidle' });
    return { page, violations, failures, status: response?.status() };
  }
  const isRendered = async (page: Page): Promise<boolean> => {
    await page.locator('#root main').waitFor(); // the network may be idle before the page is drawn
    return true;
  };

  it('runs at / without one violation of its policy', async () => {
    const { page, violations, failures, status } = await open('/');
    expect(status).to.equal(200);
    expect(await isRendered(page)).to.equal(true);
    expect(violations).to.deep.equal([]);
    expect(failures).to.deep.equal([]);
  });

  it('runs at an address that nobody has, which is answered with 404', async () => {
    const { page, violations, status } = await open('/nowhere/at-all');
    expect(status).to.equal(404);
    expect(await isRendered(page)).to.equal(true);
    expect(violations).to.deep.equal([]);
  });

  it('runs no script and no style that somebody has written into the page', async () => {
    const { page, violations } = await open('/');
    await page.evaluate(INJECTION);
    await until('both to be refused', () => violations.length >= 2);
    expect(await page.evaluate('globalThis.wasRun')).to.equal(undefined);
    expect(await page.locator('body').isVisible()).to.equal(true);
    expect(violations).to.have.members(['script-src-elem', 'style-src-elem']);
  });
});

/** Runs in the page, before anything of its own does. */
const LISTEN_FOR_VIOLATIONS = `document.addEventListener('securitypolicyviolation', (event) =>
  globalThis.noteViolation(event.effectiveDirective))`;

const INJECTION = `{
  const script = document.createElement('script');
  script.textContent = 'globalThis.wasRun = true';
  const style = document.createElement('style');
  style.textContent = 'body { display: none }';
  document.body.append(script, style);
}`;
