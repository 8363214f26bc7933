import type { Reading } from './reading.ts';
import type { Mention } from './services.ts';

const JOINTS = new Set(['and', '&', '+', '/', ',', 'plus', 'n']);
const ARTICLES = new Set(['a', 'an', 'the', 'some', 'my', 'then', 'also']);
const MAX_BETWEEN = 3;

/**
 * Words that only choose a service name it as well when they stand in a list with one of another: "haircut and colour",
 * "cut, colour". Nothing that is listed is lost.
 */
export function withListed(reading: Reading, mentions: readonly Mention[]): Mention[] {
  return mentions.map((mention) => {
    const isListed = mention.tells === 'within' && mentions.some((other) => isBeside(reading, mention, other));
    return isListed ? { ...mention, tells: 'service' as const } : mention;
  });
}

function isBeside(reading: Reading, mention: Mention, other: Mention): boolean {
  const isOther =
    other.category === mention.category && other.service !== undefined && other.service !== mention.service;
  if (!isOther || (other.tells !== 'service' && other.tells !== 'within')) return false;
  const [first, second] = mention.phrase.from < other.phrase.from ? [mention, other] : [other, mention];
  const between = reading.tokens.slice(first.phrase.next, second.phrase.from).map(({ word }) => word);
  const isList =
    between.some((word) => JOINTS.has(word)) && between.every((word) => JOINTS.has(word) || ARTICLES.has(word));
  return isList && between.length <= MAX_BETWEEN;
}
