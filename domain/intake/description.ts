import { ORDINAL_WORDS } from './calendar-words.ts';
import { movesIt } from './old-values.ts';
import type { Reading } from './reading.ts';
import { FILLERS } from './words.ts';

/** The longest description that a request takes. */
export const MAX_DESCRIPTION = 2000;

const ENDS = new Set(['.', ',', ';', '!', '?', '\n']);

/** The parts of a text that say more than the fields hold, in its own words; nothing when all of it was understood. */
export function readDescription(reading: Reading): string | undefined {
  const clauses: string[] = [];
  for (const { from, next } of clausesOf(reading)) {
    if (!saysMore(reading, from, next)) continue;
    const { start, end } = reading.span(from, next);
    clauses.push(reading.text.slice(start, end).replaceAll(/\s+/g, ' ').trim());
    reading.found('description', from, next, 1);
  }
  return clauses.length === 0 ? undefined : cutAt(clauses.join('. '), MAX_DESCRIPTION);
}

/** The text cut to so many UTF-16 units, never inside a character. */
export function cutAt(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length).trimEnd();
}

/** True when a text holds nothing but small words, so that nothing can be made of it. */
export function isFiller(reading: Reading): boolean {
  return reading.tokens.length > 0 && !saysMore(reading, 0, reading.tokens.length);
}

function clausesOf({ tokens, text }: Reading): Array<{ from: number; next: number }> {
  const clauses: Array<{ from: number; next: number }> = [];
  let from = 0;
  for (let index = 0; index <= tokens.length; index += 1) {
    const token = tokens[index];
    const breaks =
      token !== undefined && index > from && text.slice(tokens[index - 1]?.end, token.start).includes('\n');
    if (token && !ENDS.has(token.word) && !breaks) continue;
    if (index > from) clauses.push({ from, next: index });
    from = breaks ? index : index + 1;
  }
  return clauses;
}

/** How many the work is for, or how often something has happened: "for 2", "my 3 kids", "the second time". */
function counts({ tokens }: Reading, index: number): boolean {
  const token = tokens[index];
  const next = tokens[index + 1]?.word ?? '';
  if (token?.kind !== 'number') return ORDINAL_WORDS.has(token?.word ?? '') && next === 'time';
  const isSound = token.glued || ['a', 'the', 'my', 'me', 'u'].includes(next); // "sum1", "4 a trim"
  return !isSound;
}

function saysMore(reading: Reading, from: number, next: number): boolean {
  for (let index = from; index < next; index += 1) {
    const token = reading.tokens[index];
    if (!token || token.kind === 'mark' || reading.isTaken(index) || movesIt(reading.tokens, index)) continue;
    if (counts(reading, index)) return true;
    if (!FILLERS.has(token.word) && token.word.length > 1) return true;
  }
  return false;
}
