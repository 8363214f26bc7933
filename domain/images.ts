/** What an image may be. */
export const IMAGE_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'] as const;
export type ImageType = (typeof IMAGE_TYPES)[number];

/** The largest image: 5 MB. */
export const MAX_IMAGE_BYTES = 5_000_000;
/** How many images a message or a request may have. */
export const MAX_IMAGES = 5;

interface Format {
  readonly type: ImageType;
  /** The bytes at the start; null stands for any byte. */
  readonly signature: readonly (number | null)[];
  /** True when the header is there up to a width and a height, and neither is 0. */
  readonly hasSize: (bytes: DataView) => boolean;
}

const codes = (text: string): number[] => Array.from(text, (each) => each.charCodeAt(0));
const ANY_FOUR = [null, null, null, null];

/**
 * The signatures are those of the WHATWG MIME Sniffing Standard. The headers are those of ITU-T T.81 (JPEG), the PNG
 * specification, RFC 9649 (WebP) and the GIF89a specification.
 */
const FORMATS: readonly Format[] = [
  { type: 'image/jpeg', signature: [0xff, 0xd8, 0xff], hasSize: jpegHasSize },
  { type: 'image/png', signature: [0x89, ...codes('PNG\r\n\u001A\n')], hasSize: pngHasSize },
  { type: 'image/webp', signature: [...codes('RIFF'), ...ANY_FOUR, ...codes('WEBP')], hasSize: webpHasSize },
  { type: 'image/gif', signature: codes('GIF87a'), hasSize: gifHasSize },
  { type: 'image/gif', signature: codes('GIF89a'), hasSize: gifHasSize },
];

/** What a file is by its content: an image, the mere beginning of one, or something else. */
export type Recognised =
  | { readonly is: 'image'; readonly type: ImageType }
  | { readonly is: 'fragment' }
  | { readonly is: 'other' };

/**
 * Says what a file is by the bytes at its start, whatever it is called. An image has at least a signature and a header with
 * a width and a height. The picture itself is not looked at: whoever shows the image must not take it for anything else
 * than its type says.
 */
export function recogniseImage(bytes: Uint8Array): Recognised {
  const format = FORMATS.find(({ signature }) => startsLike(bytes, signature));
  if (!format) return { is: 'other' };
  const isWhole =
    bytes.length >= format.signature.length &&
    format.hasSize(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  return isWhole ? { is: 'image', type: format.type } : { is: 'fragment' };
}

/** True when every byte of the signature that is there is right. */
function startsLike(bytes: Uint8Array, signature: readonly (number | null)[]): boolean {
  return signature.every((wanted, at) => wanted === null || at >= bytes.length || bytes[at] === wanted);
}

/** The first chunk is IHDR, with 13 bytes and a checksum. */
function pngHasSize(view: DataView): boolean {
  if (view.byteLength < 33 || textAt(view, 12) !== 'IHDR' || view.getUint32(8) !== 13) return false;
  return view.getUint32(16) > 0 && view.getUint32(20) > 0;
}

/** The logical screen stands behind the signature. */
function gifHasSize(view: DataView): boolean {
  return view.byteLength >= 13 && view.getUint16(6, true) > 0 && view.getUint16(8, true) > 0;
}

/** The file is as long as it says, and its first chunk is one of three that carry a size. */
function webpHasSize(view: DataView): boolean {
  if (view.byteLength < 30 || view.byteLength < view.getUint32(4, true) + 8) return false;
  switch (textAt(view, 12)) {
    case 'VP8 ': // a key frame: its start code, then two sizes of 14 bits
      if (view.getUint8(23) !== 0x9d || view.getUint16(24, true) !== 0x2a01) return false;
      return (view.getUint16(26, true) & 0x3fff) > 0 && (view.getUint16(28, true) & 0x3fff) > 0;
    case 'VP8L': // its size is written less one
      return view.getUint8(20) === 0x2f;
    case 'VP8X':
      return view.getUint32(16, true) >= 10;
    default:
      return false;
  }
}

/** Goes from segment to segment up to the frame header, which comes before any picture data. */
function jpegHasSize(view: DataView): boolean {
  let at = 2;
  while (at + 3 < view.byteLength) {
    if (view.getUint8(at) !== 0xff) return false;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1; // fill bytes may stand before a marker
    } else if (isFrame(marker)) {
      return at + 9 <= view.byteLength && view.getUint16(at + 5) > 0 && view.getUint16(at + 7) > 0;
    } else if (marker === START_OF_SCAN || marker === END_OF_IMAGE) {
      return false;
    } else {
      at += 2 + view.getUint16(at + 2);
    }
  }
  return false;
}

const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;

/** SOF0 to SOF15, among which three markers mean something else: DHT, JPG and DAC. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function textAt(view: DataView, at: number): string {
  return String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));
}
