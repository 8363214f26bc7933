import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { UserError } from '#platform/user-error.ts';
import { testBrowser } from '#test/support/browser.ts';
import { startOwnProduct } from './demo/own-product.ts';
import { createCamera } from './screenshots/camera.ts';
import { playLife } from './screenshots/life.ts';
import { allPictures, BYTES_OF_ALL } from './screenshots/pictures.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** `npm run screenshots`: plays a life in a product of its own and takes the pictures that the README shows. */
export async function main(): Promise<void> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'proxie-screenshots-'));
  const browser = await testBrowser({ FONTCONFIG_FILE: await fontsIn(folder) });
  if (!browser) throw new UserError('The screenshots need Chromium: none was found on PATH.');
  try {
    const product = await startOwnProduct(print);
    try {
      await playLife({ browser, baseUrl: product.baseUrl, take: createCamera(print) });
    } finally {
      await product.stop();
    }
  } finally {
    await browser.close();
    await fs.rm(folder, { recursive: true, force: true });
  }
  await checkSizes();
}

/** On Linux the font of the system is whatever a machine has; of those, the pictures take one that looks like elsewhere. */
async function fontsIn(folder: string): Promise<string> {
  const file = path.join(folder, 'fonts.conf');
  const fonts = ['Inter', 'Roboto', 'Noto Sans', 'Liberation Sans'].map((name) => `<string>${name}</string>`).join('');
  await fs.writeFile(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<match target="pattern">
  <test name="family" qual="all" compare="not_eq"><string>monospace</string></test>
  <edit name="family" mode="prepend" binding="weak">${fonts}</edit>
</match></fontconfig>`,
  );
  return file;
}

async function checkSizes(): Promise<void> {
  const sizes = await Promise.all(allPictures().map(async ({ file }) => (await fs.stat(file)).size));
  const all = sizes.reduce((sum, size) => sum + size, 0);
  if (all > BYTES_OF_ALL) throw new UserError(`All pictures have ${all} bytes; at most ${BYTES_OF_ALL} are allowed.`);
  print(`${sizes.length} pictures, ${Math.round(all / 1_000)} kB together.`);
}
