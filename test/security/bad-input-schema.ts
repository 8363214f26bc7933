import { z } from 'zod';

/** What of a JSON Schema says which values are legal. */
export interface Schema {
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly const?: unknown;
  readonly examples?: readonly unknown[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  /** Of an object with names of the caller's own: what each of them holds. */
  readonly additionalProperties?: Schema | boolean;
  readonly isNullable?: boolean;
}

/** A field of a body, a query or a path. */
export interface Field {
  /** The names on the way to it; an array is entered at its first element. */
  readonly path: readonly string[];
  readonly schema: Schema;
}

type Raw = Omit<Schema, 'type' | 'isNullable'> & {
  type?: string;
  $ref?: string;
  anyOf?: Raw[];
  oneOf?: Raw[];
  $defs?: Record<string, Raw>;
};

/** Every field that a contract knows, at every depth, the whole first. Throws for a form of schema that it does not know. */
export function fieldsOf(schema: z.ZodType): Field[] {
  const document = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Raw;
  return walk(document, []);

  function walk(raw: Raw, path: readonly string[]): Field[] {
    const own = resolve(raw);
    const { properties = {}, items } = own;
    const parts = Object.entries(properties).flatMap(([name, part]) => walk(part as Raw, [...path, name]));
    return [{ path, schema: own }, ...parts, ...(items ? walk(items as Raw, [...path, '0']) : [])];
  }

  function resolve(raw: Raw): Schema {
    const { $ref, ...beside } = raw;
    const own: Raw = $ref === undefined ? raw : { ...document.$defs?.[$ref.slice('#/$defs/'.length)], ...beside };
    if (own.type !== undefined && own.type !== 'null') return own as Schema;
    const options = own.anyOf ?? own.oneOf ?? [];
    const [only, ...others] = options.filter(({ type }) => type !== 'null');
    if (!only || others.length > 0) throw new Error(`no hostile values are known for ${JSON.stringify(own)}`);
    return { ...resolve(only), isNullable: options.length > 1 };
  }
}

/** A value that a schema takes. */
export function legalFor(schema: Schema): unknown {
  const {
    type,
    format,
    enum: words,
    examples,
    minimum = 1,
    minLength = 1,
    minItems = 0,
    items = {},
    required = [],
  } = schema;
  if (words) return words[0];
  if (examples) return examples[0];
  if (format === 'date') return '2026-03-02';
  switch (type) {
    case 'object':
      return Object.fromEntries(required.map((name) => [name, legalFor(schema.properties?.[name] ?? {})]));
    case 'array':
      return Array.from({ length: minItems }, () => legalFor(items));
    case 'integer':
    case 'number':
      return minimum;
    case 'boolean':
      return true;
    case 'string':
    case undefined:
      return 'x'.repeat(minLength);
  }
}

/** A JSON text of a value in which a field has another value, given as text: so it can be one that JavaScript does not have. */
export function withText(value: unknown, path: readonly string[], text: string): string {
  const [name, ...rest] = path;
  if (name === undefined) return text;
  if (Array.isArray(value) || (value === undefined && name === '0')) {
    const [first, ...others] = (value ?? []) as unknown[];
    return `[${[withText(first, rest, text), ...others.map((each) => JSON.stringify(each))].join()}]`;
  }
  const entries = Object.entries((value ?? {}) as object).filter(([key, part]) => key !== name && part !== undefined);
  const own = withText((value as Record<string, unknown> | undefined)?.[name], rest, text);
  return `{${[...entries.map(([key, part]) => pair(key, JSON.stringify(part))), pair(name, own)].join()}}`;
}

const pair = (name: string, text: string): string => `${JSON.stringify(name)}:${text}`;

/** The value with everything in it that the way to a field needs. */
export function withParents(value: unknown, fields: readonly Field[], path: readonly string[]): unknown {
  let whole = value;
  for (let depth = 1; depth < path.length; depth += 1) {
    const way = path.slice(0, depth);
    if (at(whole, way) !== undefined && at(whole, way) !== null) continue;
    whole = JSON.parse(withText(whole, way, JSON.stringify(legalAt(fields, way)))) as unknown;
  }
  return whole;
}

/** A legal value for the field at a place, with everything in it that it requires: parts that are references are known by their place. */
function legalAt(fields: readonly Field[], path: readonly string[]): unknown {
  const schema = fields.find((field) => field.path.join('/') === path.join('/'))?.schema ?? {};
  const { type, examples, required = [], properties = {} } = schema;
  if (type === 'array' && !examples) return [legalAt(fields, [...path, '0'])];
  if (type !== 'object' || examples || required.length === 0) return legalFor(schema);
  const names = required.filter((name) => name in properties);
  return Object.fromEntries(names.map((name) => [name, legalAt(fields, [...path, name])]));
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((part, name) => (part as Record<string, unknown> | null | undefined)?.[name], value);
}
