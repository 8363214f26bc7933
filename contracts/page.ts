import { z } from 'zod';
import { exactTextOf } from './text.ts';

/** How many items a page has when nobody says. */
export const DEFAULT_PAGE_SIZE = 20;
/** How many items a page has at most. */
export const MAX_PAGE_SIZE = 100;

/** A number of items in a query: digits only, so none of the other forms that JavaScript takes for a number. */
export function limitUpTo(max: number) {
  return z.preprocess(
    (value) => (typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value),
    z.int().min(1).max(max),
  );
}

/** The query of every list. Add filters with `PageQuery.extend({...})`; it stays strict. */
export const PageQuery = z.strictObject({
  limit: limitUpTo(MAX_PAGE_SIZE)
    .default(DEFAULT_PAGE_SIZE)
    .meta({ description: 'How many items a page has at most.', default: DEFAULT_PAGE_SIZE }),
  cursor: exactTextOf(1_000)
    .optional()
    .meta({ description: 'The `nextCursor` of the page before; without it the list starts from its beginning.' }),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** One page of a list; `nextCursor` is null on the last one. Its example is made from the example of its items. */
export const pageOf = <Item extends z.ZodType, const Name extends string>(item: Item, name: Name) => {
  const examples = item.meta()?.examples;
  const example: unknown = Array.isArray(examples) ? examples[0] : undefined;
  return z
    .strictObject({
      items: z.array(item),
      nextCursor: z
        .string()
        .nullable()
        .meta({ description: 'Send it as `cursor` to get the next page; null on the last one.' }),
    })
    .meta({
      id: name,
      description: 'One page of a list.',
      ...(example !== undefined && { examples: [{ items: [example], nextCursor: null }] }),
    });
};
