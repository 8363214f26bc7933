import { IMAGE_TYPES, MAX_IMAGE_BYTES, MAX_IMAGES } from '#domain/images.ts';
import { plural } from './format.ts';

const TYPES: readonly string[] = IMAGE_TYPES;
const MEGABYTE = 1_000_000;

/** What file dialogs offer. */
export const IMAGE_ACCEPT = IMAGE_TYPES.join(',');

/** Why a file is not taken, as a sentence; undefined when it is. The API has the last word, by the content. */
export function imageRefusal(file: { readonly type: string; readonly size: number }): string | undefined {
  if (!TYPES.includes(file.type)) return 'Only JPEG, PNG, WebP and GIF images can be sent.';
  if (file.size > MAX_IMAGE_BYTES) return `Images may have up to ${MAX_IMAGE_BYTES / MEGABYTE} MB; this one is larger.`;
  return undefined;
}

/** How many more images fit, and what to say about those that do not. */
export function roomFor(
  present: number,
  added: number,
  most = MAX_IMAGES,
): { readonly count: number; readonly refusal?: string } {
  const count = Math.max(0, Math.min(added, most - present));
  if (count === added) return { count };
  return { count, refusal: `At most ${plural(most, { one: 'image', other: 'images' })} fit; the rest was left out.` };
}
