import path from 'node:path';
import { PROJECT_DIR } from '#platform/config.ts';

/** Both colours of the pages. */
export const SCHEMES = ['light', 'dark'] as const;
export type Scheme = (typeof SCHEMES)[number];

const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 960 };

/** The pages that the README shows, and the window in which each is seen. */
export const PICTURES = {
  chat: { ...DESK, height: 960 }, // the sentence, the draft and what is done with it
  lead: DESK,
  offers: DESK,
  booking: DESK,
  desk: DESK,
  phone: PHONE,
} as const;
export type PictureName = keyof typeof PICTURES;

/** What a picture may take, so that a clone stays small: one of them, and all together. */
export const BYTES_OF_ONE = 60_000;
export const BYTES_OF_ALL = 600_000;

const FOLDER = 'docs/screenshots';

/** Where a picture lies, from the folder of the project. */
export const placeOf = (name: PictureName, scheme: Scheme): string => `${FOLDER}/${name}-${scheme}.webp`;

/** Every picture with where it lies. */
export function allPictures(): { readonly place: string; readonly file: string }[] {
  const names = Object.keys(PICTURES) as PictureName[];
  const places = names.flatMap((name) => SCHEMES.map((scheme) => placeOf(name, scheme)));
  return places.map((place) => ({ place, file: path.join(PROJECT_DIR, place) }));
}
