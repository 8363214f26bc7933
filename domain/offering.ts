import type { AccountStatus, ProviderStatus } from './accounts.ts';
import { isOwnRequest } from './own-request.ts';
import { isTrading } from './standing.ts';

/** A consumer as providers see it who would work for it. */
export interface AskingConsumer {
  accountId: string;
  accountStatus: AccountStatus;
}

/** A provider as those see it who would be its customers. */
export interface OfferingProvider {
  /** The account behind it. */
  accountId: string;
  accountStatus: AccountStatus;
  status: ProviderStatus;
}

/** Who would deal with whom. */
export interface Deal {
  consumer: AskingConsumer;
  provider: OfferingProvider;
}

/** What kind of work a request asks for, or a service is. */
export interface Work {
  category: string;
  serviceType: string;
}

/** An offer as it is about to be made, or to be open again. */
export interface Offering extends Deal {
  /** Whether the provider holds a lead of the request as it reads now. */
  isLead: boolean;
  asked: Work;
  /** The service that is offered; nothing when the provider has no such service. */
  offered: Work | null | undefined;
}

export type DealObstacle = 'own_request' | 'request_on_hold' | 'provider_unavailable';
export type OfferObstacle = DealObstacle | 'not_a_lead' | 'service_mismatch';

/** Why this consumer cannot book this provider, whatever the calendar says; `null` when nothing is in the way. */
export function dealObstacle({ consumer, provider }: Deal): DealObstacle | null {
  if (isOwnRequest(consumer.accountId, provider.accountId)) return 'own_request';
  if (!isTrading(consumer)) return 'request_on_hold';
  return isTrading({ ...provider, providerStatus: provider.status }) ? null : 'provider_unavailable';
}

/** Why there can be no such offer, whatever the calendar says: the same for one that is made and one that opens again. */
export function offerObstacle(offering: Offering): OfferObstacle | null {
  const { isLead, asked, offered } = offering;
  const obstacle = dealObstacle(offering);
  if (obstacle) return obstacle;
  if (!isLead) return 'not_a_lead';
  const fits = offered?.category === asked.category && offered.serviceType === asked.serviceType;
  return fits ? null : 'service_mismatch';
}
