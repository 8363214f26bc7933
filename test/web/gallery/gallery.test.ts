import { expect } from 'chai';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { builtClient } from '#test/support/built-client.ts';
import { testBrowser } from '#test/support/browser.ts';
import { sampled, SEED } from '#test/support/seed.ts';
import { SHARE, sizeOf } from '#test/support/sizes.ts';
import { PAGE_STATES, type Act, type PageFixture, type PageState, type StateFixture } from '#web/kit/fixtures.ts';
import { PAGES, type PageName } from '#web/pages.ts';
import { addressOf, allFixtures } from './all-fixtures.ts';
import { GALLERY_ORIGIN, serveBuilt } from '../support/built-files.ts';
import { flawsOf } from './flaws.ts';
import { LOOKS, windowOf, type Look } from './looks.ts';
import { playApi, type PlayedApi } from '../support/played-api.ts';

const PATIENCE_MS = 15_000;
/** `npm test` looks at the same states each time, so that what fails is about the change; torture looks elsewhere. */
const USUAL_SEED = 1;

describe('the pages of the web client', function () {
  let browser: Browser | undefined;
  let context: BrowserContext;
  let api: PlayedApi;
  let fixtures: ReadonlyMap<PageName, PageFixture>;

  before(async function () {
    fixtures = await allFixtures();
    browser = await testBrowser();
    if (!browser) return this.skip();
    context = await browser.newContext({ reducedMotion: 'reduce' }); // colours change at once, and so can be measured
    await serveBuilt(context, await builtClient());
    api = await playApi(context);
  });
  after(() => browser?.close());

  it('have a fixture for every state, or a reason why they are never in it', () => {
    const missing = (Object.keys(PAGES) as PageName[]).filter((name) => !fixtures.has(name));
    expect(missing, 'pages without fixtures: add them to the fixtures of their slice').to.deep.equal([]);
  });

  it('have no flaw of accessibility or layout in any state, at any width, light or dark', async function () {
    this.timeout(0); // as many states as the size asks for
    const found: string[] = [];
    for (const { name, state, fixture } of chosen(fixtures)) {
      const page = await context.newPage();
      const errors = collectErrors(page);
      await enter(page, name, fixture, state);
      for (const look of looksFor(state)) {
        await show(page, look);
        const flaws = await flawsOf(page);
        found.push(...flaws.map((flaw) => `${name} ${state} ${look.width} ${look.scheme}: ${flaw}`));
      }
      found.push(...errors.map((error) => `${name} ${state}: ${error}`));
      await page.close();
    }
    expect(found, `\n${found.join('\n')}\n`).to.deep.equal([]);
    expect(api.unknown, 'calls that no operation of the API takes').to.deep.equal([]);
  });

  /** Brings a page into a state, as a person would. */
  async function enter(page: Page, name: PageName, fixture: PageFixture, state: PageState): Promise<void> {
    const given = fixture.states[state] as StateFixture;
    api.play(given.answers, fixture.as);
    await page.goto(GALLERY_ORIGIN + addressOf(name, fixture));
    for (const act of given.acts ?? []) await perform(page, act);
    await page
      .getByText(given.shows)
      .first()
      .waitFor({ timeout: PATIENCE_MS })
      .catch(async () => {
        const text = await page.locator('body').innerText();
        throw new Error(`${name} in the state ${state} does not show "${given.shows}", but:\n${text.slice(0, 1_500)}`);
      });
  }
});

interface Shown {
  readonly name: PageName;
  readonly state: PageState;
  readonly fixture: PageFixture;
}

/** Each page at least once and each kind of state at least once, and as many more as the size says. */
function chosen(fixtures: ReadonlyMap<PageName, PageFixture>): readonly Shown[] {
  const all = [...fixtures].flatMap(([name, fixture]) =>
    PAGE_STATES.filter((state) => 'shows' in fixture.states[state]).map((state) => ({ name, state, fixture })),
  );
  const share = sizeOf('gallery').percentOfStates / 100;
  const seed = SHARE === 0 ? USUAL_SEED : SEED;
  return sampled(all, { share, name: 'gallery', groupsOf: ({ name, state }) => [name, state] }, seed);
}

/** The ordinary state in all looks; the others at both ends, in one scheme each. */
function looksFor(state: PageState): readonly Look[] {
  if (state === 'ready' || sizeOf('gallery').percentOfStates === 100) return LOOKS;
  return [
    { width: 320, scheme: 'dark' },
    { width: 1280, scheme: 'light' },
  ];
}

async function perform(page: Page, act: Act): Promise<void> {
  const options = { timeout: PATIENCE_MS };
  if ('fill' in act) return page.getByLabel(act.fill).first().fill(act.with, options);
  const target = page.getByRole(act.role ?? 'button', { name: act.click, exact: true });
  return target.last().click(options);
}

async function show(page: Page, look: Look): Promise<void> {
  await page.setViewportSize(windowOf(look));
  await page.emulateMedia({ colorScheme: look.scheme });
  await page.waitForFunction(`document.documentElement.dataset.mantineColorScheme === '${look.scheme}'`);
  await page.evaluate(TWO_FRAMES); // by then both are drawn
}

const TWO_FRAMES = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))';

/** What breaks in the page itself; answers that are played as failures are part of the play. */
function collectErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  return errors;
}
