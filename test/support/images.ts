import { hash, randomUUID } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import type { EntityManager } from '@mikro-orm/postgresql';
import sharp from 'sharp';
import { Media } from '#db/entities/media.entity.ts';
import { RequestMedia } from '#db/entities/request-media.entity.ts';
import { IMAGE_ENCODING, type ImageType } from '#domain/images.ts';
import type { SignedIn } from './people.ts';
import type { TestClient } from './http.ts';

const text = (value: string): Buffer => Buffer.from(value, 'latin1');

function pngChunk(name: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([text(name), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)]);
}

/** A PNG of one pixel in a colour of its own, with what else is to stand in it. */
export function pngOf(colour = 0, chunks: Readonly<Record<string, string>> = {}): Buffer {
  const pixel = Buffer.alloc(4);
  pixel.writeUInt32BE(colour >>> 0);
  return Buffer.concat([
    text('\x89PNG\r\n\x1a\n'),
    pngChunk('IHDR', Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0])),
    ...Object.entries(chunks).map(([name, value]) => pngChunk(name, text(value))),
    pngChunk('IDAT', deflateSync(Buffer.concat([Buffer.from([0]), pixel]))),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A PNG that says in its header how many pixels it has, and has none. */
export function pngOfPixels(width: number, height: number): Buffer {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 6, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const chunks = [pngChunk('IHDR', header), pngChunk('IDAT', deflateSync(Buffer.alloc(9)))];
  return Buffer.concat([text('\x89PNG\r\n\x1a\n'), ...chunks, pngChunk('IEND', Buffer.alloc(0))]);
}

/** A PNG of so many bytes. */
export function pngOfSize(bytes: number): Buffer {
  const frame = pngOf(0, { zzZz: '' }).length;
  return pngOf(0, { zzZz: 'x'.repeat(bytes - frame) });
}

/** A segment of a JPEG. */
export function jpegSegment(marker: number, data: Uint8Array | string): Buffer {
  const bytes = typeof data === 'string' ? text(data) : Buffer.from(data);
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(bytes.length + 2, 2);
  return Buffer.concat([head, bytes]);
}

/** An Exif segment as cameras write it: which way is up, and a place. */
export function exifOf(orientation: number, place: string): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write('II*\0', 'latin1');
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(1, 8);
  tiff.writeUInt16LE(0x0112, 10);
  tiff.writeUInt16LE(3, 12);
  tiff.writeUInt32LE(1, 14);
  tiff.writeUInt16LE(orientation, 18);
  return jpegSegment(0xe1, Buffer.concat([text('Exif\0\0'), tiff, text(place)]));
}

const JPEG_HEAD = Buffer.from([0xff, 0xd8]);
const JFIF = jpegSegment(0xe0, 'JFIF\0\x01\x01\0\0\x01\0\x01\0\0');
const TABLE = jpegSegment(0xdb, Buffer.concat([Buffer.from([0]), Buffer.alloc(64, 1)]));
const FRAME = jpegSegment(0xc0, Buffer.from([8, 0, 1, 0, 1, 1, 1, 0x11, 0]));
const CODES = [0x00, 0x10].map((table) =>
  jpegSegment(0xc4, Buffer.concat([Buffer.from([table, 1]), Buffer.alloc(15), Buffer.from([0])])),
);
const SCAN = Buffer.concat([
  jpegSegment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
  Buffer.from([0x3f, 0xff, 0, 0xff, 0xd0, 7]),
]);

/** A JPEG of one grey pixel, with what else is to stand before the picture. */
export function jpegOf(...segments: readonly Buffer[]): Buffer {
  return Buffer.concat([JPEG_HEAD, JFIF, ...segments, TABLE, FRAME, ...CODES, SCAN, Buffer.from([0xff, 0xd9])]);
}

/** A WebP of one pixel, with chunks behind the picture. */
export function webpOf(chunks: Readonly<Record<string, string>> = {}): Buffer {
  const extended = [0x08 | 0x04, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  const picture = Buffer.from('2f00000010075081540820000a9a02c68888fe07', 'hex');
  const body = Buffer.concat([
    text('WEBP'),
    ...(Object.keys(chunks).length > 0 ? [riffChunk('VP8X', Buffer.from(extended))] : []),
    riffChunk('VP8L', picture),
    ...Object.entries(chunks).map(([name, value]) => riffChunk(name, text(value))),
  ]);
  return riffChunk('RIFF', body);
}

function riffChunk(name: string, data: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}

export const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** One small image of each type. */
export const IMAGES: Readonly<Record<ImageType, Buffer>> = {
  'image/jpeg': jpegOf(),
  'image/png': pngOf(),
  'image/webp': webpOf(),
  'image/gif': GIF,
};

/** What is seen of an image: red, green, blue and alpha of each pixel, frame after frame. */
export const pixels = (image: Uint8Array): Promise<Buffer> =>
  sharp(image, { animated: true }).ensureAlpha().raw().toBuffer();

/** An image of somebody that a request of theirs names, past the API. */
export async function insertImage(em: EntityManager, account: string, request: string): Promise<string> {
  const [id, content] = [randomUUID(), pngOf((colours += 1))];
  const sha256 = hash('sha256', content, 'buffer');
  const bytes = content.length;
  await em.insert(Media, { id, account, contentType: 'image/png', bytes, sha256, content, encoding: IMAGE_ENCODING });
  await em.insert(RequestMedia, { request, position: 1, media: id });
  return id;
}

let colours = 0x0102_0304;

/** Uploads an image as somebody, a new one unless one is given, and answers its id. */
export async function uploadAs(
  api: TestClient,
  as: Pick<SignedIn, 'token'>,
  image: Uint8Array = pngOf((colours += 1)),
): Promise<string> {
  const { status, body } = await api.post('/v1/media', { as, body: image, headers: { 'content-type': 'image/png' } });
  if (status !== 201) throw new Error(`the upload was answered with ${status} ${JSON.stringify(body)}`);
  return (body as { id: string }).id;
}
