/** After so long it does not matter any more what comes first. */
export const LONGEST_MS = 5_000;
/** A quarter of a second: what was drawn last is seen by then, and nothing followed from it. */
const CALM_FRAMES = 15;

/**
 * Resolves when the page that was opened is there as a whole. What can wait, as menus and the live feed, comes only then and
 * takes nothing from the page.
 */
export function whenSettled(isBusy: () => boolean, nextFrame: (act: () => void) => void): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let isOver = false;
  let calm = 0;
  const end = (): void => {
    isOver = true;
    resolve();
  };
  const look = (): void => {
    if (isOver) return;
    calm = isBusy() ? 0 : calm + 1;
    if (calm >= CALM_FRAMES) end();
    else nextFrame(look);
  };
  setTimeout(end, LONGEST_MS); // a tab in the background has no frames
  nextFrame(look);
  return promise;
}
