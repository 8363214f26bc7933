import fs from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** What a finger needs (WCAG 2.5.5), less what rounding takes. */
const LEAST_TARGET_PX = 43.5;

interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}

/** Everything that is wrong with what a page shows now, in words; nothing where all is well. */
export async function flawsOf(page: Page): Promise<string[]> {
  return [...(await axeFlaws(page)), ...(await page.evaluate(layoutFlaws, LEAST_TARGET_PX))];
}

async function axeFlaws(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<AxeResult, string[]>(
    (values) =>
      (globalThis as unknown as { axe: { run: (options: object) => Promise<AxeResult> } }).axe.run({
        runOnly: { type: 'tag', values },
        resultTypes: ['violations'],
      }),
    RULES,
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

/** Runs in the page: what is wider than the window, and what is too small for a finger. */
function layoutFlaws(leastPx: number): string[] {
  const flaws: string[] = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) {
    flaws.push(`scrolls sideways: ${root.scrollWidth} px in a window of ${root.clientWidth} px`);
  }
  const controls = document.querySelectorAll<HTMLElement>('button, select, textarea, input, [role="button"]');
  for (const control of controls) {
    const target = control.closest('label') ?? document.querySelector<HTMLElement>(`label[for="${control.id}"]`);
    const boxes = [control, target].filter((each) => each !== null).map((each) => each.getBoundingClientRect());
    const isShown = control.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const isLarge = boxes.some(({ width, height }) => width >= leastPx && height >= leastPx);
    const [own] = boxes;
    const isThere = own !== undefined && own.width > 1 && own.height > 1; // those of screen readers alone are not touched
    if (isShown && isThere && !isLarge) {
      const size = `${Math.round(own.width)} × ${Math.round(own.height)}`;
      flaws.push(`too small for a finger (${size}): ${control.outerHTML.slice(0, 120)}`);
    }
  }
  return flaws;
}
