import type { ImageType } from './images.ts';

/**
 * An image without what cameras and programs write beside the picture: where and when a photo was taken, with what, and
 * small copies of it. What the picture needs stays as it is: its colours, and which way is up. What stands behind the end
 * of the image goes, too. Nothing when the image is not whole. A GIF has no place for such things but comments; it stays as it is.
 */
export function withoutMetadata(bytes: Uint8Array, type: ImageType): Uint8Array | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (type) {
    case 'image/jpeg':
      return cleanJpeg(bytes, view);
    case 'image/png':
      return cleanPng(bytes, view);
    case 'image/webp':
      return cleanWebp(bytes, view);
    case 'image/gif':
      return bytes;
  }
}

const PNG_METADATA = new Set(['eXIf', 'tEXt', 'zTXt', 'iTXt', 'tIME']);

/** Chunks of length, name, data and checksum, up to IEND. */
function cleanPng(bytes: Uint8Array, view: DataView): Uint8Array | undefined {
  const kept = [bytes.subarray(0, 8)];
  for (let at = 8; at + 12 <= bytes.length;) {
    const name = textAt(bytes, at + 4, 4);
    const end = at + 12 + view.getUint32(at);
    if (end > bytes.length) return undefined;
    if (!PNG_METADATA.has(name)) kept.push(bytes.subarray(at, end));
    if (name === 'IEND') return joined(kept);
    at = end;
  }
  return undefined;
}

const WEBP_METADATA = new Set(['EXIF', 'XMP ']);
/** In the flags of VP8X: there is an EXIF chunk, there is an XMP chunk. */
const WEBP_METADATA_FLAGS = 0x08 | 0x04;

/** Chunks of name, length and data, each filled up to an even length; the file says how long they are together. */
function cleanWebp(bytes: Uint8Array, view: DataView): Uint8Array | undefined {
  const length = view.getUint32(4, true) + 8;
  if (length > bytes.length) return undefined;
  const kept = [bytes.subarray(0, 12)];
  for (let at = 12; at + 8 <= length;) {
    const name = textAt(bytes, at, 4);
    const size = view.getUint32(at + 4, true);
    const end = at + 8 + size + (size % 2);
    if (end > length + 1) return undefined; // the last one is sometimes not filled up
    const chunk = Uint8Array.from(bytes.subarray(at, Math.min(end, length)));
    if (name === 'VP8X') chunk[8] = (chunk[8] ?? 0) & ~WEBP_METADATA_FLAGS;
    if (!WEBP_METADATA.has(name)) kept.push(chunk);
    at = end;
  }
  const clean = joined(kept);
  new DataView(clean.buffer).setUint32(4, clean.length - 8, true);
  return clean;
}

const SOS = 0xda;
const EOI = 0xd9;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP15 = 0xef;
const COMMENT = 0xfe;

/** By its number, how a segment of an application begins that says something of the picture itself. */
const JPEG_KEPT: Readonly<Record<number, string>> = { 0xe0: 'JFIF\0', 0xe2: 'ICC_PROFILE\0', 0xee: 'Adobe' };

/** Segments up to EOI; behind each SOS comes picture data, which ends at the next marker. */
function cleanJpeg(bytes: Uint8Array, view: DataView): Uint8Array | undefined {
  const kept = [bytes.subarray(0, 2)];
  for (let at = 2; at + 2 <= bytes.length;) {
    const marker = view.getUint8(at + 1);
    if (view.getUint8(at) !== 0xff) return undefined;
    if (marker === 0xff) {
      at += 1; // fill bytes
      continue;
    }
    if (marker === EOI) return joined([...kept, bytes.subarray(at, at + 2)]);
    if (at + 4 > bytes.length) return undefined;
    const segmentEnd = at + 2 + view.getUint16(at + 2);
    const end = marker === SOS ? endOfData(bytes, segmentEnd) : segmentEnd;
    if (end > bytes.length) return undefined;
    kept.push(...keptOf(marker, bytes.subarray(at, end)));
    at = end;
  }
  return undefined;
}

function keptOf(marker: number, segment: Uint8Array): Uint8Array[] {
  if (marker === COMMENT) return [];
  if (marker < APP0 || marker > APP15) return [segment];
  if (marker === APP1) {
    const orientation = orientationIn(segment);
    return orientation === undefined ? [] : [exifWith(orientation)];
  }
  const beginning = JPEG_KEPT[marker];
  return beginning !== undefined && textAt(segment, 4, beginning.length) === beginning ? [segment] : [];
}

/** In picture data 0xff is followed by 0 or by the number of a restart; anything else is a marker. */
function endOfData(bytes: Uint8Array, start: number): number {
  for (let at = start; at + 1 < bytes.length; at += 1) {
    const next = bytes[at + 1] ?? 0;
    if (bytes[at] === 0xff && next !== 0 && (next < 0xd0 || next > 0xd7)) return at;
  }
  return bytes.length;
}

const EXIF = 'Exif\0\0';
const ORIENTATION = 0x0112;

/** Which way is up, as an Exif segment says it: 2 to 8; nothing when it is as it seems. */
function orientationIn(segment: Uint8Array): number | undefined {
  if (segment.length < 18 || textAt(segment, 4, EXIF.length) !== EXIF) return undefined;
  const tiff = new DataView(segment.buffer, segment.byteOffset + 10, segment.byteLength - 10);
  const isLittle = tiff.getUint16(0) === 0x4949;
  const directory = tiff.getUint32(4, isLittle);
  if (directory + 2 > tiff.byteLength) return undefined;
  const count = tiff.getUint16(directory, isLittle);
  for (let entry = 0; entry < count; entry += 1) {
    const at = directory + 2 + 12 * entry;
    if (at + 12 > tiff.byteLength) return undefined;
    if (tiff.getUint16(at, isLittle) !== ORIENTATION) continue;
    const value = tiff.getUint16(at + 8, isLittle);
    return value >= 2 && value <= 8 ? value : undefined;
  }
  return undefined;
}

/** An Exif segment with nothing but the orientation: one directory with one entry, a short. */
function exifWith(orientation: number): Uint8Array {
  const head = [0xff, APP1, 0, 34, ...Array.from(EXIF, (each) => each.charCodeAt(0))];
  const directory = [0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1];
  return Uint8Array.from([...head, ...directory, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function textAt(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}
