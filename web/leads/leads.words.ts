import type { Schema } from '#web/api/client.ts';
import { formatDistance, formatList } from '#web/kit/format.ts';
import { plainWord } from '#web/kit/request-words.ts';
import { lookOf, type StatusLook } from '#web/kit/statuses.ts';

type Lead = Schema<'Lead'>;

/** How far away it is, no more closely than the API says it. */
export function distanceFromYou(distanceKm: number | null): string | undefined {
  if (distanceKm === null) return undefined;
  return distanceKm <= 1 ? 'within 1 km of you' : `about ${formatDistance(distanceKm)} from you`;
}

/** How well a request and a provider fit, by the score from 0 to 1. */
export function fitWords(score: number): string {
  if (score >= 0.85) return 'An excellent fit';
  if (score >= 0.7) return 'A very good fit';
  if (score >= 0.5) return 'A good fit';
  return 'A possible fit';
}

/** Why somebody was asked, as far as their own profile and the request show it. */
export function reasonsToAsk(lead: Lead, provider: Schema<'OwnProvider'>): string[] {
  const { serviceType, requirements, location, budget } = lead;
  const services = provider.services.filter((each) => each.serviceType === serviceType);
  const shared = requirements.specializations.filter((each) => provider.specializations.includes(each));
  const away = distanceFromYou(location.distanceKm);
  const fits = ({ priceMin, priceMax, currency }: Schema<'ProviderService'>): boolean =>
    budget !== null && currency === budget.currency && priceMin <= budget.max && priceMax >= budget.min;
  return [
    ...services.slice(0, 1).map(({ name }) => `You offer ${name}.`),
    ...(shared.length > 0 ? [`You specialize in ${formatList(shared.map(plainWord))}.`] : []),
    ...(away === undefined ? [] : [`It is ${away}.`]),
    ...(services.some(fits) ? ['Your prices fit the budget.'] : []),
  ];
}

/** How a lead stands for the provider who looks at it. */
export function leadLook({ allowedActions, status, ownOfferId }: Lead): StatusLook {
  if (allowedActions.includes('submit_offer')) return { word: 'Waiting for your offer', tone: 'attention' };
  const isOver = status === 'booked' || status === 'expired' || status === 'cancelled';
  if (isOver) return { word: lookOf('request', status).word, tone: 'ended' };
  return ownOfferId === null ? { word: 'Open', tone: 'neutral' } : { word: 'You made an offer', tone: 'active' };
}
