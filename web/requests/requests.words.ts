import type { RejectionReason } from '#domain/matching/types.ts';
import type { Schema } from '#web/api/client.ts';
import { plural } from '#web/kit/format.ts';

type ServiceRequest = Schema<'ServiceRequest'>;

const OFFERS = { one: 'offer', other: 'offers' };
const PROVIDERS = { one: 'provider', other: 'providers' };

/** `3 offers to compare`; nothing while there is none. */
export function offersInWords({ openOffers }: Pick<ServiceRequest, 'openOffers'>): string | undefined {
  return openOffers === 0 ? undefined : `${plural(openOffers, OFFERS)} to compare`;
}

/** How a request stands, for the title of its page. */
export function stateWords({ status, openOffers }: Pick<ServiceRequest, 'status' | 'openOffers'>): string {
  if (status === 'offers_received' && openOffers > 0) return plural(openOffers, OFFERS);
  return STATES[status];
}

const STATES: Record<ServiceRequest['status'], string> = {
  pending: 'sent',
  matching: 'waiting for offers',
  offers_received: 'waiting for offers',
  booked: 'booked',
  expired: 'expired',
  cancelled: 'cancelled',
};

/** Why providers were not asked, for one and for many of them. */
const REJECTIONS: Record<RejectionReason, readonly [one: string, many: string]> = {
  inactive: ['is not taking work at present', 'are not taking work at present'],
  own_request: ['is you', 'are you'],
  category: ['does other work', 'do other work'],
  service_type: ['does not offer this service', 'do not offer this service'],
  outside_provider_radius: ['does not travel that far', 'do not travel that far'],
  outside_consumer_distance: ['is farther away than you want', 'are farther away than you want'],
  other_city: ['is in another city', 'are in another city'],
  no_free_slot: ['has no free time that fits', 'have no free time that fits'],
};

/** `3 providers have no free time that fits`. */
export function rejectionWords({
  reason,
  count,
}: {
  readonly reason: RejectionReason;
  readonly count: number;
}): string {
  const [one, many] = REJECTIONS[reason];
  return `${plural(count, PROVIDERS)} ${count === 1 ? one : many}`;
}
