import { expect } from 'chai';
import sharp, { type Metadata } from 'sharp';
import { IMAGE_TYPES, MAX_IMAGE_FRAMES, MAX_IMAGE_PIXELS, type ImageType } from '#domain/images.ts';
import { exifOf, GIF, IMAGES, jpegOf, jpegSegment, pixels, pngOf, pngOfPixels, webpOf } from '#test/support/images.ts';
import { cleanImage } from './image-cleaner.ts';

const PLACE = '40.6782 N, 73.9442 W';
const [WIDTH, HEIGHT] = [4, 2];
const TURNED = { width: HEIGHT, height: WIDTH };

/** What of a file is not its pixels. */
const BESIDE = ['exif', 'icc', 'iptc', 'xmp', 'comments', 'orientation', 'tifftagPhotoshop'] as const;

describe('cleanImage', () => {
  for (const type of IMAGE_TYPES) {
    it(`keeps the pixels of ${type} and nothing behind its end`, async () => {
      const tail = Buffer.from(`<script>${PLACE}</script>`);
      const content = await clean(Buffer.concat([IMAGES[type], tail]), type);
      expect(content.includes(PLACE)).to.equal(false);
      expect(await pixels(content)).to.deep.equal(await pixels(IMAGES[type]));
      expect((await sharp(content).metadata()).mediaType).to.equal(type);
      expect(await clean(content, type), 'again').to.have.length(content.length);
    });

    it(`has no image to give for the first half of ${type}`, async () => {
      const image = await picture(type, {});
      expect(await cleanImage(image.subarray(0, image.length >> 1), type)).to.deep.equal({ fault: 'broken' });
      const other = type === 'image/png' ? 'image/gif' : 'image/png';
      expect(await cleanImage(image, other)).to.deep.equal({ fault: 'broken' });
    });
  }

  for (const type of ['image/jpeg', 'image/png', 'image/webp'] as const) {
    it(`turns ${type} the right way up, makes its colours sRGB, and drops what a camera has written`, async () => {
      const photo = await picture(type, { orientation: 6, profile: 'p3', place: PLACE });
      expect(photo.includes(PLACE), 'the place is in the file').to.equal(true);
      const content = await clean(photo, type);
      const found = await sharp(content).metadata();
      expect(found).to.deep.include({ ...TURNED, space: 'srgb' });
      expect(found).not.to.have.any.keys(...BESIDE);
      expect(content.includes(PLACE)).to.equal(false);
      const seen = await sharp(photo).autoOrient().raw().toBuffer();
      expect(distance(await pixels(content), seen), 'as it was seen').to.be.lessThan(type === 'image/jpeg' ? 12 : 3);
    });
  }

  it('drops thumbnails, notes and segments of applications, known or not', async () => {
    const told = jpegOf(
      exifOf(1, PLACE),
      jpegSegment(0xe1, `http://ns.adobe.com/xap/1.0/\0<x>${PLACE}</x>`),
      jpegSegment(0xe0, `JFXX\0\x13\x01\x01${PLACE}`),
      jpegSegment(0xe2, `MPF\0${PLACE}`),
      jpegSegment(0xeb, `JP${PLACE}`),
      jpegSegment(0xfe, PLACE),
    );
    expect((await clean(told, 'image/jpeg')).includes(PLACE)).to.equal(false);
    const chunks = { tEXt: `Comment\0${PLACE}`, iTXt: PLACE, zzZz: PLACE, prVt: PLACE };
    expect((await clean(pngOf(7, chunks), 'image/png')).includes(PLACE)).to.equal(false);
    const webp = webpOf({ EXIF: PLACE, 'XMP ': PLACE, ABCD: PLACE });
    expect((await clean(webp, 'image/webp')).includes(PLACE)).to.equal(false);
  });

  it('drops the comments and the XMP of a GIF', async () => {
    const block = (label: number, data: string) =>
      Buffer.concat([Buffer.from([0x21, label, data.length]), Buffer.from(data, 'latin1'), Buffer.from([0])]);
    const xmp = Buffer.concat([
      block(0xff, 'XMP DataXMP').subarray(0, -1),
      Buffer.from([20]),
      Buffer.from(PLACE),
      Buffer.from([0]),
    ]);
    const head = 19; // before the first graphic control extension
    const told = Buffer.concat([GIF.subarray(0, head), block(0xfe, PLACE), xmp, GIF.subarray(head)]);
    expect(await pixels(told)).to.deep.equal(await pixels(GIF));
    expect((await clean(told, 'image/gif')).includes(PLACE)).to.equal(false);
  });

  for (const type of ['image/gif', 'image/webp'] as const) {
    it(`keeps an animated ${type} moving, frame by frame`, async () => {
      const animation = await animated(type, [10, 120, 250]);
      const content = await clean(animation, type);
      expect(motionOf(await sharp(content, { animated: true }).metadata())).to.deep.equal(
        motionOf(await sharp(animation, { animated: true }).metadata()),
      );
      expect(distance(await pixels(content), await pixels(animation))).to.be.lessThan(12);
    });
  }

  it('turns every frame of an animation', async () => {
    const content = await clean(await animated('image/webp', [10, 120, 250], 6), 'image/webp');
    const found = await sharp(content, { animated: true }).metadata();
    expect(motionOf(found)).to.deep.equal({ pages: 3, delay: [100, 200, 300], loop: 2 });
    expect(found).to.deep.include({ width: HEIGHT, pageHeight: WIDTH });
    expect(found).not.to.have.any.keys(...BESIDE);
  });

  it('refuses by their header more pixels or frames than are taken', async () => {
    for (const [width, height] of [
      [30_000, 30_000],
      [2 ** 31 - 1, 1],
      [MAX_IMAGE_PIXELS + 1, 1],
    ] as const) {
      const { fault } = (await cleanImage(pngOfPixels(width, height), 'image/png')) as { fault: string };
      expect(fault, `${width}×${height}`).to.be.oneOf(['too_many_pixels', 'broken']);
    }
    expect(await cleanImage(pngOfPixels(30_000, 30_000), 'image/png')).to.deep.equal({ fault: 'too_many_pixels' });
    const long = Array.from({ length: MAX_IMAGE_FRAMES + 1 }, (_, index) => (index % 2) * 250);
    expect(await cleanImage(await animated('image/gif', long), 'image/gif')).to.deep.equal({
      fault: 'too_many_frames',
    });
  });

  it('decodes nothing but the four types, whatever it is called', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    for (const type of IMAGE_TYPES) expect(await cleanImage(svg, type)).to.deep.equal({ fault: 'broken' });
  });

  it('changes nothing of what it is given', async () => {
    const before = Buffer.from(IMAGES['image/png']);
    await clean(IMAGES['image/png'], 'image/png');
    expect(IMAGES['image/png']).to.deep.equal(before);
  });
});

