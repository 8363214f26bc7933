import { ApplicationFailure } from '@temporalio/common';
import { Offer } from '#db/entities/offer.entity.ts';
import { RequestMatch } from '#db/entities/request-match.entity.ts';
import { ServiceRequest } from '#db/entities/service-request.entity.ts';
import { recordFacts } from '#db/facts.ts';
import { cityOf } from '#db/known-places.ts';
import { inTransaction } from '#db/transaction.ts';
import { lockRequest, moveRequest, requestFact, tellConsumer } from './request-rows.ts';
import { closingOf, toOpenOffer, type At, type Dependencies, type RequestSnapshot } from './snapshot.ts';

/** Reads where a request stands; changes nothing. */
export async function openRequest({ orm, settings }: Dependencies, requestId: string): Promise<RequestSnapshot> {
  const em = orm.em.fork();
  const request = await em.findOne(ServiceRequest, requestId, { populate: ['consumer'] });
  if (!request) throw ApplicationFailure.nonRetryable('there is no such request', 'not_found');
  const offers = await em.find(
    Offer,
    { request: requestId, status: 'pending' },
    { populate: ['provider.account'], orderBy: { createdAt: 1, id: 1 } },
  );
  const [lead] = await em.find(
    RequestMatch,
    { request: requestId, leadAt: { $ne: null } },
    { orderBy: { leadAt: 'desc' }, limit: 1 },
  );
  const { status, category, city, wave } = request;
  return {
    status,
    consumerId: request.consumer.id,
    ...closingOf(request.consumer, settings.suspensionGraceMs),
    category,
    ...cityOf(city),
    wave,
    nextWaveAtMs: lead?.leadAt ? lead.leadAt.getTime() + settings.waveMs : request.createdAt.getTime(),
    expiresAtMs: request.expiresAt.getTime(),
    offers: offers.map((offer) => toOpenOffer(offer, settings.suspensionGraceMs)),
    settings,
  };
}

/** The request's workflow has begun. */
export async function startMatching({ orm }: Dependencies, { requestId, atMs }: At): Promise<void> {
  await inTransaction(orm, async (em) => {
    const request = await lockRequest(em, requestId);
    if (request.status !== 'pending') return; // an earlier attempt did it
    moveRequest(request, 'start_matching', 'system');
    await recordFacts(em, [
      {
        ...requestFact(request, 'request.matching', `request/${requestId} start_matching`, atMs),
        from: 'pending',
        to: 'matching',
        side: 'system',
        tell: [tellConsumer(request)],
      },
    ]);
  });
}
