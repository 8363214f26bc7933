import type { EntityManager } from '@mikro-orm/postgresql';
import { isClosed, verdictOfOffered } from '#db/calendar.ts';
import { Offer, type StoredSlot } from '#db/entities/offer.entity.ts';
import type { Provider } from '#db/entities/provider.entity.ts';
import type { Fact } from '#db/facts.ts';
import type { OfferChange } from '#contracts/feed.ts';
import { enqueueWorkflow } from '#db/outbox.ts';
import { requestRun, runOf } from '#db/request-runs.ts';

/** The open offers of a provider, with their requests. */
export function openOffersOf(em: EntityManager, providerId: string): Promise<Offer[]> {
  return em.find(Offer, { provider: providerId, status: 'pending' }, { populate: ['request'] });
}

/**
 * Marks the slots that lie outside the provider's present hours as confirmed; answers what is to be recorded of it. Times,
 * price and revision stay, so a consumer who is accepting one of them at this moment need not look again.
 */
export async function confirmSlots(
  em: EntityManager,
  provider: Provider,
  offers: readonly Offer[],
  by: { readonly key: string; readonly actorId: string; readonly atMs: number },
): Promise<Fact[]> {
  const facts: Fact[] = [];
  for (const offer of offers) {
    const slots: StoredSlot[] = [];
    for (const slot of offer.slots) {
      const isOutside = isClosed(await verdictOfOffered(em, provider, slot));
      slots.push(isOutside ? { ...slot, outsideHours: true } : slot);
    }
    if (slots.every((slot, index) => slot === offer.slots[index])) continue;
    offer.slots = slots;
    facts.push(confirmedFact(offer, by));
  }
  return facts;
}

function confirmedFact(
  { id, request, status }: Offer,
  { key, actorId, atMs }: { readonly key: string; readonly actorId: string; readonly atMs: number },
): Fact {
  const payload = { offerId: id, requestId: request.id, status, change: 'slots_confirmed' satisfies OfferChange };
  return {
    key: `${key} confirm ${id}`,
    aggregate: 'offer',
    aggregateId: id,
    requestId: request.id,
    type: 'offer.slots_confirmed',
    side: 'provider',
    actorId,
    atMs,
    tell: [request.consumer.id, actorId].map((accountId) => ({ accountId, type: 'offer:updated', payload })),
  };
}

/** Orders the runs that own the offers to strike out the slots outside the provider's present hours. */
export function orderStriking(em: EntityManager, providerId: string, offers: readonly Offer[]): void {
  for (const { request } of offers) {
    const because = 'the hours behind an offer were changed';
    enqueueWorkflow(em, requestRun(runOf(request), { name: 'hoursChanged', input: { providerId }, because }));
  }
}
