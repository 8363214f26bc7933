import type { ApiDeps } from '#api/deps.ts';
import type { Actor, OwnershipRule } from '#api/http/access.ts';
import { Problem } from '#api/http/problem.ts';
import { isAdmin } from '#api/shared/reader.ts';
import type { Party } from '#domain/lifecycles/transitions.ts';
import { findBooking, type BookingRow } from './bookings.queries.ts';

/** A booking and the side on which the caller has to do with it. */
export interface SeenBooking {
  readonly row: BookingRow;
  readonly side: Party;
}

declare module '#api/http/access.ts' {
  interface OwnedResources {
    /** Its consumer, its provider or an operator. */
    bookingParty: SeenBooking;
    /** Its provider only. */
    bookingProvider: SeenBooking;
  }
}

/** The side of a booking on which somebody is; nothing for a stranger. */
export function sideOfBooking(row: Pick<BookingRow, 'consumerId' | 'providerId'>, actor: Actor): Party | undefined {
  if (row.consumerId === actor.id) return 'consumer';
  if (row.providerId === actor.providerId) return 'provider';
  return isAdmin(actor) ? 'admin' : undefined;
}

/** Lets the parties and operators through. */
export const bookingParty: OwnershipRule<ApiDeps, SeenBooking> = async (deps, actor, { id = '' }) => {
  const row = await findBooking(deps.orm, id);
  if (!row) throw new Problem('not_found', 'there is no such booking');
  const side = sideOfBooking(row, actor);
  if (side === undefined) throw new Problem('not_yours', 'the booking is between two others');
  return { row, side };
};

/** Lets only the provider through who does the work. */
export const bookingProvider: OwnershipRule<ApiDeps, SeenBooking> = async (deps, actor, params) => {
  const { row } = await bookingParty(deps, actor, params);
  if (row.providerId !== actor.providerId) throw new Problem('not_yours', 'this is for the provider of the booking');
  return { row, side: 'provider' };
};
