import { refuse } from '#api/http/validation.ts';
import type { SqlReader } from '#db/transaction.ts';
import { foreignMedia } from './media.queries.ts';

/** Throws a 400 that names every id in the list that is no image of the account. `path` is where the list stands in the body. */
export async function requireOwnMedia(
  { em }: SqlReader,
  accountId: string,
  mediaIds: readonly string[] = [],
  path = '/media',
): Promise<void> {
  const foreign = new Set(await foreignMedia(em, accountId, mediaIds));
  refuse(
    [...mediaIds.keys()]
      .filter((index) => foreign.has(mediaIds[index] ?? ''))
      .map((index) => ({ in: 'body', path: `${path}/${index}`, message: 'is no image of yours' })),
  );
}
