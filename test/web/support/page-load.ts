import type { BrowserContext, Page } from 'playwright-core';
import { LONGEST_MS } from '#web/settled.ts';

/** How a page came up. */
export interface PageLoad {
  /** What the page asked for before its largest part was painted; the page itself is not among it. */
  readonly requests: readonly string[];
  /** What was painted last as the largest part, in words. */
  readonly largest: string;
  /** How much of the window moved while it came up (CLS). */
  readonly shift: number;
  /** What moved. */
  readonly moved: readonly string[];
}

const NAME_OF_NODE = `(node) => (node?.textContent ?? '').trim().slice(0, 60) || node?.className || node?.nodeName || 'gone'`;

/** Runs in the page before anything else. Only what a browser tells by itself is written down. */
const WATCH = `(() => {
  const nameOf = ${NAME_OF_NODE};
  const seen = { largest: undefined, shift: 0, moved: [] };
  new PerformanceObserver((list) => {
    for (const { startTime, element } of list.getEntries()) seen.largest = { atMs: startTime, what: nameOf(element) };
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries()) {
      if (hadRecentInput) continue;
      seen.shift += value;
      seen.moved.push(value.toFixed(3) + ' ' + sources.map(({ node }) => nameOf(node)).join(', '));
    }
  }).observe({ type: 'layout-shift', buffered: true });
  globalThis.seenOfLoad = seen;
})()`;

/** A page may take as long as it likes here: a busy machine must not look like a page that is slow to come. */
const NO_DEADLINE = `(() => {
  const { setTimeout } = globalThis;
  globalThis.setTimeout = (act, ms, ...given) => (ms === ${LONGEST_MS} ? 0 : setTimeout(act, ms, ...given));
})()`;

/** After it, what had changed is drawn. */
export const TWO_FRAMES = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))';

const RESULT = `(() => {
  const { largest, shift, moved } = seenOfLoad;
  const before = performance.getEntriesByType('resource').filter(({ startTime }) => startTime < (largest?.atMs ?? 0));
  const requests = before.map(({ name }) => name.replace(location.origin, ''));
  return { requests, largest: largest?.what ?? 'nothing', shift, moved };
})()`;

/** Has the pages of a context watch how they come up, and every answer wait until what is there without it is painted. */
export async function watchLoads(context: BrowserContext): Promise<void> {
  await context.addInitScript(NO_DEADLINE);
  await context.addInitScript(WATCH);
  await context.route(/\/v1\//, async (call) => {
    await twoFrames(call.request().frame().page());
    await call.fallback();
  });
}

/** How a page has come up that shows a text, once nothing of it is missing any more. */
export async function loadOf(page: Page, shows: string): Promise<PageLoad> {
  await page.getByText(shows).first().waitFor();
  await page.waitForFunction(`document.querySelector('.mantine-Skeleton-root') === null`);
  await twoFrames(page);
  return page.evaluate<PageLoad>(RESULT);
}

const twoFrames = (page: Page): Promise<unknown> => page.evaluate(TWO_FRAMES).catch(() => undefined); // it may have gone on
