import type { SchemaObject } from 'openapi3-ts/oas31';
import { z } from 'zod';

type Io = 'input' | 'output';
type Json = Record<string, unknown>;

/** Collects the schemas of a document: those with an id become components, once, whoever refers to them. */
export interface SchemaCollector {
  /** The schema as it stands in its place; throws for one that JSON Schema cannot express. */
  add(schema: z.ZodType, io: Io): SchemaObject;
  /** Every component; to be called once, when all schemas have been added. */
  components(): Record<string, SchemaObject>;
}

const COMPONENTS = '#/components/schemas/';
const INPUT_SUFFIX = 'Input';

/**
 * Converts with zod's own JSON Schema. What is sent and what is answered may differ for the same schema (a default makes
 * a field optional in one and certain in the other): then the request has a component of its own, named `…Input`.
 */
export function createSchemaCollector(): SchemaCollector {
  const known: Record<Io, Map<string, Json>> = { input: new Map(), output: new Map() };
  const placed: { readonly schema: Json; readonly io: Io }[] = [];
  return { add, components };

  function add(schema: z.ZodType, io: Io): SchemaObject {
    const { $schema: _draft, $defs = {}, ...place } = z.toJSONSchema(schema, { io }) as Json;
    for (const [id, definition] of Object.entries($defs as Record<string, Json>)) known[io].set(id, definition);
    fitForGenerators(place);
    fitForGenerators($defs);
    placed.push({ schema: place, io });
    return place;
  }

  function components(): Record<string, SchemaObject> {
    const split = splitIds();
    const nameOf = (id: string, io: Io): string => (io === 'input' && split.has(id) ? id + INPUT_SUFFIX : id);
    for (const { schema, io } of placed) pointAtComponents(schema, (id) => nameOf(id, io));
    const named = (['output', 'input'] as const).flatMap((io) =>
      [...known[io]].map(([id, definition]) => {
        pointAtComponents(definition, (each) => nameOf(each, io));
        return [nameOf(id, io), definition] as const;
      }),
    );
    return Object.fromEntries(named.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** The ids whose two forms differ, in themselves or in anything that they refer to. */
  function splitIds(): Set<string> {
    const shared = [...known.input.keys()].filter((id) => known.output.has(id));
    const split = new Set(
      shared.filter((id) => JSON.stringify(known.input.get(id)) !== JSON.stringify(known.output.get(id))),
    );
    for (let size = -1; size !== split.size;) {
      size = split.size;
      for (const id of shared) if (referencesOf(known.input.get(id)).some((each) => split.has(each))) split.add(id);
    }
    return split;
  }
}

/** Formats that become types of their own. */
const TYPED_FORMATS: ReadonlySet<unknown> = new Set(['date-time', 'date', 'uuid']);
const MAX_INT32 = 2_147_483_647;
/** What holds values of a schema, not schemas. */
const VALUES = new Set(['const', 'default', 'enum', 'example', 'examples']);

/**
 * Says what generators of clients need: how wide a number is (without a format they take 32 bits, and lose metres of a place
 * and long numbers), and of a moment or an id its format alone (it becomes a type that has no pattern).
 */
function fitForGenerators(schema: unknown): void {
  if (typeof schema !== 'object' || schema === null) return;
  const node = schema as Json;
  const types = [node.type].flat();
  if (types.includes('number')) node.format ??= 'double';
  if (types.includes('integer') && !(Number(node.maximum) <= MAX_INT32)) node.format ??= 'int64';
  if (TYPED_FORMATS.has(node.format)) delete node.pattern;
  for (const [key, part] of Object.entries(node)) if (!VALUES.has(key)) fitForGenerators(part);
}

const LOCAL = '#/$defs/';

function referencesOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    key === '$ref' && typeof part === 'string' && part.startsWith(LOCAL)
      ? [part.slice(LOCAL.length)]
      : referencesOf(part),
  );
}

function pointAtComponents(value: unknown, nameOf: (id: string) => string): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    if (key === '$ref' && typeof part === 'string' && part.startsWith(LOCAL)) {
      (value as Json)[key] = COMPONENTS + nameOf(part.slice(LOCAL.length));
    } else pointAtComponents(part, nameOf);
  }
}
