import type { Reading } from './reading.ts';

/** A bound on a time, with the index behind its words: it begins there at the earliest, or at the latest. */
export interface TimeLimit {
  readonly next: number;
  readonly bound: 'from' | 'until';
}

const NOT_BEFORE = new Set(['earlier', 'sooner', 'before']);
const NOT_AFTER = new Set(['later', 'after', 'past']);
const BEHIND: ReadonlyArray<readonly [words: string, bound: TimeLimit['bound']]> = [
  ['or later', 'from'],
  ['or after', 'from'],
  ['onwards', 'from'],
  ['onward', 'from'],
  ['at the earliest', 'from'],
  ['earliest', 'from'],
  ['or earlier', 'until'],
  ['or before', 'until'],
  ['at the latest', 'until'],
  ['latest', 'until'],
];

/** "No earlier than", "not after", "at the latest": what stands before a time and bounds it. */
export function limitBefore({ word }: Pick<Reading, 'word'>, index: number): TimeLimit | undefined {
  if (word(index) === 'latest' || word(index) === 'earliest') {
    const next = word(index + 1) === 'at' || word(index + 1) === 'by' ? index + 2 : index + 1;
    return { next, bound: word(index) === 'latest' ? 'until' : 'from' };
  }
  if (!['no', 'not', "don't", 'dont', 'never', "can't", 'cant'].includes(word(index))) return undefined;
  const next = word(index + 2) === 'than' ? index + 3 : index + 2;
  if (NOT_BEFORE.has(word(index + 1))) return { next, bound: 'from' };
  return NOT_AFTER.has(word(index + 1)) ? { next, bound: 'until' } : undefined;
}

/** "6pm or later", "11 at the latest": what stands behind a time and bounds it. */
export function limitBehind({ word }: Pick<Reading, 'word'>, index: number): TimeLimit | undefined {
  for (const [words, bound] of BEHIND) {
    const parts = words.split(' ');
    if (parts.every((part, offset) => word(index + offset) === part)) return { next: index + parts.length, bound };
  }
  return undefined;
}
