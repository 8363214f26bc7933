import type { Account } from '#db/entities/account.entity.ts';
import { Offer } from '#db/entities/offer.entity.ts';
import { ServiceRequest } from '#db/entities/service-request.entity.ts';
import { recordFacts } from '#db/facts.ts';
import { inTransaction } from '#db/transaction.ts';
import { endRequest } from './ending.ts';
import { lockRequest, moveOffer, offerFact, tellOffer } from './request-rows.ts';
import { closingOf, type At, type Dependencies } from './snapshot.ts';

/** Withdraws an open offer whose provider has stayed suspended; one that is reinstated, or not yet due, stays as it is. */
export async function withdrawSuspended(
  { orm, settings }: Dependencies,
  { requestId, offerId, atMs }: At & { offerId: string },
): Promise<void> {
  await inTransaction(orm, async (em) => {
    const request = await lockRequest(em, requestId);
    const offer = await em.findOneOrFail(
      Offer,
      { id: offerId, request: requestId },
      { populate: ['provider.account'], refresh: true },
    );
    if (offer.status !== 'pending' || !isDue(offer.provider.account, settings.suspensionGraceMs, atMs)) return;
    moveOffer(offer, 'withdraw', 'system', atMs);
    await recordFacts(em, [
      {
        ...offerFact(offer, 'offer.withdrawn', `offer/${offerId} suspended ${offer.revision}`, atMs),
        from: 'pending',
        to: offer.status,
        side: 'system',
        note: 'the provider is no longer available', // why, is nobody else's business
        tell: [tellOffer(offer, request.consumer.id), tellOffer(offer, offer.provider.account.id)],
      },
    ]);
  });
}

/** Cancels an open request whose consumer has stayed suspended, with its offers; as above, not before it is due. */
export async function cancelSuspended(dependencies: Dependencies, { requestId, atMs }: At): Promise<void> {
  const { orm, settings } = dependencies;
  const { consumer } = await orm.em.fork().findOneOrFail(ServiceRequest, requestId, { populate: ['consumer'] });
  if (!isDue(consumer, settings.suspensionGraceMs, atMs)) return;
  const reason = 'the account of the consumer stayed suspended';
  await endRequest(dependencies, {
    to: 'cancelled',
    side: 'system',
    commandId: `request/${requestId} suspended`,
    requestId,
    atMs,
    reason,
  });
}

function isDue(account: Account, graceMs: number, atMs: number): boolean {
  const { closesAtMs = Infinity } = closingOf(account, graceMs);
  return closesAtMs <= atMs;
}
