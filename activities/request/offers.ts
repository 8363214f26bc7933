import type { EntityManager } from '@mikro-orm/postgresql';
import { isClosed, verdictOf } from '#db/calendar.ts';
import { Offer, type StoredSlot } from '#db/entities/offer.entity.ts';
import { ProviderService } from '#db/entities/provider-service.entity.ts';
import { Provider } from '#db/entities/provider.entity.ts';
import type { ServiceRequest } from '#db/entities/service-request.entity.ts';
import { isRecorded, recordFacts } from '#db/facts.ts';
import { takePayload, type OfferPayload } from '#db/payloads.ts';
import { inTransaction } from '#db/transaction.ts';
import type { SlotVerdict } from '#domain/availability/types.ts';
import { isRatingShown } from '#domain/reputation.ts';
import type { CloseOffer, SubmitOffer } from '#workflows/request/messages.ts';
import { refusal } from '#workflows/shared/refusal.ts';
import { requireRoom } from '../shared/require-room.ts';
import { cannotOffer, obstacleTo } from './offering.ts';
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
import { toOpenOffer, type At, type Dependencies, type OpenOffer } from './snapshot.ts';

/** Writes a new open offer of a provider who holds a lead and whose calendar has every slot free. */
export async function recordOffer(
  { orm, settings, quotas }: Dependencies,
  command: SubmitOffer & At,
): Promise<OpenOffer> {
  const { requestId, offerId, providerId, commandId, atMs } = command;
  return inTransaction(orm, async (em) => {
    const request = await lockRequest(em, requestId);
    const earlier = await em.findOne(Offer, offerId, { populate: ['provider.account'] });
    if (earlier) return toOpenOffer(earlier, settings.suspensionGraceMs);

    requireOpenRequest(request);
    const subject = { accountId: command.actorId, requestId };
    await requireRoom({ em }, { quotas, nowMs: atMs }, subject, { offers_per_request: 1, cancellations: 1 });
    const payload = (await takePayload<OfferPayload>(em, command.payloadId)) as OfferPayload;
    const offer = await createOffer(em, request, payload, { ...command, ttlMs: settings.offerTtlMs });
    const from = request.status;
    moveRequest(request, 'receive_offer', 'provider');
    const by = { side: 'provider', actorId: command.actorId } as const;
    await recordFacts(em, [
      {
        ...offerFact(offer, 'offer.submitted', `${commandId} submit`, atMs),
        ...by,
        to: 'pending',
        data: { providerId },
        tell: [tellOffer(offer, request.consumer.id, 'offer:new'), tellOffer(offer, command.actorId)],
      },
      ...(from === request.status
        ? []
        : [
            {
              ...requestFact(request, 'request.offers_received', `${commandId} received`, atMs),
              ...by,
              from,
              to: request.status,
              tell: [tellConsumer(request)],
            },
          ]),
    ]);
    return toOpenOffer(offer, settings.suspensionGraceMs);
  });
}

/** The consumer declines an open offer, or its provider withdraws it. */
export async function closeOffer(
  { orm }: Dependencies,
  command: CloseOffer & At & { to: 'declined' | 'withdrawn' },
): Promise<void> {
  const { requestId, offerId, commandId, side, actorId, to, atMs } = command;
  await inTransaction(orm, async (em) => {
    const request = await lockRequest(em, requestId);
    if (await isRecorded(em, `${commandId} close`)) return;
    const offer = await em.findOneOrFail(Offer, { id: offerId, request: requestId }, { populate: ['provider'] });
    requireOpenRequest(request);
    moveOffer(offer, to === 'declined' ? 'decline' : 'withdraw', side, atMs);
    const { reason } = await takePayload<{ reason: string }>(em, command.payloadId);
    await recordFacts(em, [
      {
        ...offerFact(offer, `offer.${to}`, `${commandId} close`, atMs),
        from: 'pending',
        to,
        side,
        actorId,
        note: reason,
        tell: [tellOffer(offer, request.consumer.id), tellOffer(offer, offer.provider.account.id)],
      },
    ]);
  });
}

