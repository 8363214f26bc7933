import type { EntityManager } from '@mikro-orm/postgresql';
import { isClosed, isTaken, verdictOfOffered } from '#db/calendar.ts';
import { Booking } from '#db/entities/booking.entity.ts';
import { Offer } from '#db/entities/offer.entity.ts';
import type { ServiceRequest } from '#db/entities/service-request.entity.ts';
import { recordFacts, type Fact } from '#db/facts.ts';
import { enqueueWorkflow } from '#db/outbox.ts';
import { takePayload, type PlacePayload } from '#db/payloads.ts';
import { runOf } from '#db/request-runs.ts';
import { bookingRun } from '#db/run-orders.ts';
import { inTransaction, lockCalendarOfOffer } from '#db/transaction.ts';
import { sqlStateOf } from '#platform/outages.ts';
import { isSameSlot } from '#domain/availability/intervals.ts';
import { DEFAULT_CANCELLATION_POLICY } from '#domain/policy/cancellation.ts';
import type { AcceptOffer } from '#workflows/request/messages.ts';
import { refusal } from '#workflows/shared/refusal.ts';
import {
  lockRequest,
  moveOffer,
  moveRequest,
  requireOpenRequest,
  offerFact,
  requestFact,
  tellConsumer,
  tellOffer,
} from './request-rows.ts';
import type { Quotas } from '#domain/quotas.ts';
import { requireRoom } from '../shared/require-room.ts';
import { requireDeal } from './offering.ts';
import { otherLeads } from './other-leads.ts';
import type { At, Dependencies, Settled } from './snapshot.ts';

type Acceptance = AcceptOffer & At & { bookingId: string };

const EXCLUSION_VIOLATION = '23P01';

/**
 * Settles winner, rivals, request and booking in one transaction and orders the booking's workflow. The calendar's lock
 * comes first, so rivals for one provider wait instead of dying in deadlocks; the exclusion constraint has the last word.
 */
export async function settleAcceptance({ orm, quotas }: Dependencies, command: Acceptance): Promise<Settled> {
  try {
    return await inTransaction(orm, (em) => settle(em, command, quotas));
  } catch (error) {
    if (sqlStateOf(error) === EXCLUSION_VIOLATION) throw refusal('slot_taken', 'another booking has this time');
    throw error;
  }
}

async function settle(em: EntityManager, command: Acceptance, quotas: Quotas): Promise<Settled> {
  const { requestId, offerId, revision, slot, atMs } = command;
  const providerId = await lockCalendarOfOffer(em, { offerId, requestId });
  const request = await lockRequest(em, requestId);
  const earlier = await em.findOne(Booking, { offer: offerId });
  if (earlier && request.selectedOfferId === offerId) {
    if (earlier.scheduledStart.getTime() === Date.parse(slot.start)) {
      return { bookingId: earlier.id, providerId };
    }
    throw refusal('request_closed', 'the request is booked for another time');
  }

  requireOpenRequest(request);
  const subject = { accountId: request.consumer.id };
  await requireRoom({ em }, { quotas, nowMs: atMs }, subject, { cancellations: 1 });
  const offers = await em.find(
    Offer,
    { request: requestId, status: 'pending' },
    { populate: ['provider.account', 'request.consumer'] },
  );
  const winner = offers.find(({ id }) => id === offerId);
  if (!winner) throw refusal('offer_closed', 'the offer is not open any more');
  await requireDeal(em, request, winner.provider);
  if (winner.revision !== revision) throw refusal('stale_revision', `the offer is at revision ${winner.revision}`);
  const offered = winner.slots.find((each) => isSameSlot(each, slot));
  if (!offered) throw refusal('slot_not_offered', 'the offer has no such slot');
  const verdict = await verdictOfOffered(em, winner.provider, offered);
  if (isClosed(verdict)) throw refusal('slot_not_free', 'the provider no longer works at this time');
  if (isTaken(verdict)) throw refusal('slot_taken', 'another booking has this time');

  moveRequest(request, 'accept_offer', 'consumer');
  request.selectedOfferId = offerId;
  for (const each of offers) {
    moveOffer(each, each === winner ? 'accept' : 'supersede', each === winner ? 'consumer' : 'system', atMs);
  }
  const booking = await createBooking(em, request, winner, command);
  await recordFacts(em, await factsOf(em, { request, offers, winner, booking, command }));
  return { bookingId: booking.id, providerId };
}

async function createBooking(
  em: EntityManager,
  request: ServiceRequest,
  offer: Offer,
  { bookingId, slot, payloadId, atMs }: Acceptance,
): Promise<Booking> {
  const { location } = await takePayload<PlacePayload>(em, payloadId);
  const atProvider = location === undefined || location.type === 'provider_location';
  const booking = em.create(Booking, {
    id: bookingId,
    request,
    offer,
    provider: offer.provider,
    consumer: request.consumer,
    service: offer.service,
    scheduledStart: new Date(slot.start),
    scheduledEnd: new Date(slot.end),
    timezone: offer.timezone,
    locationType: location?.type ?? 'provider_location',
    locationAddress: (atProvider ? offer.provider.address : location.address) ?? null,
    locationInstructions: location?.instructions ?? null,
    priceAmount: offer.priceAmount,
    priceCurrency: offer.priceCurrency,
    policy: DEFAULT_CANCELLATION_POLICY,
    createdAt: new Date(atMs),
  });
  em.persist(booking);
  const made = { id: bookingId, status: 'confirmed', providerId: offer.provider.id, start: slot.start } as const;
  enqueueWorkflow(em, bookingRun({ ...runOf(request), ...made }));
  return booking;
}

async function factsOf(
  em: EntityManager,
  {
    request,
    offers,
    winner,
    booking,
    command,
  }: {
    request: ServiceRequest;
    offers: readonly Offer[];
    winner: Offer;
    booking: Booking;
    command: Acceptance;
  },
): Promise<Fact[]> {
  const { commandId, actorId, atMs } = command;
  const by = { side: 'consumer', actorId } as const;
  const parties = [request.consumer.id, winner.provider.account.id];
  const leads = await otherLeads(
    em,
    request,
    offers.map(({ provider }) => provider.id),
  );
  return [
    {
      ...offerFact(winner, 'offer.accepted', `${commandId} accept`, atMs),
      ...by,
      from: 'pending',
      to: 'accepted',
      bookingId: booking.id,
      tell: parties.map((accountId) => tellOffer(winner, accountId)),
    },
    ...offers
      .filter((offer) => offer !== winner)
      .map((rival) => ({
        ...offerFact(rival, 'offer.superseded', `${commandId} supersede ${rival.id}`, atMs),
        side: 'system' as const,
        from: 'pending',
        to: 'superseded',
        tell: [tellOffer(rival, rival.provider.account.id)],
      })),
    {
      ...requestFact(request, 'request.booked', `${commandId} booked`, atMs),
      ...by,
      from: 'offers_received',
      to: 'booked',
      data: { offerId: winner.id, bookingId: booking.id },
      tell: [tellConsumer(request), ...leads],
    },
    {
      key: `${commandId} confirm`,
      aggregate: 'booking',
      aggregateId: booking.id,
      requestId: request.id,
      bookingId: booking.id,
      type: 'booking.confirmed',
      ...by,
      to: 'confirmed',
      atMs,
      tell: parties.map((accountId) => ({
        accountId,
        type: 'booking:confirmed' as const,
        payload: { bookingId: booking.id, requestId: request.id, status: 'confirmed' },
      })),
    },
  ];
}
