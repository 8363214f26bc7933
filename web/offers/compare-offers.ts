import { compareMoney } from '#domain/money.ts';
import type { Schema } from '#web/api/client.ts';

type Offer = Schema<'Offer'>;
type Match = Schema<'Matches'>['items'][number];

/** An offer with what is known of how its provider fits. */
export interface ComparedOffer {
  readonly offer: Offer;
  readonly match: Match | undefined;
}

/** The offers that can still be chosen, best fit first and then the cheapest, and those that cannot. */
export function compareOffers(offers: readonly Offer[], matches: readonly Match[]) {
  const byProvider = new Map(matches.map((match) => [match.providerId, match]));
  const compared = offers.map((offer): ComparedOffer => ({ offer, match: byProvider.get(offer.providerId) }));
  const isOpen = ({ offer }: ComparedOffer): boolean => offer.status === 'pending';
  return {
    open: compared.filter(isOpen).toSorted(byFitThenPrice),
    closed: compared.filter((each) => !isOpen(each)),
  };
}

function byFitThenPrice(a: ComparedOffer, b: ComparedOffer): number {
  const fit = (b.match?.score ?? 0) - (a.match?.score ?? 0);
  if (fit !== 0 || a.offer.price.currency !== b.offer.price.currency) return fit;
  return compareMoney(a.offer.price, b.offer.price);
}

/** The slots that begin in the future, in order. */
export function slotsAhead<Slot extends { readonly start: string }>(slots: readonly Slot[], nowMs: number): Slot[] {
  return slots
    .filter(({ start }) => Date.parse(start) > nowMs)
    .toSorted((a, b) => Date.parse(a.start) - Date.parse(b.start));
}
