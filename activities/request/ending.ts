import { Offer } from '#db/entities/offer.entity.ts';
import { isRecorded, recordFacts, type Fact } from '#db/facts.ts';
import { takePayload } from '#db/payloads.ts';
import { inTransaction } from '#db/transaction.ts';
import {
  lockRequest,
  moveOffer,
  moveRequest,
  offerFact,
  requestFact,
  tellConsumer,
  tellOffer,
} from './request-rows.ts';
import type { Dependencies, EndRequest } from './snapshot.ts';

/** Cancels or expires the request together with its open offers: declined by whoever cancels, expired with its time. */
export async function endRequest({ orm }: Dependencies, command: EndRequest): Promise<void> {
  const { requestId, commandId, to, side, actorId, atMs } = command;
  const key = to === 'expired' ? `request/${requestId} expire` : `${commandId} cancel`;
  await inTransaction(orm, async (em) => {
    const request = await lockRequest(em, requestId);
    if (await isRecorded(em, key)) return;
    const from = request.status;
    moveRequest(request, to === 'expired' ? 'expire' : 'cancel', side);
    const { reason = 'reason' in command ? command.reason : undefined } = await takePayload<{ reason: string }>(
      em,
      command.payloadId,
    );
    const offers = await em.find(Offer, { request: requestId, status: 'pending' }, { populate: ['provider'] });
    const closed = offers.map((offer): Fact => {
      moveOffer(offer, to === 'expired' ? 'expire' : 'decline', side, atMs);
      return {
        ...offerFact(offer, `offer.${offer.status}`, `${key} ${offer.id}`, atMs),
        from: 'pending',
        to: offer.status,
        side,
        actorId,
        tell: [tellOffer(offer, offer.provider.account.id)],
      };
    });
    const ended = requestFact(request, `request.${to}`, key, atMs);
    await recordFacts(em, [
      ...closed,
      { ...ended, from, to, side, actorId, note: reason, tell: [tellConsumer(request)] },
    ]);
  });
}
