import { CALENDAR_WORDS } from './calendar-words.ts';
import { CURRENCY_WORDS } from './currency-words.ts';
import { PACKS } from './packs/index.ts';
import { phrasesOf } from './packs/phrases.ts';
import type { Token } from './tokens.ts';
import { spellingIndex, type SpellingIndex } from './typos.ts';
import { FILLERS, ORDINARY_WORDS } from './words.ts';

/** Words of other rules that are worth putting right. */
const RULE_WORDS =
  'budget maximum minimum dollars euros pounds around between flexible whenever urgent urgently emergency possible ' +
  'immediately anytime offers offer leads cancel request approve accept cheapest change available';

const VOCABULARY = PACKS.flatMap(({ vocabulary }) =>
  vocabulary.flatMap(({ words }) => phrasesOf(words).flatMap((phrase) => phrase.split(' '))),
);
const TARGETS = new Set([...VOCABULARY, ...CALENDAR_WORDS, ...RULE_WORDS.split(' ')]);
/** Words of the rules that are right as they stand and too short, or too rare, to be put right to. */
const ALSO_KNOWN =
  "noon midnight lunchtime lunch breakfast dinner sunset sunrise school am pm o'clock asap hurry rush grand ish exactly about showed shown arrived " +
  'rescheduling decline declined reject rejected';
const KNOWN: ReadonlySet<string> = new Set([
  ...TARGETS,
  ...FILLERS,
  ...ORDINARY_WORDS,
  ...CURRENCY_WORDS.keys(),
  ...ALSO_KNOWN.split(' '),
]);
let spelling: SpellingIndex | undefined; // made when the first unknown word comes

/** True for a word that stands in one of our lists, so that nothing needs to be put right. */
export function isKnownWord(word: string): boolean {
  return KNOWN.has(word) || KNOWN.has(singular(word));
}

/** The word in the singular, when it looks like a plural or a genitive. */
export function singular(word: string): string {
  if (word.endsWith("'s") || word.endsWith("s'")) return word.slice(0, -2);
  if (word.length > 3 && word.endsWith('s') && !/(?:ss|us|is)$/.test(word)) return word.slice(0, -1);
  return word;
}

/** The token with its typing errors put right; a word that is known, or near to nothing, stays as it is. */
export function corrected(token: Token): Token {
  if (token.kind !== 'word' || isKnownWord(token.word)) return token;
  spelling ??= spellingIndex(TARGETS);
  const found = spelling.nearest(token.word) ?? spelling.nearest(singular(token.word));
  return found ? { ...token, word: found.word, corrected: true } : token;
}
