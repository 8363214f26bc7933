const SPACES = /\s+/gu;
const IGNORABLE = /\p{Default_Ignorable_Code_Point}+/gu;

/**
 * What two spellings of one name have in common: composed (NFC), case folded, with single spaces and nothing invisible. Each character is
 * raised and lowered by itself, so that a sharp s, a final sigma and a Turkish I find their pairs whatever stands beside
 * them and whatever locale a machine has. Keys are compared and stored, never shown; Postgres computes none of its own.
 */
export function textKey(text: string): string {
  const folded = Array.from(text.replaceAll(IGNORABLE, '').normalize('NFC'), fold).join('');
  return folded.replaceAll('i\u0307', 'i').normalize('NFC').replaceAll(SPACES, ' ').trim();
}

/** The keys of a list of names, in order. */
export function textKeys(texts: readonly string[]): string[] {
  return texts.map(textKey);
}

function fold(character: string): string {
  return character.toLowerCase().toUpperCase().toLowerCase(); // lowered first: only so a capital sharp s is a pair of s
}
