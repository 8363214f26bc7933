import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Page } from 'playwright-core';

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const LAYOUT_FLAWS = fs.readFileSync(path.join(import.meta.dirname, 'layout-flaws.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** What a finger needs (WCAG 2.5.5), less what rounding takes. */
const LEAST_TARGET_PX = 43.5;

interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}

/** Everything that is wrong with what a page shows now, in words; nothing where all is well. */
export async function flawsOf(page: Page): Promise<string[]> {
  await showWhole(page);
  await page.evaluate(LAYOUT_FLAWS);
  return [...(await axeFlaws(page)), ...(await page.evaluate<string[]>(`layoutFlaws(${LEAST_TARGET_PX})`))];
}

/** Makes the window as high as the page, so that the bars which stay in sight lie upon nothing that is looked at. */
async function showWhole(page: Page): Promise<void> {
  const { width = 0, height = 0 } = page.viewportSize() ?? {};
  const whole = await page.evaluate<number>('document.documentElement.scrollHeight');
  if (whole > height) await page.setViewportSize({ width, height: whole });
}

async function axeFlaws(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<AxeResult, string[]>(
    (values) =>
      (globalThis as unknown as { axe: { run: (options: object) => Promise<AxeResult> } }).axe.run({
        runOnly: { type: 'tag', values },
        resultTypes: ['violations'],
        selectors: false, // the element itself is told
      }),
    RULES,
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}
