import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import sharp from 'sharp';
import { PROJECT_DIR } from '#platform/config.ts';
import { isAlike } from './screenshots/camera.ts';
import {
  allPictures,
  BYTES_OF_ALL,
  BYTES_OF_ONE,
  PICTURES,
  placeOf,
  type PictureName,
} from './screenshots/pictures.ts';

const README = fs.readFileSync(path.join(PROJECT_DIR, 'README.md'), 'utf8');

describe('npm run screenshots', () => {
  it('has made every picture, in the size of its window and small enough for a clone', async () => {
    const sizes = allPictures().map(({ file }) => fs.statSync(file).size);
    expect(sizes.filter((size) => size > BYTES_OF_ONE)).to.deep.equal([]);
    expect(sizes.reduce((sum, size) => sum + size, 0)).to.be.at.most(BYTES_OF_ALL);
    for (const [name, { width, height }] of Object.entries(PICTURES)) {
      for (const scheme of ['light', 'dark'] as const) {
        const found = await sharp(path.join(PROJECT_DIR, placeOf(name as PictureName, scheme))).metadata();
        expect([found.width, found.height], `${name} ${scheme}`).to.deep.equal([width, height]);
      }
    }
  });

  it('is what the README shows: each picture in the colours of the reader, and no other', () => {
    const shown = [...README.matchAll(/<picture><source ([^>]*)><img ([^>]*)><\/picture>/g)].map(
      ([, source = '', img = '']) => [srcOf(source), srcOf(img), /alt="[^"]{20,}"/.test(img)],
    );
    const all = (Object.keys(PICTURES) as PictureName[]).map((name) => [
      placeOf(name, 'dark'),
      placeOf(name, 'light'),
      true,
    ]);
    expect(shown).to.have.deep.members(all);
    expect(README.match(/docs\/screenshots\//g)).to.have.length(2 * all.length);
  });

  it('leaves a picture as it was when only some words of it have changed', async () => {
    const page = await drawn('Sat, Nov 28, 4:30 PM', '#ffffff');
    expect(await isAlike(page, await drawn('Sun, Dec 6, 10:00 AM', '#ffffff'))).to.equal(true);
    expect(await isAlike(page, await drawn('Sat, Nov 28, 4:30 PM', '#131211'))).to.equal(false);
  });
});

const srcOf = (tag: string): string | undefined => /\bsrc(?:set)?="([^"]+)"/.exec(tag)?.[1];

const drawn = (words: string, ground: string): Promise<Buffer> =>
  sharp({ create: { width: 640, height: 400, channels: 3, background: ground } })
    .composite([{ input: { text: { text: words, dpi: 96 } }, left: 40, top: 40 }])
    .webp()
    .toBuffer();