async function clean(bytes: Uint8Array, type: ImageType): Promise<Buffer> {
  const result = await cleanImage(bytes, type);
  if ('fault' in result) throw new Error(`the image was refused: ${result.fault}`);
  return result.content;
}

/** The largest difference of a channel; the shorter one has no alpha. */
function distance(left: Buffer, right: Buffer): number {
  const channels = right.length === left.length ? 4 : 3;
  const differences = Array.from({ length: right.length }, (_, index) =>
    Math.abs((left[channels === 4 ? index : Math.floor(index / 3) * 4 + (index % 3)] ?? 0) - (right[index] ?? 0)),
  );
  return Math.max(...differences);
}

const motionOf = ({ pages, delay, loop }: Metadata) => ({ pages, delay, loop });

/** A photo as a camera writes it. */
function picture(
  type: ImageType,
  { orientation, profile, place }: { orientation?: number; profile?: string; place?: string },
): Promise<Buffer> {
  const halves = Buffer.concat([Buffer.alloc(WIDTH * 3, 40), Buffer.alloc(WIDTH * 3, 200)]);
  let image = sharp(halves, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } });
  if (profile) image = image.withIccProfile(profile);
  if (place) image = image.withExif({ IFD0: { ImageDescription: place }, IFD3: { GPSAreaInformation: place } });
  if (orientation) image = image.withMetadata({ orientation });
  const lossless = type === 'image/webp' ? { lossless: true } : {};
  return image.toFormat(type.slice(6) as 'png', lossless).toBuffer();
}

async function animated(type: 'image/gif' | 'image/webp', shades: readonly number[], orientation = 1): Promise<Buffer> {
  const frames = await Promise.all(
    shades.map((r, index) => {
      const background = { r, g: index % 256, b: index >> 8, alpha: 1 };
      return sharp({ create: { width: WIDTH, height: HEIGHT, channels: 4, background } })
        .png()
        .toBuffer();
    }),
  );
  const image = sharp(frames, { join: { animated: true } }).withMetadata({ orientation });
  const timing = { delay: shades.map((_, index) => 100 * ((index % 9) + 1)), loop: 2 };
  return type === 'image/gif' ? image.gif(timing).toBuffer() : image.webp({ ...timing, lossless: true }).toBuffer();
}
