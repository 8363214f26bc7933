import type { EntityManager } from '@mikro-orm/postgresql';
import { Booking } from '#db/entities/booking.entity.ts';
import { Offer } from '#db/entities/offer.entity.ts';
import type { ServiceRequest } from '#db/entities/service-request.entity.ts';
import { recordFacts, type Fact } from '#db/facts.ts';
import { inTransaction } from '#db/transaction.ts';
import type { BookingLost } from '#workflows/request/messages.ts';
import { freeOf, obstacleTo } from './offering.ts';
import { otherLeads } from './other-leads.ts';
import {
  keepSlots,
  lockRequest,
  moveOffer,
  moveRequest,
  offerFact,
  requestFact,
  tellConsumer,
  tellOffer,
} from './request-rows.ts';
import type { At, Dependencies } from './snapshot.ts';

/**
 * Takes the request back from a lost booking. A consumer who cancels closes it; otherwise it is matched again, and the
 * runner-up offers that could be made anew are open once more. A loss that is no longer the request's own changes nothing.
 */
export async function takeBack(
  { orm, settings }: Dependencies,
  { requestId, bookingId, by, atMs }: BookingLost & At,
): Promise<void> {
  await inTransaction(orm, async (em) => {
    const request = await lockRequest(em, requestId);
    const booking = await em.findOneOrFail(Booking, { id: bookingId, request: requestId });
    if (request.status !== 'booked' || request.selectedOfferId !== booking.offer.id) return;

    const closing = by === 'consumer';
    moveRequest(request, closing ? 'close' : 'reopen', 'system');
    request.selectedOfferId = null;
    if (!closing && request.expiresAt.getTime() < atMs + settings.waveMs) {
      request.expiresAt = new Date(atMs + settings.waveMs); // a second chance needs time for at least one wave
    }
    const type = closing ? 'request.cancelled' : 'request.reopened';
    const facts: Fact[] = [
      {
        ...requestFact(request, type, `booking/${bookingId} lost`, atMs),
        from: 'booked',
        to: request.status,
        side: 'system',
        data: { bookingId, by },
        tell: [tellConsumer(request), ...(closing ? [] : await otherLeads(em, request, [booking.provider.id]))],
      },
    ];
    if (!closing) facts.push(...(await reopenRunnersUp(em, request, bookingId, atMs)));
    await recordFacts(em, facts);
  });
}

async function reopenRunnersUp(
  em: EntityManager,
  request: ServiceRequest,
  bookingId: string,
  atMs: number,
): Promise<Fact[]> {
  const facts: Fact[] = [];
  for (const offer of await runnersUp(em, request)) {
    const { provider, service } = offer;
    if (offer.expiresAt.getTime() <= atMs || (await obstacleTo(em, { request, provider, service }))) continue;
    const slots = await freeOf(em, provider, offer.slots, atMs);
    if (slots.length === 0) continue;
    keepSlots(offer, slots);
    moveOffer(offer, 'reopen', 'system', atMs);
    facts.push({
      ...offerFact(offer, 'offer.reopened', `booking/${bookingId} reopen ${offer.id}`, atMs),
      from: 'superseded',
      to: 'pending',
      side: 'system',
      tell: [tellOffer(offer, request.consumer.id), tellOffer(offer, offer.provider.account.id)],
    });
  }
  if (facts.length === 0) return [];
  moveRequest(request, 'receive_offer', 'provider');
  const received = requestFact(request, 'request.offers_received', `booking/${bookingId} received`, atMs);
  return [
    ...facts,
    { ...received, from: 'matching', to: request.status, side: 'system', tell: [tellConsumer(request)] },
  ];
}

/** The newest offer of each provider, where another one was booked in place of it: whatever is older was given up. */
async function runnersUp(em: EntityManager, request: ServiceRequest): Promise<Offer[]> {
  const newestFirst = await em.find(
    Offer,
    { request: request.id },
    { populate: ['provider.account', 'service'], orderBy: { createdAt: -1, id: -1 } },
  );
  const newest = new Map<string, Offer>();
  for (const offer of newestFirst) if (!newest.has(offer.provider.id)) newest.set(offer.provider.id, offer);
  return [...newest.values()].filter(({ status }) => status === 'superseded').toReversed();
}
