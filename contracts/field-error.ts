import { z } from 'zod';

/** One wrong field: where it is, which one it is, and what is wrong with it. Never its value. */
export const FieldError = z
  .strictObject({
    in: z.enum(['body', 'query', 'path', 'header']).meta({ description: 'The part of the request that is wrong.' }),
    path: z.string().meta({ description: 'A JSON pointer into that part; empty when all of it is wrong.' }),
    message: z.string().meta({ description: 'What was expected.' }),
  })
  .meta({ id: 'FieldError', description: 'One wrong field of a request.' });
export type FieldError = z.infer<typeof FieldError>;
