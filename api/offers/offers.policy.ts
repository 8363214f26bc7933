import type { ApiDeps } from '#api/deps.ts';
import type { Actor, OwnershipRule } from '#api/http/access.ts';
import { Problem } from '#api/http/problem.ts';
import { isAdmin } from '#api/shared/reader.ts';
import type { Party } from '#domain/lifecycles/transitions.ts';
import { findOffer, type OfferRow } from './offers.queries.ts';

/** An offer and the side on which the caller has to do with it. */
export interface SeenOffer<Side extends Party = Party> {
  readonly row: OfferRow;
  readonly side: Side;
}

declare module '#api/http/access.ts' {
  interface OwnedResources {
    /** The consumer of its request, its provider, or an operator. */
    offerParty: SeenOffer;
    /** The consumer of its request only: nobody accepts for somebody else. */
    offerConsumer: SeenOffer<'consumer'>;
    /** The consumer of its request, or an operator. */
    offerDecliner: SeenOffer<'consumer' | 'admin'>;
    /** The provider who made it. */
    offerProvider: SeenOffer<'provider'>;
  }
}

/** Lets both sides and operators through. */
export const offerParty = ruleFor('consumer', 'provider', 'admin');
/** Lets only the consumer through: nobody accepts for somebody else. */
export const offerConsumer = ruleFor('consumer');
/** Lets the consumer and operators through. */
export const offerDecliner = ruleFor('consumer', 'admin');
/** Lets only the provider through who made it. */
export const offerProvider = ruleFor('provider');

/** Lets those through who are on one of the sides; of two sides that somebody is on, the first one named counts. */
function ruleFor<Side extends Party>(...sides: readonly Side[]): OwnershipRule<ApiDeps, SeenOffer<Side>> {
  return async (deps, actor, { id = '' }) => {
    const row = await findOffer(deps.orm, id);
    if (!row) throw new Problem('not_found', 'there is no such offer');
    const side = sides.find((each) => isOnSide(each, row, actor));
    if (side === undefined) throw new Problem('not_yours', `this is for the ${sides.join(' or the ')} of the offer`);
    return { row, side };
  };
}

function isOnSide(side: Party, row: OfferRow, actor: Actor): boolean {
  if (side === 'consumer') return row.consumerId === actor.id;
  if (side === 'provider') return row.providerId === actor.providerId;
  return isAdmin(actor);
}
