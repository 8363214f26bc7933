import type { Schema } from '#web/api/client.ts';
import { formatDistance, formatList, formatMoneyRange } from '#web/kit/format.ts';
import { formatDate } from '#web/kit/format-time.ts';
import type { StatusLook } from '#web/kit/statuses.ts';
import { lookOf } from '#web/kit/statuses.ts';
import { findService } from '#domain/catalog.ts';
import type { Flexibility } from '#domain/preferences.ts';

type Lead = Schema<'Lead'>;

const either = new Intl.ListFormat('en-US', { type: 'disjunction' });

/** "Haircut in Brooklyn": what a lead is. */
export function leadTitle({ serviceType, location }: Pick<Lead, 'serviceType' | 'location'>): string {
  return `${serviceTitle(serviceType)} in ${location.neighborhood ?? location.city}`;
}

/** A service of the catalog in words. */
export function serviceTitle(serviceType: string): string {
  return findService(serviceType)?.title ?? wordsOf(serviceType);
}

export function placeName({ city, neighborhood }: { city: string; neighborhood: string | null }): string {
  return neighborhood === null ? city : `${neighborhood}, ${city}`;
}

/** How far away it is, no more closely than the API says it. */
export function distanceWords(distanceKm: number | null): string | undefined {
  if (distanceKm === null) return undefined;
  return distanceKm <= 1 ? 'within 1 km of you' : `about ${formatDistance(distanceKm)} from you`;
}

/** "curly_hair" is "Curly hair". */
export function wordsOf(name: string): string {
  const text = name.replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "curly hair, fades": what the client wants to be done in particular. */
export const specializationWords = (names: readonly string[]): string => names.map(wordsOf).join(', ');

/** When they want it: "Sat, Dec 5, in the morning or evening". */
export function timingWords({ urgency, preferredDates, preferredTimes }: Lead['timing'], nowMs: number): string {
  const dates = preferredDates.toSorted().map((date) => formatDate(date, nowMs));
  const soonest = urgency === 'asap' ? 'As soon as possible' : 'Any day';
  const days = dates.length > 0 ? dates.join(' or ') : soonest;
  return preferredTimes.length === 0 ? days : `${days}, in the ${either.format(preferredTimes)}`;
}

const FLEXIBILITY: Record<Flexibility, string> = {
  strict: 'not negotiable',
  somewhat_flexible: 'somewhat flexible',
  flexible: 'flexible',
};

/** How firm they are, if they said so. */
export const flexibilityWords = (flexibility: Flexibility | null): string | undefined =>
  flexibility === null ? undefined : FLEXIBILITY[flexibility];

/** "$60 – $80, somewhat flexible". */
export function budgetWords(budget: Lead['budget']): string {
  if (budget === null) return 'Not stated';
  return `${amountsWords(budget)}, ${FLEXIBILITY[budget.flexibility]}`;
}

/** "$60 – $80", or "up to $80". */
export function amountsWords({ min, max, currency }: Omit<NonNullable<Lead['budget']>, 'flexibility'>): string {
  const range = formatMoneyRange(min === 0 ? max : min, max, currency);
  return min === 0 ? `up to ${range}` : range;
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
  const away = distanceWords(location.distanceKm);
  const fits = ({ priceMin, priceMax, currency }: Schema<'ProviderService'>): boolean =>
    budget !== null && currency === budget.currency && priceMin <= budget.max && priceMax >= budget.min;
  return [
    ...services.slice(0, 1).map(({ name }) => `You offer ${name}.`),
    ...(shared.length > 0
      ? [`You specialize in ${formatList(shared.map((each) => wordsOf(each).toLowerCase()))}.`]
      : []),
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
