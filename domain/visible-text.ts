/** What nobody sees: characters without a glyph of their own, fillers of Hangul and Braille, and all that stands for no character. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\u2800\u{16fe4}]/u;
const GLYPH = /^[\p{L}\p{N}\p{P}\p{S}]$/u;

/** True for a character that can be seen by itself: not for spaces, controls, lone combining marks and other invisible ones. */
export function isVisible(character: string): boolean {
  return GLYPH.test(character) && !INVISIBLE.test(character);
}

/** How many characters a text has from its first visible one to its last. */
export function visibleLength(text: string): number {
  const characters = Array.from(text);
  const first = characters.findIndex(isVisible);
  return first === -1 ? 0 : characters.findLastIndex(isVisible) - first + 1;
}
