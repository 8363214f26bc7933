import type { ApiDeps } from '#api/deps.ts';
import type { Actor, OwnershipRule } from '#api/http/access.ts';
import { Problem } from '#api/http/problem.ts';
import { isAdmin } from '#api/shared/reader.ts';
import type { Party } from '#domain/lifecycles/transitions.ts';
import { findReview, type ReviewRow } from './reviews.queries.ts';

/** A review and the side on which the caller has to do with it. */
export interface SeenReview {
  readonly row: ReviewRow;
  readonly side: Party;
}

declare module '#api/http/access.ts' {
  interface OwnedResources {
    /** Its author; once it is published also whom it is about, and operators. */
    reviewReader: SeenReview;
    /** Whom a published review is about. */
    reviewSubject: SeenReview;
  }
}

/**
 * Lets its author through and, once it is published, its subject and operators. Before that it is for everybody else as if
 * it were not there: whether the other side has written is not told.
 */
export const reviewReader: OwnershipRule<ApiDeps, SeenReview> = async ({ orm }, actor, { id = '' }) => {
  const row = await findReview(orm, id);
  const isVisible = row && (row.publishedAt !== null || row.authorId === actor.id);
  if (!isVisible) throw new Problem('not_found', 'there is no such review');
  const side = sideOf(row, actor);
  if (side === undefined) throw new Problem('not_yours', 'the review is between two others');
  return { row, side };
};

/** Lets only the one through whom the review is about. */
export const reviewSubject: OwnershipRule<ApiDeps, SeenReview> = async (deps, actor, params) => {
  const seen = await reviewReader(deps, actor, params);
  if (seen.row.subjectId !== actor.id) throw new Problem('not_yours', 'this is for whom the review is about');
  return seen;
};

function sideOf({ side, authorId, subjectId }: ReviewRow, actor: Actor): Party | undefined {
  if (authorId === actor.id) return side;
  if (subjectId === actor.id) return side === 'consumer' ? 'provider' : 'consumer';
  return isAdmin(actor) ? 'admin' : undefined;
}