/** Nobody answered the offer in time. */
export async function expireOffer(
  { orm }: Dependencies,
  { requestId, offerId, atMs }: At & { offerId: string },
): Promise<void> {
  await inTransaction(orm, async (em) => {
    const request = await lockRequest(em, requestId);
    const offer = await em.findOneOrFail(Offer, { id: offerId, request: requestId }, { populate: ['provider'] });
    if (offer.status === 'expired') return; // an earlier attempt did it
    moveOffer(offer, 'expire', 'system', atMs);
    await recordFacts(em, [
      {
        ...offerFact(
          offer,
          'offer.expired',
          `offer/${offerId} expire ${offer.revision} ${offer.expiresAt.getTime()}`,
          atMs,
        ),
        from: 'pending',
        to: 'expired',
        side: 'system',
        tell: [tellOffer(offer, request.consumer.id), tellOffer(offer, offer.provider.account.id)],
      },
    ]);
  });
}

async function createOffer(
  em: EntityManager,
  request: ServiceRequest,
  payload: OfferPayload,
  { offerId, providerId, atMs, ttlMs }: SubmitOffer & At & { ttlMs: number },
): Promise<Offer> {
  const provider = await em.findOneOrFail(Provider, providerId, { populate: ['account'] });
  const service = await em.findOne(ProviderService, { id: payload.serviceId, provider: providerId });
  const obstacle = await obstacleTo(em, { request, provider, service });
  if (obstacle || !service) throw cannotOffer(obstacle ?? 'service_mismatch');
  if ((await em.count(Offer, { request: request.id, provider: providerId, status: 'pending' })) > 0) {
    throw refusal('offer_already_open', 'this provider has an open offer for the request');
  }
  const slots = await requireFree(em, provider, payload.slots, atMs);
  const firstStartMs = Math.min(...payload.slots.map(({ start }) => Date.parse(start)));
  const wantedMs = payload.expiresAt === undefined ? atMs + ttlMs : Date.parse(payload.expiresAt);
  const offer = em.create(Offer, {
    id: offerId,
    request,
    provider,
    service,
    serviceName: service.name,
    slots,
    timezone: provider.timezone,
    priceAmount: payload.price.amount,
    priceCurrency: payload.price.currency,
    priceNotes: payload.priceNotes ?? null,
    message: payload.message ?? null,
    providerSnapshot: {
      name: provider.businessName ?? provider.name,
      rating: isRatingShown(provider.reviewerCount) ? (provider.rating ?? null) : null,
      reviewCount: provider.reviewCount,
      portfolioSamples: [],
    },
    expiresAt: new Date(Math.min(wantedMs, firstStartMs)),
    createdAt: new Date(atMs),
  });
  em.persist(offer);
  return offer;
}

/** Refuses slots that are not free; answers them as they are stored: confirmed only where they lie outside the hours. */
async function requireFree(
  em: EntityManager,
  provider: Provider,
  slots: readonly StoredSlot[],
  nowMs: number,
): Promise<StoredSlot[]> {
  const stored: StoredSlot[] = [];
  for (const [index, { start, end, outsideHours }] of slots.entries()) {
    const plain = { start, end };
    const inHours = await verdictOf(em, provider, plain, nowMs);
    const isConfirmed = outsideHours && isClosed(inHours);
    const slot: StoredSlot = isConfirmed ? { ...plain, outsideHours } : plain;
    const verdict = isConfirmed ? await verdictOf(em, provider, slot, nowMs) : inHours;
    if (verdict !== 'free') throw refusal('slot_not_free', notFree(index + 1, verdict));
    stored.push(slot);
  }
  return stored;
}

function notFree(number: number, verdict: SlotVerdict): string {
  const hint = isClosed(verdict) ? '; confirm it with `outsideHours` to offer it all the same' : '';
  return `slot ${number} is not free: ${verdict.replaceAll('_', ' ')}${hint}`;
}
