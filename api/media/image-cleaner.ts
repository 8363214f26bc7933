import sharp, { type Metadata, type Sharp, type SharpOptions } from 'sharp';
import { MAX_IMAGE_FRAMES, MAX_IMAGE_PIXELS, MAX_STORED_IMAGE_BYTES, type ImageType } from '#domain/images.ts';
import { createWorkQueue } from '#platform/work-queue.ts';

/** What an image is after it was decoded and encoded again, or why it is not taken. */
export type CleanImage =
  | { readonly content: Buffer }
  | { readonly fault: 'broken' | 'too_many_pixels' | 'too_many_frames' | 'too_slow' | 'too_large' };

/** Images are decoded in the threads of Node's pool, which files and passwords need as well: two of its four at most. */
const AT_ONCE = 2;
/** Others are refused: they would wait longer than their senders do. */
const MOST_WAITING = 8;
/** Far more than any image within the limits takes, on a machine that has other work, too. */
const TIME_LIMIT_SECONDS = 30;
/** No loss that is seen, for the lossy types. */
const QUALITY = 90;

const READING: SharpOptions = { failOn: 'error', animated: true, limitInputPixels: MAX_IMAGE_PIXELS };

// libvips reads dozens of formats; no decoder but those of the four types ever runs.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp', 'VipsForeignLoadNsgif'],
});
sharp.cache(false); // no image comes twice
sharp.concurrency(1);

const queue = createWorkQueue(AT_ONCE, MOST_WAITING);

/**
 * Decodes an image and encodes its pixels anew: nothing else of the file remains, such as metadata, thumbnails or bytes
 * behind its end. Its orientation is applied, its colours become sRGB, and an animated GIF or WebP keeps its frames and
 * their timing. An image beyond the limits is refused by its header, before anything is decoded. Throws `QueueFull` when too
 * many wait to be decoded.
 */
export function cleanImage(bytes: Uint8Array, type: ImageType): Promise<CleanImage> {
  return queue(async () => {
    try {
      const found = await sharp(bytes, { ...READING, limitInputPixels: false }).metadata();
      if (`image/${found.format}` !== type) return { fault: 'broken' };
      if ((found.pages ?? 1) > MAX_IMAGE_FRAMES) return { fault: 'too_many_frames' };
      if (found.width * found.height > MAX_IMAGE_PIXELS) return { fault: 'too_many_pixels' };
      const content = await encoded(await upright(bytes, found), type, bytes).toBuffer();
      return content.length > MAX_STORED_IMAGE_BYTES ? { fault: 'too_large' } : { content };
    } catch (error) {
      return { fault: String(error).includes('timeout:') ? 'too_slow' : 'broken' };
    }
  });
}

/** The pixels with the right side up. libvips turns one picture at a time, so the frames of an animation are turned alone. */
async function upright(bytes: Uint8Array, { pages = 1, orientation = 1, delay, loop }: Metadata): Promise<Sharp> {
  if (orientation === 1) return decoder(bytes);
  if (pages === 1) return decoder(bytes).autoOrient();
  const frames: Buffer[] = [];
  for (let page = 0; page < pages; page += 1) {
    const frame = decoder(bytes, { animated: false, page }).autoOrient();
    frames.push(await frame.png({ compressionLevel: 1 }).toBuffer());
  }
  return sharp(frames, { ...READING, animated: false, join: { animated: true } })
    .timeout({ seconds: TIME_LIMIT_SECONDS })
    .webp({ ...(delay && { delay }), ...(loop !== undefined && { loop }) });
}

function decoder(bytes: Uint8Array, options: SharpOptions = {}): Sharp {
  return sharp(bytes, { ...READING, ...options }).timeout({ seconds: TIME_LIMIT_SECONDS });
}

function encoded(image: Sharp, type: ImageType, bytes: Uint8Array): Sharp {
  switch (type) {
    case 'image/jpeg':
      return image.jpeg({ quality: QUALITY });
    case 'image/png':
      return image.png();
    case 'image/webp':
      return image.webp({ quality: QUALITY, lossless: Buffer.from(bytes).includes('VP8L'), effort: 2 });
    case 'image/gif':
      return image.gif({ effort: 1 });
  }
}
