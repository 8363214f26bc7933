import { isClosed, verdictOfOffered } from '#db/calendar.ts';
import { Offer } from '#db/entities/offer.entity.ts';
import { recordFacts } from '#db/facts.ts';
import { inTransaction } from '#db/transaction.ts';
import { isOpenRequest } from '#domain/lifecycles/request.ts';
import type { HoursChanged } from '#workflows/request/messages.ts';
import { keepSlots, lockRequest, moveOffer, offerFact, tellOffer } from './request-rows.ts';
import type { At, Dependencies } from './snapshot.ts';

/**
 * Strikes the slots at which the provider no longer works out of its open offer, under a new revision; an offer that has
 * none left is withdrawn. Slots that the provider has confirmed outside the hours stay. Both sides are notified. Where
 * nothing is closed, as after an attempt before, nothing changes.
 */
export async function strikeSlots(
  { orm }: Pick<Dependencies, 'orm'>,
  { requestId, providerId, atMs }: HoursChanged & At,
): Promise<void> {
  await inTransaction(orm, async (em) => {
    const request = await lockRequest(em, requestId);
    const open = { request: requestId, provider: providerId, status: 'pending' } as const;
    const offer = await em.findOne(Offer, open, { populate: ['provider'] });
    if (!offer || !isOpenRequest(request.status)) return;
    const kept = [];
    for (const slot of offer.slots) {
      if (!isClosed(await verdictOfOffered(em, offer.provider, slot))) kept.push(slot);
    }
    if (kept.length === offer.slots.length) return;
    if (kept.length === 0) moveOffer(offer, 'withdraw', 'system', atMs);
    else keepSlots(offer, kept);
    const type = kept.length === 0 ? 'offer.withdrawn' : 'offer.revised';
    await recordFacts(em, [
      {
        ...offerFact(offer, type, `offer/${offer.id} closed hours ${offer.revision} ${offer.status}`, atMs),
        from: 'pending',
        to: offer.status,
        side: 'system',
        note: 'the provider has changed its hours',
        data: { revision: offer.revision, slots: kept.length },
        tell: [tellOffer(offer, request.consumer.id), tellOffer(offer, offer.provider.account.id)],
      },
    ]);
  });
}
