import { z } from 'zod';

/** An input that fits, as it was given and as the schema reads it; or what is wrong with it, in words for a model. */
export type ReadInput<Value> = { readonly input: unknown; readonly value: Value } | { readonly wrong: string };

/** How often nulls are taken out: each time brings to light what stood deeper. */
const MAX_ROUNDS = 8;

/**
 * Reads the input that a model has given to a tool. Models write null where a field is absent, so a null that the schema
 * does not take counts as absent, however deep it stands; one that it takes is kept. No input at all is an empty one.
 */
export function readInput<Schema extends z.ZodType>(schema: Schema, given: unknown): ReadInput<z.output<Schema>> {
  let input = given ?? {};
  for (let round = 1; ; round += 1) {
    const result = schema.safeParse(input);
    if (result.success) return { input, value: result.data };
    const nulls = pathsIn(result.error.issues).filter((path) => isNullField(input, path));
    if (nulls.length === 0 || round > MAX_ROUNDS) return { wrong: z.prettifyError(result.error) };
    input = structuredClone(input);
    for (const path of nulls) removeField(input, path);
  }
}

type Path = readonly PropertyKey[];

/** Where something is wrong, also inside the alternatives of a union. */
function pathsIn(issues: readonly z.core.$ZodIssue[], under: Path = []): Path[] {
  return issues.flatMap((issue) => {
    const path = [...under, ...issue.path];
    const inside = issue.code === 'invalid_union' ? issue.errors.flatMap((each) => pathsIn(each, path)) : [];
    return [path, ...inside];
  });
}

function isNullField(input: unknown, path: Path): boolean {
  const holder = at(input, path.slice(0, -1));
  const key = path.at(-1);
  return typeof key === 'string' && holder !== undefined && !Array.isArray(holder) && holder[key] === null;
}

function removeField(input: unknown, path: Path): void {
  const holder = at(input, path.slice(0, -1));
  const key = path.at(-1);
  if (holder && key !== undefined) delete holder[key];
}

function at(input: unknown, path: Path): Record<PropertyKey, unknown> | undefined {
  let value = input;
  for (const key of path) value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return isObject(value) ? value : undefined;
}

const isObject = (value: unknown): value is Record<PropertyKey, unknown> => typeof value === 'object' && value !== null;
