import type { z } from 'zod';

/** A function of a schema that is worked out once for each schema of a process, however many APIs the process starts. */
export function perSchema<Result>(workOut: (schema: z.ZodType) => Result): (schema: z.ZodType) => Result {
  const known = new WeakMap<z.ZodType, { readonly result: Result }>();
  return (schema) => {
    const found = known.get(schema) ?? { result: workOut(schema) };
    known.set(schema, found);
    return found.result;
  };
}
