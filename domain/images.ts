/** What an image may be. */
export const IMAGE_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'] as const;
export type ImageType = (typeof IMAGE_TYPES)[number];

/** The largest image: 5 MB. */
export const MAX_IMAGE_BYTES = 5_000_000;
/**
 * The largest image as it is stored, which is not the file that was sent: its pixels are encoded anew, and that may take
 * more bytes than the upload had.
 */
export const MAX_STORED_IMAGE_BYTES = 10_000_000;
/** How many pixels an image may have, all its frames together: more than a phone with 50 megapixels takes. */
export const MAX_IMAGE_PIXELS = 60_000_000;
/** How many frames an animation may have. */
export const MAX_IMAGE_FRAMES = 500;
/** Grows when images are encoded in another way: those that are stored otherwise are encoded again before anybody sees them. */
export const IMAGE_ENCODING = 1;
/** How many images a message or a request may have. */
export const MAX_IMAGES = 5;

interface Format {
  readonly type: ImageType;
  /** The bytes at the start; null stands for any byte. */
  readonly signature: readonly (number | null)[];
}

const codes = (text: string): number[] => Array.from(text, (each) => each.charCodeAt(0));
const ANY_FOUR = [null, null, null, null];

/** The signatures are those of the WHATWG MIME Sniffing Standard. */
const FORMATS: readonly Format[] = [
  { type: 'image/jpeg', signature: [0xff, 0xd8, 0xff] },
  { type: 'image/png', signature: [0x89, ...codes('PNG\r\n\u001A\n')] },
  { type: 'image/webp', signature: [...codes('RIFF'), ...ANY_FOUR, ...codes('WEBP')] },
  { type: 'image/gif', signature: codes('GIF87a') },
  { type: 'image/gif', signature: codes('GIF89a') },
];

/** What a file is by its first bytes: of one of the types, cut off before that can be said, or something else. */
export type Recognised =
  | { readonly is: 'image'; readonly type: ImageType }
  | { readonly is: 'fragment' }
  | { readonly is: 'other' };

/** Says what a file is by the bytes at its start, whatever it is called. Whether it can be decoded is another question. */
export function recogniseImage(bytes: Uint8Array): Recognised {
  const format = FORMATS.find(({ signature }) => startsLike(bytes, signature));
  if (!format) return { is: 'other' };
  return bytes.length >= format.signature.length ? { is: 'image', type: format.type } : { is: 'fragment' };
}

/** True when every byte of the signature that is there is right. */
function startsLike(bytes: Uint8Array, signature: readonly (number | null)[]): boolean {
  return signature.every((wanted, at) => wanted === null || at >= bytes.length || bytes[at] === wanted);
}
