/** The phrases of a list of words between commas. */
export function phrasesOf(words: string): string[] {
  return words.split(',').map((phrase) => phrase.trim());
}
