import type { EntityManager } from '@mikro-orm/postgresql';
import { verdictOf } from '#db/calendar.ts';
import { Account } from '#db/entities/account.entity.ts';
import type { StoredSlot } from '#db/entities/offer.entity.ts';
import type { ProviderService } from '#db/entities/provider-service.entity.ts';
import type { Provider } from '#db/entities/provider.entity.ts';
import { RequestMatch } from '#db/entities/request-match.entity.ts';
import type { ServiceRequest } from '#db/entities/service-request.entity.ts';
import {
  dealObstacle,
  offerObstacle,
  type AskingConsumer,
  type OfferingProvider,
  type OfferObstacle,
} from '#domain/offering.ts';
import { refusal } from '#workflows/shared/refusal.ts';

const IN_WORDS: Readonly<Record<OfferObstacle, string>> = {
  own_request: 'nobody deals with themselves',
  request_on_hold: 'the account that made the request cannot deal with anybody at present',
  provider_unavailable: 'the provider takes no bookings now',
  not_a_lead: 'the request is no lead of this provider',
  service_mismatch: 'the service is not one that the request asks for',
};

/** Why there can be no open offer of this service for the request now; the calendar is another question. */
export async function obstacleTo(
  em: EntityManager,
  { request, provider, service }: { request: ServiceRequest; provider: Provider; service: ProviderService | null },
): Promise<OfferObstacle | null> {
  const leads = await em.count(RequestMatch, { request: request.id, provider: provider.id, leadAt: { $ne: null } });
  return offerObstacle({
    consumer: await consumerOf(em, request),
    provider: asSeen(provider),
    isLead: leads > 0,
    asked: request,
    offered: service,
  });
}

/** Those of the slots that the provider could offer now, in their order. */
export async function freeOf(
  em: EntityManager,
  provider: Provider,
  slots: readonly StoredSlot[],
  nowMs: number,
): Promise<StoredSlot[]> {
  const free: StoredSlot[] = [];
  for (const slot of slots) if ((await verdictOf(em, provider, slot, nowMs)) === 'free') free.push(slot);
  return free;
}

/** The refusal of an offer that cannot be made; whoever is away counts as holding no lead. */
export function cannotOffer(obstacle: OfferObstacle) {
  const code = obstacle === 'provider_unavailable' ? 'not_a_lead' : obstacle;
  return refusal(code, IN_WORDS[code]);
}

/** Refuses to book a provider whom this consumer cannot have, whatever their offer says. */
export async function requireDeal(em: EntityManager, request: ServiceRequest, provider: Provider): Promise<void> {
  const obstacle = dealObstacle({ consumer: await consumerOf(em, request), provider: asSeen(provider) });
  if (obstacle) throw refusal(obstacle, IN_WORDS[obstacle]);
}

async function consumerOf(em: EntityManager, { consumer }: ServiceRequest): Promise<AskingConsumer> {
  const { id: accountId, status: accountStatus } = await em.findOneOrFail(Account, consumer.id);
  return { accountId, accountStatus };
}

function asSeen({ account, status }: Provider): OfferingProvider {
  return { accountId: account.id, accountStatus: account.status, status };
}
