import type { z } from 'zod';
import type { Route } from './route.ts';

/** The example of a route's body: its own, or else its schema's. */
export function bodyExample(route: Route): unknown {
  return route.example?.body ?? exampleOf(route.body);
}

/** The example of a route's answer: its own, or else its schema's. */
export function answerExample(route: Route): unknown {
  return route.example?.answer ?? exampleOf(route.success.schema);
}

/** The first example that a schema carries. */
export function exampleOf(schema: z.ZodType | undefined): unknown {
  const examples = schema?.meta()?.examples;
  return Array.isArray(examples) ? examples[0] : undefined;
}
