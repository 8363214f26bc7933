import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { PROJECT_DIR } from '#platform/config.ts';
import type { PageFixture, SliceFixtures } from '#web/kit/fixtures.ts';
import { PAGES, type PageName } from '#web/pages.ts';

const WEB_DIR = path.join(PROJECT_DIR, 'web');

/** The fixtures of all slices, by page. Throws where two slices have the same page. */
export async function allFixtures(): Promise<ReadonlyMap<PageName, PageFixture>> {
  const found = new Map<PageName, PageFixture>();
  for (const file of fs.readdirSync(WEB_DIR, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.fixtures.ts')) continue;
    const { fixtures } = (await import(pathToFileURL(path.join(WEB_DIR, file)).href)) as { fixtures: SliceFixtures };
    for (const [name, fixture] of Object.entries(fixtures) as [PageName, PageFixture][]) {
      if (found.has(name)) throw new Error(`two slices have fixtures of the page ${name}`);
      found.set(name, fixture);
    }
  }
  return found;
}

/** Where a page is found. */
export function addressOf(name: PageName, { params = {}, search = '' }: PageFixture): string {
  const place = PAGES[name].path.replaceAll(/\$(\w+)/g, (_all, param: string) => {
    const value = params[param];
    if (value === undefined) throw new Error(`the fixture of ${name} has no value for ${param}`);
    return value;
  });
  return place + search;
}
