/** The words that typing errors are put right to, prepared for look-ups. */
export interface SpellingIndex {
  /** The one nearest word, or nothing: when none is near enough, or when the word is too short or too long to tell. */
  nearest: (word: string) => { word: string; distance: number } | undefined;
}

const ONE_ERROR_FROM = 5; // a shorter word is near too many others
const TWO_ERRORS_FROM = 8;
const LONGEST = 24;
const SCRAMBLED_FROM = 6; // the same letters between the same ends: "chigaco"

/** How many typing errors a word of that length may hold. */
export function allowedErrors(length: number): number {
  if (length < ONE_ERROR_FROM || length > LONGEST) return 0;
  return length < TWO_ERRORS_FROM ? 1 : 2;
}

/**
 * Prepares words for look-ups whose cost depends on the length of the asked word alone: two words within n errors
 * share a form that both reach by leaving out at most n letters.
 */
export function spellingIndex(words: Iterable<string>): SpellingIndex {
  const forms = new Map<string, string[]>();
  const scrambled = new Map<string, string>();
  let longest = 0;
  for (const word of new Set(words)) {
    scrambled.set(scrambledForm(word), word);
    longest = Math.max(longest, word.length);
    for (const form of shortened(word, allowedErrors(word.length))) {
      const known = forms.get(form);
      if (known) known.push(word);
      else forms.set(form, [word]);
    }
  }
  return { nearest };

  function nearest(word: string): { word: string; distance: number } | undefined {
    const allowed = allowedErrors(word.length);
    let best: { word: string; distance: number } | undefined;
    if (allowed === 0 || word.length > longest + allowed) return undefined;
    for (const form of shortened(word, allowed)) {
      for (const candidate of forms.get(form) ?? []) {
        const limit = Math.min(allowed, allowedErrors(candidate.length), best?.distance ?? allowed);
        const distance = editDistance(word, candidate, limit);
        if (distance !== undefined && isBetter({ word: candidate, distance }, best, word)) {
          best = { word: candidate, distance };
        }
      }
    }
    const swapped = best || word.length < SCRAMBLED_FROM ? undefined : scrambled.get(scrambledForm(word));
    return swapped === undefined ? best : { word: swapped, distance: 2 };
  }
}

/**
 * How many letters are left out, put in, exchanged or swapped with their neighbour (each letter touched once), or
 * undefined when it is more than the limit.
 */
export function editDistance(a: string, b: string, limit: number): number | undefined {
  if (Math.abs(a.length - b.length) > limit) return undefined;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, at(beforeLast, column - 2) + 1);
      current.push(cost);
    }
    if (Math.min(...current) > limit) return undefined;
    beforeLast = last;
    last = current;
  }
  const distance = at(last, b.length);
  return distance <= limit ? distance : undefined;
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}

/** Fewer errors first, then the same first letter, which people seldom get wrong, then the alphabet. */
function isBetter(
  found: { word: string; distance: number },
  best: { word: string; distance: number } | undefined,
  word: string,
): boolean {
  if (!best || found.distance !== best.distance) return !best || found.distance < best.distance;
  const [foundFirst, bestFirst] = [found.word[0] === word[0], best.word[0] === word[0]];
  return foundFirst === bestFirst ? found.word < best.word : foundFirst;
}

/** The same for words that differ only in the order of their inner letters. */
function scrambledForm(word: string): string {
  return (word[0] ?? '') + word.slice(1, -1).split('').toSorted().join('') + word.slice(-1);
}

function shortened(word: string, errors: number): Set<string> {
  let edge = new Set([word]);
  const all = new Set(edge);
  for (let error = 0; error < errors; error += 1) {
    const next = new Set<string>();
    for (const form of edge) {
      for (let index = 0; index < form.length; index += 1) next.add(form.slice(0, index) + form.slice(index + 1));
    }
    for (const form of next) all.add(form);
    edge = next;
  }
  return all;
}
