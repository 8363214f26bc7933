import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';

/** How long something may take to appear; a page that is right shows it at once. */
export const PATIENCE_MS = 45_000;

/** Somebody with a browser of their own. */
export interface WebVisitor {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the page broke or its policy refused; nothing, where all is well. */
  readonly complaints: readonly string[];
}

/** Opens a browser for somebody and takes down what goes wrong in it. */
export async function visit(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<WebVisitor> {
  const context = await browser.newContext({ baseURL: url, reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  const complaints: string[] = [];
  await context.exposeFunction('noteViolation', (text: string) => complaints.push(`policy: ${text}`));
  await context.addInitScript(
    "document.addEventListener('securitypolicyviolation', (event) => globalThis.noteViolation(event.violatedDirective + ' ' + event.blockedURI))",
  );
  context.on('weberror', (error) => complaints.push(`error: ${error.error().message}`));
  return { page: await context.newPage(), context, complaints };
}

/** Signs in as people do who have no mouse. */
export async function signInByKeyboard(page: Page, { email, password }: { email: string; password: string }) {
  await page.goto('/sign-in');
  await type(page, page.getByLabel('Mail address'), email);
  await type(page, page.getByLabel(/^Password/), password);
  await page.keyboard.press('Enter');
  await page.waitForURL((at) => at.pathname !== '/sign-in');
}

const MOST_TABS = 250;

/** Goes to an element by the Tab key alone; throws when that never comes to it. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    if (await isFocused(target)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the Tab key never comes to ${String(target)}`);
}

/** Presses a button or follows a link without a mouse. */
export async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}

/** Chooses a radio button or a checkbox without a mouse. */
export async function choose(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Space');
}

/** Writes into a field without a mouse. */
export async function type(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(text);
}

async function isFocused(target: Locator): Promise<boolean> {
  return (await target.and(target.page().locator(':focus')).count()) > 0;
}
