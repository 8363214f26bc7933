import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { stampOf } from '#platform/web-build.ts';
import { builtClient } from '#test/support/built-client.ts';
import type { PageName } from '#web/pages.ts';
import { addressOf, allFixtures } from './gallery/all-fixtures.ts';
import { buildSizes } from './support/build-sizes.ts';
import { loadOf, watchLoads, type PageLoad } from './support/page-load.ts';
import { usePlayedSite } from './support/use-played-site.ts';

const BUILD_LIMIT_MS = 300_000;
const KB = 1_000;
const FIRST_SCRIPTS = 190 * KB;
const SCRIPTS_OF_A_PAGE = 45 * KB;
const STYLES = 30 * KB;
const REQUESTS_BEFORE_THE_LARGEST_PAINT = 8;
const LAYOUT_SHIFT = 0.05;

/** The pages on which people begin or stay. */
const MAIN_PAGES: readonly PageName[] = [
  'start',
  'signIn',
  'home',
  'chat',
  'request',
  'offers',
  'bookings',
  'leads',
  'desk',
];
const WINDOWS = [
  { width: 1280, height: 900 },
  { width: 390, height: 844 },
];

describe('what the web client costs whoever opens it', () => {
  const print = (line: string): void => void process.stdout.write(`      ${line}\n`);

  it('is at most 190 kB of scripts at first, 45 kB for a page, and 30 kB of styles', async function () {
    this.timeout(BUILD_LIMIT_MS);
    const folder = await builtClient();
    const { firstScripts, styles, pages } = buildSizes(folder);
    print(
      `built in ${stampOf(folder)?.seconds.toFixed(1)} s: first scripts ${inKb(firstScripts)}, styles ${inKb(styles)}`,
    );
    for (const [slice, { own, all, files }] of pages) {
      print(`${slice}: ${inKb(own)}, with ${files - 1} more ${inKb(all)}`);
    }
    expect(firstScripts).to.be.at.most(FIRST_SCRIPTS);
    expect(styles).to.be.at.most(STYLES);
    expect([...pages].filter(([, { all }]) => all > SCRIPTS_OF_A_PAGE)).to.deep.equal([]);
  });

  it('has its own styles behind those of the library, which they change', async () => {
    const assets = path.join(await builtClient(), 'assets');
    const [file = '', ...others] = fs.readdirSync(assets).filter((name) => name.endsWith('.css'));
    expect(others).to.deep.equal([]);
    const css = fs.readFileSync(path.join(assets, file), 'utf8');
    expect(css.lastIndexOf('.m_'), 'the last of Mantine').to.be.lessThan(css.search(/\._[a-z]\w*_\w{5}_\d/i));
  });

  describe('in a browser', () => {
    const site = usePlayedSite();
    let page: Page;

    before(async () => {
      const context = await site.browser.newContext();
      await watchLoads(context);
      page = await context.newPage();
    });

    it('is at most 8 requests before the largest paint, and nothing moves while a page comes up', async function () {
      this.timeout(BUILD_LIMIT_MS);
      const fixtures = await allFixtures();
      const over: string[] = [];
      for (const name of MAIN_PAGES) {
        for (const viewport of WINDOWS) {
          const { requests, shift, largest, moved } = await load(name, viewport);
          const where = `${name} at ${viewport.width}`;
          print(`${where}: ${requests.length} requests before “${largest}”, shift ${shift.toFixed(3)}`);
          if (requests.length > REQUESTS_BEFORE_THE_LARGEST_PAINT) over.push(`${where}: ${requests.join(' ')}`);
          if (shift > LAYOUT_SHIFT) over.push(`${where} moves by ${shift}: ${moved.join('; ')}`);
        }
      }
      expect(over, `\n${over.join('\n')}\n`).to.deep.equal([]);

      async function load(name: PageName, viewport: (typeof WINDOWS)[number]): Promise<PageLoad> {
        const fixture = fixtures.get(name);
        const ready = fixture?.states.ready;
        if (!fixture || !ready || !('shows' in ready)) throw new Error(`${name} has no ordinary state`);
        site.api.play(ready.answers, fixture.as);
        await page.setViewportSize(viewport);
        await page.goto(site.url + addressOf(name, fixture));
        return loadOf(page, ready.shows);
      }
    });
  });
});

const inKb = (bytes: number): string => `${(bytes / KB).toFixed(1)} kB`;
