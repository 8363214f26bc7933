import { z } from 'zod';
import type { jsonSchema } from 'ai';

/** A JSON Schema as the SDK takes it. */
export type ToolSchema = Exclude<Parameters<typeof jsonSchema>[0], PromiseLike<unknown> | (() => unknown)>;
type Schema = Readonly<Record<string, unknown>>;

/** Keywords that pass as they are: every converter from a schema to a grammar knows them. */
const KEPT = ['type', 'description', 'enum', 'default', 'minimum', 'maximum', 'minItems', 'maxItems', 'required'];
const KEPT_FORMATS: readonly unknown[] = ['date', 'time', 'date-time'];

/** What is left out of a schema but worth knowing is told in words. */
const NOTES: readonly ((schema: Schema) => string | undefined)[] = [
  ({ maxLength }) => (typeof maxLength === 'number' ? `at most ${maxLength} characters` : undefined),
  ({ exclusiveMinimum }) => (typeof exclusiveMinimum === 'number' ? `more than ${exclusiveMinimum}` : undefined),
  ({ exclusiveMaximum }) => (typeof exclusiveMaximum === 'number' ? `less than ${exclusiveMaximum}` : undefined),
  ({ format }) => (format === 'uuid' ? 'a UUID' : format === 'email' ? 'a mail address' : undefined),
];

const schemas = new WeakMap<z.ZodType, ToolSchema>();

/**
 * The input of a tool as the JSON Schema that models are shown; made once. It is plainer than the schema that the input is
 * checked against: servers turn it into a grammar, and many of them refuse the whole request over a pattern, a reference, a
 * long repetition or a condition between fields. So it only narrows what a model writes; the check is ours.
 */
export function toToolSchema(input: z.ZodType): ToolSchema {
  const known = schemas.get(input);
  if (known) return known;
  const full = z.toJSONSchema(input, { io: 'input', target: 'draft-7' }) as Schema;
  const made = plainer(full, (full.definitions ?? {}) as Schema, 0) as ToolSchema;
  schemas.set(input, made);
  return made;
}

/** Deeper than any of our inputs: a schema that refers to itself ends here, as anything at all. */
const MAX_DEPTH = 24;

function plainer(given: unknown, definitions: Schema, depth: number): Schema {
  if (typeof given !== 'object' || given === null || depth > MAX_DEPTH) return {};
  const inner = (each: unknown): Schema => plainer(each, definitions, depth + 1);
  const { $ref, allOf, ...own } = given as Schema;
  const parts = [
    ...(typeof $ref === 'string' ? [inner(definitions[$ref.replace('#/definitions/', '')])] : []),
    ...(Array.isArray(allOf) ? allOf.map(inner) : []),
    plainerOwn(own, inner),
  ];
  return parts.reduce((merged, part) => ({ ...merged, ...part, ...together(merged, part) }));
}

function plainerOwn(schema: Schema, inner: (schema: unknown) => Schema): Schema {
  const { properties, items, additionalProperties, format } = schema;
  const alternatives = schema.anyOf ?? schema.oneOf;
  const made: Record<string, unknown> = Object.fromEntries(
    KEPT.filter((key) => key in schema).map((key) => [key, schema[key]]),
  );
  if ('const' in schema) made.enum = [schema.const];
  if (KEPT_FORMATS.includes(format)) made.format = format;
  if (isSchema(properties)) {
    made.properties = Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, inner(each)]));
  }
  if (items !== undefined) made.items = Array.isArray(items) ? anyOf(items.map(inner)) : inner(items);
  if (additionalProperties === false) made.additionalProperties = false;
  else if (isSchema(additionalProperties)) made.additionalProperties = inner(additionalProperties);
  const notes = NOTES.flatMap((note) => note(schema) ?? []).join(', ');
  if (notes !== '') made.description = withNotes(made.description, notes);
  // beside properties they are conditions between fields, which are told in words
  if (Array.isArray(alternatives) && !isSchema(properties)) return { ...made, ...anyOf(alternatives.map(inner)) };
  return made;
}

const withNotes = (description: unknown, notes: string): string =>
  typeof description === 'string' ? `${description} (${notes})` : notes;

/** One of several, without alternatives inside of alternatives. */
function anyOf(schemas_: readonly Schema[]): Schema {
  const flat = schemas_.flatMap((each) =>
    Object.keys(each).join() === 'anyOf' ? (each.anyOf as readonly Schema[]) : [each],
  );
  const once = [...new Map(flat.map((each) => [JSON.stringify(each), each])).values()];
  return once.length === 1 ? (once[0] ?? {}) : { anyOf: once };
}

/** What two parts of one schema both say something about. */
function together(one: Schema, other: Schema): Schema {
  const merged: Record<string, unknown> = {};
  if (isSchema(one.properties) && isSchema(other.properties)) {
    merged.properties = { ...one.properties, ...other.properties };
  }
  if (Array.isArray(one.required) && Array.isArray(other.required)) {
    merged.required = [...new Set([...(one.required as string[]), ...(other.required as string[])])];
  }
  return merged;
}

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
