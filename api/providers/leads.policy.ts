import type { ApiDeps } from '#api/deps.ts';
import type { OwnershipRule } from '#api/http/access.ts';
import { Problem } from '#api/http/problem.ts';
import { findLead, type LeadRow } from './leads.queries.ts';

declare module '#api/http/access.ts' {
  interface OwnedResources {
    /** The provider who was told of the request. */
    lead: LeadRow;
  }
}

/** Lets only a provider through who was told of the request; having been matched and not told is not enough. */
export const lead: OwnershipRule<Pick<ApiDeps, 'orm'>, LeadRow> = async ({ orm }, actor, { requestId = '' }) => {
  const row = await findLead(orm, { requestId, providerId: actor.providerId });
  if (!row) throw new Problem('not_found', 'there is no such request');
  if (row.leadAt === null) throw new Problem('not_yours', 'the request is no lead of yours');
  return row;
};
