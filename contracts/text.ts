import { z } from 'zod';
import { visibleLength } from '#domain/visible-text.ts';

/**
 * What nobody sees, as a class of a regular expression that every dialect reads the same: spaces, controls, characters without
 * a glyph. Lone combining marks and rare ones beyond the basic plane are known to the check only (`isVisible`).
 */
const BLANK =
  '\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u1680\\u17b4\\u17b5\\u180b-\\u180f' +
  '\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb';
const SOLID = `[^\\u0000${BLANK}]`;
const ANY = '[^\\u0000]';

/**
 * A text that somebody writes, trimmed. Lengths count characters (Unicode code points, as JSON Schema and Postgres count
 * them): the longest before the trim, the shortest from the first that can be seen to the last, so that nobody is called by
 * a zero-width space. A text that no database holds (NUL, half a surrogate pair) is refused. The document says so too.
 */
export function textOf(maxLength: number, minLength = 1) {
  return z
    .string()
    .refine(isStorable, NOT_STORABLE)
    .refine((text) => isAtMost(text, maxLength), tooLong(maxLength))
    .trim()
    .refine((text) => minLength === 0 || visibleLength(text) >= minLength, tooShort(minLength))
    .meta({ minLength, maxLength, pattern: patternOf(minLength) });
}

/** As `textOf`, but taken as it is: a secret, of which every character counts. */
export function exactTextOf(maxLength: number, minLength = 1) {
  return z
    .string()
    .refine(isStorable, NOT_STORABLE)
    .refine((text) => isAtMost(text, maxLength), tooLong(maxLength))
    .refine((text) => isAtLeast(text, minLength), `expected at least ${minLength} characters`)
    .meta({ minLength, maxLength, pattern: `^${ANY}*$` });
}

/** True for a text that Postgres can hold. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

const NOT_STORABLE = { error: 'holds a character that cannot be stored', abort: true };
const tooLong = (maxLength: number) => ({ error: `expected at most ${maxLength} characters`, abort: true });
const tooShort = (minLength: number) =>
  minLength === 1 ? 'expected a text that can be seen' : `expected at least ${minLength} characters that can be seen`;

/** A text has at least n characters that count when two solid ones stand so far apart. */
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
