import type { z } from 'zod';
import type { Reader } from '#api/shared/reader.ts';
import { toInstant } from '#contracts/common.ts';
import type { Offer } from '#contracts/offers.ts';
import { OFFER_LIFECYCLE } from '#domain/lifecycles/offer.ts';
import { isOpenRequest } from '#domain/lifecycles/request.ts';
import { allowedCommands, type Party } from '#domain/lifecycles/transitions.ts';
import { dealObstacle, type DealObstacle } from '#domain/offering.ts';
import { toMoney } from '#domain/money.ts';
import { DEFAULT_CANCELLATION_POLICY } from '#domain/policy/cancellation.ts';
import type { OfferRow } from './offers.queries.ts';

type OfferView = z.input<typeof Offer>;
type Action = OfferView['allowedActions'][number];

const ACTIONS: readonly string[] = ['accept', 'decline', 'withdraw'] satisfies Action[];

/** An offer as the consumer it was made to, its provider or an operator sees it. */
export function toOffer(row: OfferRow, side: Party, { nowMs }: Pick<Reader, 'nowMs'>): OfferView {
  const { id, requestId, providerId, serviceId, serviceName, timezone, priceNotes, message } = row;
  const { providerSnapshot, revision, status, bookingId } = row;
  return {
    id,
    requestId,
    providerId,
    serviceId,
    serviceName,
    availableSlots: row.slots,
    timezone,
    price: toMoney(row.priceAmount, row.priceCurrency),
    policy: DEFAULT_CANCELLATION_POLICY, // an acceptance writes the same one into the booking
    priceNotes,
    message,
    providerSnapshot,
    expiresAt: toInstant(new Date(row.expiresAt)),
    revision,
    status,
    bookingId,
    allowedActions: allowedOfferActions(row, side, nowMs),
    createdAt: toInstant(new Date(row.createdAt)),
  };
}

/** What this side may do with the offer now; nothing once its request is closed. */
export function allowedOfferActions(row: OfferRow, side: Party, nowMs: number): Action[] {
  if (!isOpenRequest(row.requestStatus)) return [];
  return allowedCommands(OFFER_LIFECYCLE, row.status, side, offerFacts(row, nowMs))
    .filter((command): command is Action => ACTIONS.includes(command))
    .filter((command) => command !== 'accept' || obstacleOf(row) === null);
}

/** Why the consumer of its request cannot book who made the offer. */
export function obstacleOf(row: OfferRow): DealObstacle | null {
  const consumer = { accountId: row.consumerId, accountStatus: row.consumerStatus };
  const { providerAccountId: accountId, providerAccountStatus: accountStatus, providerStatus: status } = row;
  return dealObstacle({ consumer, provider: { accountId, accountStatus, status } });
}

/** What is true of the offer besides its status. */
export function offerFacts({ expiresAt }: OfferRow, nowMs: number): { not_expired: boolean } {
  return { not_expired: Date.parse(expiresAt) > nowMs };
}
