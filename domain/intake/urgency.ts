import type { Urgency } from '#domain/preferences.ts';
import { isNegated } from './negation.ts';
import { CONFIDENCE, type Reading } from './reading.ts';

const ASAP = [
  'asap',
  'as soon as possible',
  'urgent',
  'urgently',
  'emergency',
  'right now',
  'right away',
  'straight away',
  'immediately',
  'at once',
  'hurry',
  'quickly',
  'the sooner the better',
  'now',
].map((phrase) => phrase.split(' '));
const FLEXIBLE = [
  'whenever',
  'no rush',
  'no hurry',
  'not urgent',
  'anytime',
  'any time',
  'any day',
  'whatever day',
  'whichever day',
  'no preference',
  'flexible',
  'no particular date',
  'not in a hurry',
  'not in a rush',
  "don't mind when",
  "doesn't matter when",
  'take your time',
].map((phrase) => phrase.split(' '));

/** How soon, by its words; in a follow-up "now" tells the new from the old: a day that was named is the strongest of them. */
export function readUrgency(reading: Reading, hasDates: boolean, isLater: boolean): Urgency | undefined {
  const flexible = findPhrase(reading, FLEXIBLE, false);
  const asap = findPhrase(reading, isLater ? ASAP.filter((words) => words.join(' ') !== 'now') : ASAP, true); // "two people now"
  if (hasDates) return 'specific_date';
  if (asap) {
    reading.found('urgency', asap.from, asap.next, CONFIDENCE.exact);
    return 'asap';
  }
  if (!flexible) return undefined;
  reading.found('urgency', flexible.from, flexible.next, CONFIDENCE.exact);
  return 'flexible';
}

function findPhrase(
  reading: Reading,
  phrases: readonly string[][],
  notNegated: boolean,
): { from: number; next: number } | undefined {
  for (let index = 0; index < reading.tokens.length; index += 1) {
    const phrase = phrases.find((words) =>
      words.every((word, offset) => reading.tokens[index + offset]?.word === word),
    );
    const spoken = phrase?.[0] === 'emergency' || !reading.isTaken(index);
    if (!phrase || !spoken || (notNegated && isNegated(reading, index))) continue;
    const next = index + phrase.length;
    reading.take(index, next);
    return { from: index, next };
  }
  return undefined;
}
