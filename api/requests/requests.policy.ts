import type { ApiDeps } from '#api/deps.ts';
import type { OwnershipRule } from '#api/http/access.ts';
import { Problem } from '#api/http/problem.ts';
import { isAdmin } from '#api/shared/reader.ts';
import { isOwnRequest } from '#domain/own-request.ts';
import { findStanding, type RequestStanding } from './standing.queries.ts';
import { findRequest, type RequestRow } from './requests.queries.ts';

/** A request and the side on which the caller has to do with it. */
export interface SeenRequest<Side extends 'consumer' | 'admin' = 'consumer' | 'admin'> {
  readonly row: RequestRow;
  readonly side: Side;
}

/** A request that the caller's provider was told of. */
export interface HeldLead {
  readonly request: RequestStanding;
  readonly providerId: string;
}

/** Whose offers the caller may see: everybody's, or those of one provider. */
export interface VisibleOffers {
  readonly side: 'consumer' | 'admin' | 'provider';
  readonly providerId?: string;
}

declare module '#api/http/access.ts' {
  interface OwnedResources {
    /** The consumer whose request it is. */
    requestOwner: SeenRequest<'consumer'>;
    /** That consumer or an operator. */
    requestReader: SeenRequest;
    /** A provider who was told of it. */
    leadHolder: HeldLead;
    /** The consumer, an operator, or a provider who was told of it. */
    requestOffersReader: VisibleOffers;
  }
}

/** Lets the consumer and operators through. */
export const requestReader: OwnershipRule<ApiDeps, SeenRequest> = async (deps, actor, { id = '' }) => {
  const row = await findRequest(deps.orm, id);
  if (!row) throw new Problem('not_found', 'there is no such request');
  if (row.consumerId === actor.id) return { row, side: 'consumer' };
  if (isAdmin(actor)) return { row, side: 'admin' };
  throw new Problem('not_yours', 'the request is of somebody else');
};

/** Lets only the consumer through. */
export const requestOwner: OwnershipRule<ApiDeps, SeenRequest<'consumer'>> = async (deps, actor, params) => {
  const { row, side } = await requestReader(deps, actor, params);
  if (side !== 'consumer') throw new Problem('not_yours', 'this is for the consumer of the request');
  return { row, side };
};

/** Lets only providers through who hold a lead. The provider is the caller's own and never a field of the body. */
export const leadHolder: OwnershipRule<ApiDeps, HeldLead> = async (
  deps,
  { id: accountId, providerId },
  { id = '' },
) => {
  const request = await findStanding(deps.orm, id, providerId);
  if (!request) throw new Problem('not_found', 'there is no such request');
  if (isOwnRequest(request.consumerId, accountId)) {
    throw new Problem('own_request', 'nobody offers for their own request');
  }
  if (providerId === undefined || !request.isLead) throw new Problem('not_yours', 'the request is no lead of yours');
  return { request, providerId };
};

/** Says whose offers the caller may see, or that it is none of their business. */
export const requestOffersReader: OwnershipRule<ApiDeps, VisibleOffers> = async (deps, actor, { id = '' }) => {
  const { providerId } = actor;
  const request = await findStanding(deps.orm, id, providerId);
  if (!request) throw new Problem('not_found', 'there is no such request');
  if (request.consumerId === actor.id) return { side: 'consumer' };
  if (isAdmin(actor)) return { side: 'admin' };
  if (providerId !== undefined && request.isLead) return { side: 'provider', providerId };
  throw new Problem('not_yours', 'the request is neither yours nor a lead of yours');
};
