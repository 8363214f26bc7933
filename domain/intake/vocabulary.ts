import type { CategoryName, ServiceTypeName } from '#domain/catalog.ts';
import { SMALL_NUMBERS } from './calendar-words.ts';
import { PACKS } from './packs/index.ts';
import { phrasesOf } from './packs/phrases.ts';
import type { Tells } from './packs/types.ts';
import type { Reading } from './reading.ts';
import { singular } from './spelling.ts';

/** What a phrase means to one specialist. */
export interface Meaning {
  readonly category: CategoryName;
  readonly tells: Tells;
  readonly service?: ServiceTypeName | undefined;
  readonly specialization?: string | undefined;
  readonly offers?: true | undefined;
}

/** A phrase of the vocabulary in the text. */
export interface PhraseFound {
  readonly from: number;
  readonly next: number;
  readonly meanings: readonly Meaning[];
}

interface Node {
  readonly children: Map<string, Node>;
  readonly meanings: Meaning[];
}

/** Small words that may stand inside a phrase: "clean my house", "cut his hair". */
const INSIDE = new Set('my the a an our his her their your of some up is was are and in'.split(' '));
const MAX_INSIDE = 2;

const ROOT: Node = { children: new Map(), meanings: [] };
for (const { category, vocabulary } of PACKS) {
  for (const { words, tells, service, specialization, offers } of vocabulary) {
    for (const phrase of phrasesOf(words)) {
      nodeOf(phrase.split(' ')).meanings.push({ category, tells, service, specialization, offers });
    }
  }
}

/** Finds the phrases of all specialists, at each place the longest; never two over the same word. */
export function findPhrases(reading: Reading): PhraseFound[] {
  const found: PhraseFound[] = [];
  for (let index = 0; index < reading.tokens.length;) {
    const phrase = phraseAt(reading, index);
    if (phrase) found.push(phrase);
    index = phrase?.next ?? index + 1;
  }
  return found;
}

/** "My 2 girls", "clean 3 windows": a number inside a phrase, which is no part of it. */
export const isCount = (word: string): boolean =>
  /^\d{1,2}$/.test(word) || (SMALL_NUMBERS.has(word) && word !== 'couple');

/** True when one of the phrases stands in the text where it counts, in any number and with small words inside. */
export function mentions(
  reading: Reading,
  phrases: string,
  countsAt: (index: number) => boolean = () => true,
): boolean {
  const root: Node = { children: new Map(), meanings: [] };
  const meaning: Meaning = { category: 'hair_beauty', tells: 'nothing' };
  for (const phrase of phrasesOf(phrases)) nodeOf(phrase.split(' '), root).meanings.push(meaning);
  return reading.tokens.some((_, index) => longest(reading, index, root, 0, index) !== undefined && countsAt(index));
}

function nodeOf(words: readonly string[], root: Node = ROOT): Node {
  let node = root;
  for (const word of words) {
    let child = node.children.get(word);
    if (!child) node.children.set(word, (child = { children: new Map(), meanings: [] }));
    node = child;
  }
  return node;
}

function phraseAt(reading: Reading, index: number): PhraseFound | undefined {
  const end = longest(reading, index, ROOT, 0, index);
  return end && { from: index, next: end.next, meanings: end.node.meanings };
}

/** The longest way through the tree; its depth is that of the longest phrase, whatever the text is. */
function longest(
  reading: Reading,
  at: number,
  node: Node,
  skipped: number,
  start: number,
): { next: number; node: Node } | undefined {
  const word = reading.word(at);
  if (word === '') return undefined;
  let best: { next: number; node: Node } | undefined;
  for (const form of new Set([word, singular(word)])) {
    const child = node.children.get(form);
    if (!child) continue;
    const here = child.meanings.length > 0 ? { next: at + 1, node: child } : undefined;
    const deeper = child.children.size > 0 ? longest(reading, at + 1, child, 0, start) : undefined;
    const end = deeper ?? here;
    if (end && (!best || end.next > best.next)) best = end;
  }
  const isInside = INSIDE.has(word) || isCount(word) || (word === '-' && reading.tokens[at]?.glued);
  if (best || at === start || !isInside || skipped >= MAX_INSIDE) return best;
  return longest(reading, at + 1, node, skipped + 1, start);
}
