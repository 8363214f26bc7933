import type { Browser, Page } from 'playwright-core';
import type { DemoAccount } from '#db/seeds/demo-accounts.ts';
import { demoAccounts } from '../demo/scene.ts';
import type { Camera } from './camera.ts';
import { enroll } from './enrolling.ts';
import { PICTURES } from './pictures.ts';

interface Stage {
  readonly browser: Browser;
  readonly baseUrl: string;
  readonly take: Camera;
}

const SENTENCE = 'I need a haircut for curly hair in Brooklyn within the next two weeks, for $60 to $80';
const OFFERS = {
  petra: { price: '65', notes: 'Includes a wash.', message: 'I cut curls dry. Come with your hair as you wear it.' },
  pablo: { price: '72', notes: 'Styling included.', message: 'Twenty years of curls. I have tea, and no hurry.' },
};
/** By the clock of the provider, each on a later day. */
const TIMES_OFFERED = [
  { part: 'Morning', time: '10:00 AM' },
  { part: 'Afternoon', time: '1:30 PM' },
  { part: 'Afternoon', time: '4:00 PM' },
];
const PATIENCE_MS = 60_000;

/** Plays a life of the demo people in a browser, from a sentence to a booking and an operator's desk, and takes its pages. */
export async function playLife(stage: Stage): Promise<void> {
  const [clara] = demoAccounts('consumer');
  const [petra, pablo] = demoAccounts('provider');
  const consumer = await enter(stage, clara);
  await ask(stage, consumer);
  await offer(await enter(stage, petra), OFFERS.petra, (page) => stage.take(page, 'lead'));
  await offer(await enter(stage, pablo), OFFERS.pablo);
  await compareAndBook(stage, consumer);
  await enroll(stage.baseUrl, clara);
  await lookAtDesk(stage, await enter(stage, demoAccounts('admin')[0]));
}

/** A window of its own in which somebody is signed in by one click. */
async function enter({ browser, baseUrl }: Stage, { name }: DemoAccount): Promise<Page> {
  const context = await browser.newContext({
    baseURL: baseUrl,
    viewport: PICTURES.chat,
    locale: 'en-US',
    timezoneId: 'America/New_York',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  await page.goto('/sign-in');
  await page.getByRole('button', { name }).click();
  await page.waitForURL(({ pathname }) => pathname !== '/sign-in');
  return page;
}

/** Says what is needed, sees the draft, approves it, and goes to the request. */
async function ask({ take }: Stage, page: Page): Promise<void> {
  await page.getByLabel('What do you need?').fill(SENTENCE);
  await page.keyboard.press('Enter');
  const approve = page.getByRole('button', { name: 'Send to providers' });
  await approve.waitFor();
  await settled(page);
  await take(page, 'chat');
  await approve.click();
  await page.getByRole('link', { name: 'Go to the request' }).click();
  await page.waitForURL(/\/requests\//);
}

/** Opens the newest lead and offers some of the free times. */
async function offer(page: Page, said: (typeof OFFERS)['petra'], look?: (page: Page) => Promise<void>): Promise<void> {
  await page.goto('/leads');
  await page
    .getByRole('main')
    .getByRole('link', { name: /haircut/i })
    .first()
    .click();
  for (const [index, { part, time }] of TIMES_OFFERED.entries()) {
    const parts = page.getByRole('button', { name: new RegExp(`^${part}, `) });
    await parts.first().waitFor();
    const day = parts.nth((await parts.count()) - TIMES_OFFERED.length + index); // today is left out: an offer ends with its first time
    await day.click();
    await page.getByRole('checkbox', { name: new RegExp(`at ${time.replace(' ', '\\s')} to `) }).press('Space');
    await day.click();
  }
  await page.getByLabel(/^Price in/).fill(said.price);
  await page.getByLabel(/^About the price/).fill(said.notes);
  await page.getByLabel(/^Message to the client/).fill(said.message);
  await settled(page);
  await look?.(page);
  await page.getByRole('button', { name: 'Send the offer' }).click();
  await page.getByRole('article', { name: /^Offer/ }).waitFor();
}

/** Compares both offers, chooses a time of the first, and books it. */
async function compareAndBook({ take }: Stage, page: Page): Promise<void> {
  await page.goto(`${new URL(page.url()).pathname}/offers`);
  const choose = page.getByRole('button', { name: 'Choose a time' });
  await choose.nth(1).waitFor();
  await settled(page);
  await take(page, 'offers');
  await choose.first().click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('radiogroup').first().getByRole('radio').first().press('Space');
  await take(page, 'phone');
  await sheet.getByRole('button', { name: 'Book' }).click();
  await page.waitForURL(/\/bookings\//);
  await page.reload(); // what was said about it in passing is gone
  await page.getByText('Confirmed').first().waitFor();
  await settled(page);
  await take(page, 'booking');
}

async function lookAtDesk({ take }: Stage, page: Page): Promise<void> {
  await page.goto('/desk');
  await page.getByRole('link', { name: /Clara/ }).waitFor();
  await settled(page);
  await take(page, 'desk');
}

/** Waits until nothing of a page is on its way any more. */
async function settled(page: Page): Promise<void> {
  await page.locator('.mantine-Skeleton-root, [aria-busy="true"]').first().waitFor({ state: 'detached' });
}
