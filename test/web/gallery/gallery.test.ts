import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { sampled, SEED } from '#test/support/seed.ts';
import { SHARE, sizeOf } from '#test/support/sizes.ts';
import { PAGE_STATES, type Act, type PageFixture, type PageState, type StateFixture } from '#web/kit/fixtures.ts';
import { PAGES, type PageName } from '#web/pages.ts';
import { addressOf, allFixtures } from './all-fixtures.ts';
import { flawsOf } from './flaws.ts';
import { LOOK_PAIRS, LOOKS, windowOf, type Look } from './looks.ts';
import { TWO_FRAMES } from '../support/page-load.ts';
import { usePlayedSite } from '../support/use-played-site.ts';

const PATIENCE_MS = 45_000;
/** How long a state may take: that many turns of the clock, each after a look of that length. */
const [MOST_TURNS, GLANCE_MS, TURN_MS] = [60, 250, 1_000];
/** `npm test` looks at the same states each time, so that what fails is about the change; torture looks elsewhere. */
const USUAL_SEED = 1;

describe('the pages of the web client', function () {
  const site = usePlayedSite();
  /** One for all states: to make another costs a browser twice as much as to show something else in it. */
  let page: Page;
  let fixtures: ReadonlyMap<PageName, PageFixture>;

  before(async () => {
    fixtures = await allFixtures();
    const context = await site.browser.newContext({ reducedMotion: 'reduce' }); // colours change at once, and so can be measured
    await context.addInitScript("if (location.origin !== 'null') sessionStorage.clear()"); // nothing is left of the state before
    page = await context.newPage();
    await page.clock.install();
  });

  it('have a fixture for every state, or a reason why they are never in it', () => {
    const missing = (Object.keys(PAGES) as PageName[]).filter((name) => !fixtures.has(name));
    expect(missing, 'pages without fixtures: add them to the fixtures of their slice').to.deep.equal([]);
  });

  it('have no flaw of accessibility or layout in any state, at any width, light or dark', async function () {
    this.timeout(0); // as many states as the size asks for
    const found: string[] = [];
    let shown = '';
    page.on('pageerror', ({ message }) => found.push(`${shown}: ${message}`)); // failures that are played are none
    for (const [index, { name, state, fixture }] of chosen(fixtures).entries()) {
      shown = `${name} ${state}`;
      await enter(name, fixture, state);
      for (const look of looksFor(index)) {
        await show(page, look);
        const flaws = await flawsOf(page);
        found.push(...flaws.map((flaw) => `${shown} ${look.width} ${look.scheme}: ${flaw}`));
      }
    }
    expect(found, `\n${found.join('\n')}\n`).to.deep.equal([]);
    expect(site.api.unknown, 'calls that no operation of the API takes').to.deep.equal([]);
  });

  /** Brings a page into a state, as a person would. */
  async function enter(name: PageName, fixture: PageFixture, state: PageState): Promise<void> {
    const given = fixture.states[state] as StateFixture;
    site.api.play(given.answers, fixture.as);
    await page.goto('about:blank'); // an address that differs behind its `#` alone would load nothing anew
    await page.goto(site.url + addressOf(name, fixture));
    for (const act of given.acts ?? []) await perform(page, act);
    if (await isShown(given.shows)) return;
    const text = await page.locator('body').innerText();
    throw new Error(`${name} in the state ${state} does not show "${given.shows}", but:\n${text.slice(0, 1_500)}`);
  }

  /** Waits for a text, and turns the page's clock while it does: some states come after a pause and another try. */
  async function isShown(text: string): Promise<boolean> {
    const shown = page.getByText(text).first();
    for (let turns = 0; turns < MOST_TURNS; turns += 1) {
      const isThere = await shown.waitFor({ timeout: GLANCE_MS }).then(
        () => true,
        () => false,
      );
      if (isThere) return true;
      await page.clock.fastForward(TURN_MS);
    }
    return false;
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

/** All looks at full size; otherwise two of them, others for the next state. */
function looksFor(index: number): readonly Look[] {
  if (sizeOf('gallery').percentOfStates === 100) return LOOKS;
  return LOOK_PAIRS[index % LOOK_PAIRS.length] ?? LOOKS;
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
