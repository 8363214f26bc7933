import { z } from 'zod';

/** What `String.prototype.trim` takes away, as a class of a regular expression that every dialect reads the same. */
const SPACE = '\\t\\n\\v\\f\\r \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff';
const SOLID = `[^\\u0000${SPACE}]`;
const ANY = '[^\\u0000]';

/**
 * A text that somebody writes, trimmed. Lengths count characters (Unicode code points, as JSON Schema and Postgres count
 * them): the longest before the trim, the shortest after it. A text that no database holds (NUL, half a surrogate pair)
 * is refused. All of it stands in the document too.
 */
export function textOf(maxLength: number, minLength = 1) {
  return z
    .string()
    .refine(isStorable, NOT_STORABLE)
    .refine((text) => isAtMost(text, maxLength), tooLong(maxLength))
    .trim()
    .refine((text) => isAtLeast(text, minLength), tooShort(minLength))
    .meta({ minLength, maxLength, pattern: patternOf(minLength) });
}

/** As `textOf`, but taken as it is: a secret, of which every character counts. */
export function exactTextOf(maxLength: number, minLength = 1) {
  return z
    .string()
    .refine(isStorable, NOT_STORABLE)
    .refine((text) => isAtMost(text, maxLength), tooLong(maxLength))
    .refine((text) => isAtLeast(text, minLength), tooShort(minLength))
    .meta({ minLength, maxLength, pattern: `^${ANY}*$` });
}

/** True for a text that Postgres can hold. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

const NOT_STORABLE = { error: 'holds a character that cannot be stored', abort: true };
const tooLong = (maxLength: number) => ({ error: `expected at most ${maxLength} characters`, abort: true });
const tooShort = (minLength: number) =>
  minLength === 1 ? 'expected a text that is not empty' : `expected at least ${minLength} characters`;

/** A text has at least n characters after the trim when two solid ones stand so far apart. */
function patternOf(minLength: number): string {
  if (minLength === 0) return `^${ANY}*$`;
  if (minLength === 1) return `^${ANY}*${SOLID}${ANY}*$`;
  return `^${ANY}*${SOLID}${ANY}{${minLength - 2},}${SOLID}${ANY}*$`;
}

function isAtMost(text: string, length: number): boolean {
  return text.length <= length || lengthOf(text) <= length;
}

function isAtLeast(text: string, length: number): boolean {
  return text.length >= 2 * length || lengthOf(text) >= length;
}

const lengthOf = (text: string): number => Array.from(text).length;
