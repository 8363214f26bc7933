/** How a page is looked at: the width of a window and the colours. */
export interface Look {
  readonly width: number;
  readonly scheme: 'light' | 'dark';
}

const HEIGHT = 900;

/** A small phone, a tablet and a desk, each in both schemes. */
export const LOOKS: readonly Look[] = [320, 768, 1280].flatMap((width) =>
  (['light', 'dark'] as const).map((scheme) => ({ width, scheme })),
);

/** Two at a time, of different widths and schemes; the pairs together are all looks. */
export const LOOK_PAIRS: readonly (readonly Look[])[] = [
  [320, 1280],
  [768, 320],
  [1280, 768],
].map(([dark = 0, light = 0]) => [
  { width: dark, scheme: 'dark' },
  { width: light, scheme: 'light' },
]);

/** The window of a look. */
export const windowOf = ({ width }: Look) => ({ width, height: HEIGHT });
