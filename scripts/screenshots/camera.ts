import fs from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { PROJECT_DIR } from '#platform/config.ts';
import { UserError } from '#platform/user-error.ts';
import { BYTES_OF_ONE, PICTURES, placeOf, SCHEMES, type PictureName, type Scheme } from './pictures.ts';

/** Where a run has got to. */
export type Print = (line: string) => void;

/** Takes a page in both schemes, as it stands. */
export type Camera = (page: Page, name: PictureName) => Promise<void>;

const TWO_FRAMES = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))';
const TOP = 'document.activeElement?.blur?.(); window.scrollTo(0, 0)';

/** A camera that writes to where the README looks. A picture that shows the same page with other dates stays as it was. */
export function createCamera(print: Print): Camera {
  return async function take(page, name) {
    const before = page.viewportSize();
    await page.setViewportSize(PICTURES[name]);
    await page.evaluate(TOP); // no blinking caret, no ring around what was clicked last
    for (const scheme of SCHEMES) {
      await show(page, scheme);
      await keep(await page.screenshot({ animations: 'disabled' }), placeOf(name, scheme));
    }
    await show(page, 'light');
    if (before) await page.setViewportSize(before);
  };

  async function keep(shot: Buffer, place: string): Promise<void> {
    const file = path.join(PROJECT_DIR, place);
    const picture = await encode(shot);
    if (picture.length > BYTES_OF_ONE) {
      throw new UserError(`${place} would have ${picture.length} bytes, and at most ${BYTES_OF_ONE} are allowed.`);
    }
    const old = await fs.readFile(file).catch(() => undefined);
    const isKept = old !== undefined && (await isAlike(old, picture));
    if (!isKept) {
      await fs.mkdir(path.dirname(file), { recursive: true });
      await fs.writeFile(file, picture);
    }
    print(`  ${place}  ${Math.round((isKept ? old : picture).length / 1_000)} kB${isKept ? ', as before' : ''}`);
  }
}

async function show(page: Page, colorScheme: Scheme): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
  await page.evaluate(TWO_FRAMES); // by then it is drawn
}

/** Text with sharp edges on flat grounds, which few colours are enough for. */
const encode = (shot: Buffer): Promise<Buffer> => sharp(shot).webp({ quality: 84, effort: 6 }).toBuffer();

/** So much of a picture may be others than before: dates, and how long something still stands. */
const SHARE_OF_DATES = 0.005;
const VISIBLE = 48;

/** Whether two pictures show the same, but for some words. */
export async function isAlike(old: Buffer, next: Buffer): Promise<boolean> {
  const [before, after] = await Promise.all([old, next].map(pixelsOf));
  if (before === undefined || after === undefined || before.length !== after.length) return false;
  let others = 0;
  for (let at = 0; at < before.length; at += 1) {
    if (Math.abs((before[at] ?? 0) - (after[at] ?? 0)) > VISIBLE) others += 1;
  }
  return others / before.length < SHARE_OF_DATES;
}

const pixelsOf = (picture: Buffer): Promise<Buffer> => sharp(picture).greyscale().raw().toBuffer();
