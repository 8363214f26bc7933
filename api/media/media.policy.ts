import type { ApiDeps } from '#api/deps.ts';
import type { OwnershipRule } from '#api/http/access.ts';
import { Problem } from '#api/http/problem.ts';
import { isAdmin } from '#api/shared/reader.ts';
import { findMedia, type MediaRow } from './media.queries.ts';

/** An image and the side on which the caller has to do with it. */
export interface SeenMedia<Side extends string = 'consumer' | 'provider' | 'admin'> {
  readonly row: MediaRow;
  readonly side: Side;
}

declare module '#api/http/access.ts' {
  interface OwnedResources {
    /** Whose image it is, whoever was told of a request or booked for one that names it, or an operator. */
    mediaReader: SeenMedia;
    /** Whose image it is. */
    mediaOwner: SeenMedia<'consumer'>;
  }
}

/** Lets the owner through, providers whom a request shows the image to, and operators. A message shows it to nobody. */
export const mediaReader: OwnershipRule<Pick<ApiDeps, 'orm'>, SeenMedia> = async ({ orm }, actor, { id = '' }) => {
  const row = await findMedia(orm, { id, providerId: actor.providerId });
  if (!row) throw new Problem('not_found', 'there is no such image');
  if (row.accountId === actor.id) return { row, side: 'consumer' };
  if (isAdmin(actor)) return { row, side: 'admin' };
  if (row.isShown) return { row, side: 'provider' };
  throw new Problem('not_yours', 'the image is of somebody else');
};

/** Lets only the owner through. */
export const mediaOwner: OwnershipRule<Pick<ApiDeps, 'orm'>, SeenMedia<'consumer'>> = async (deps, actor, params) => {
  const { row, side } = await mediaReader(deps, actor, params);
  if (side !== 'consumer') throw new Problem('not_yours', 'this is for whoever has uploaded the image');
  return { row, side };
};
