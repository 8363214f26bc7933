import type { z } from 'zod';
import type { FieldError } from '#contracts/problem.ts';
import { isStorable } from '#contracts/text.ts';
import { Problem } from './problem.ts';

type Place = FieldError['in'];
type Path = readonly PropertyKey[];

/** More than anybody reads; it keeps a hostile body from growing into a large answer. */
const MAX_ERRORS = 500;

/** Parses one part of a request. What is wrong is added to `errors`, and the result is then undefined. */
export function check(place: Place, schema: z.ZodType, value: unknown, errors: FieldError[]): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  for (const issue of result.error.issues) addIssue(place, issue, [], errors);
  return undefined;
}

/** The error for a field that is not in the contract. */
export function unknownField(place: Place, ...path: PropertyKey[]): FieldError {
  return toError(place, path, 'unknown field');
}

/** Throws one Problem with every wrong field, if there is any. */
export function refuse(errors: readonly FieldError[]): void {
  if (errors.length === 0) return;
  const detail = errors.length === 1 ? 'one field is wrong' : `${errors.length} fields are wrong`;
  throw new Problem('validation_failed', detail, { errors: errors.slice(0, MAX_ERRORS) });
}

const MAX_DEPTH = 64;

/** Adds an error for each text (or name) that no database text can hold: a NUL or half a surrogate pair. */
export function checkCharacters(place: Place, value: unknown, errors: FieldError[], path: Path = []): void {
  if (typeof value === 'string') {
    if (!isStorable(value)) errors.push(toError(place, path, 'holds a character that cannot be stored'));
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (path.length > MAX_DEPTH) return void errors.push(toError(place, path, 'is nested too deeply'));
  for (const [key, part] of Object.entries(value)) {
    if (!isStorable(key)) errors.push(toError(place, path, 'holds a name that cannot be stored'));
    else checkCharacters(place, part, errors, [...path, key]);
  }
}

function addIssue(place: Place, issue: z.core.$ZodIssue, above: Path, errors: FieldError[]): void {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) errors.push(unknownField(place, ...path, key));
    return;
  }
  const nearest = issue.code === 'invalid_union' ? nearestOption(issue.errors) : undefined;
  if (!nearest) {
    errors.push(toError(place, path, issue.message));
    return;
  }
  for (const each of nearest) addIssue(place, each, path, errors);
}

/** Of a union, the option that the value came closest to: the one that is wrong in the deepest place. */
function nearestOption(options: readonly z.core.$ZodIssue[][]): z.core.$ZodIssue[] | undefined {
  const depth = (issues: z.core.$ZodIssue[]): number => Math.min(...issues.map((issue) => issue.path.length));
  const deep = options.filter((issues) => issues.length > 0 && depth(issues) > 0);
  return deep.toSorted((a, b) => a.length - b.length)[0];
}

function toError(place: Place, path: Path, message: string): FieldError {
  const pointer = path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  return { in: place, path: pointer, message };
}
