import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { ApplicationFailure } from '@temporalio/common';
import type { Offer, StoredSlot } from '#db/entities/offer.entity.ts';
import { ServiceRequest } from '#db/entities/service-request.entity.ts';
import type { Fact, Told } from '#db/facts.ts';
import { OFFER_LIFECYCLE, type OfferCommand } from '#domain/lifecycles/offer.ts';
import { isOpenRequest, REQUEST_LIFECYCLE, requestRefusal, type RequestCommand } from '#domain/lifecycles/request.ts';
import { decide, type Side } from '#domain/lifecycles/transitions.ts';
import { refusal } from '#workflows/shared/refusal.ts';

/** The request's row, locked until the transaction ends: writers of one request take turns. */
export async function lockRequest(em: EntityManager, requestId: string): Promise<ServiceRequest> {
  const request = await em.findOne(ServiceRequest, requestId, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!request) throw ApplicationFailure.nonRetryable('there is no such request', 'not_found');
  return request;
}

/** Moves a locked request along its table, or refuses: guards on offers are the caller's to check. */
export function moveRequest(request: ServiceRequest, command: RequestCommand, side: Side): void {
  const decision = decide(REQUEST_LIFECYCLE, request.status, command, side, { no_open_offer: true, offer_open: true });
  if (!decision.allowed) throw refusal(requestRefusal(request.status), `the request is ${request.status}`);
  request.status = decision.transition.to;
}

/** Moves an offer along its table at the workflow's time, or refuses. */
export function moveOffer(offer: Offer, command: OfferCommand, side: Side, atMs: number): void {
  const unexpired = { not_expired: offer.expiresAt.getTime() > atMs };
  const decision = decide(OFFER_LIFECYCLE, offer.status, command, side, unexpired);
  if (!decision.allowed) {
    throw refusal('offer_closed', `the offer is ${offer.status === 'pending' ? 'over' : offer.status}`);
  }
  offer.status = decision.transition.to;
}

/** Leaves an offer the slots that still hold. Whoever has seen more of them must look again: the revision grows. */
export function keepSlots(offer: Offer, slots: StoredSlot[]): void {
  if (slots.length === offer.slots.length) return;
  offer.slots = slots;
  offer.revision += 1;
}

/** Refuses what is asked of a request that nobody can choose for any more. */
export function requireOpenRequest({ status }: ServiceRequest): void {
  if (!isOpenRequest(status)) throw refusal('request_closed', `the request is ${status}`);
}

/** What every fact about a request has in common. */
export function requestFact(request: ServiceRequest, type: string, key: string, atMs: number) {
  return { key, aggregate: 'request', aggregateId: request.id, requestId: request.id, type, atMs } as const;
}

/** What every fact about an offer has in common. */
export function offerFact(offer: Offer, type: string, key: string, atMs: number) {
  const requestId = offer.request.id;
  return { key, aggregate: 'offer', aggregateId: offer.id, requestId, type, atMs } as const satisfies Partial<Fact>;
}

/** The consumer hears where the request stands now. */
export function tellConsumer(request: ServiceRequest): Told {
  return {
    accountId: request.consumer.id,
    type: 'request:updated',
    payload: { requestId: request.id, status: request.status },
  };
}

/** Somebody hears where an offer stands now. */
export function tellOffer(
  offer: Offer,
  accountId: string,
  type: 'offer:new' | 'offer:updated' = 'offer:updated',
): Told {
  return { accountId, type, payload: { offerId: offer.id, requestId: offer.request.id, status: offer.status } };
}
