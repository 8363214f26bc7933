import type { OfferTerms } from './accept-outcome.ts';
import { formatMoney } from '#web/kit/format.ts';
import { formatSlot } from '#web/kit/format-time.ts';

/** `Valid for 23 h`; `in 23 h` is how relative times read elsewhere. */
export const standsWords = (relative: string): string => `Valid for ${relative.replace(/^in /, '')}`;

/** What is put side by side when an offer has changed. */
export interface ChangedTerm {
  readonly name: string;
  readonly before: string;
  readonly now: string;
}

interface InWords {
  readonly zone: string;
  readonly nowMs: number;
  readonly instant: (at: string) => string;
}

/** What differs between the terms that were seen and the present ones, in words. */
export function changedTerms(seen: OfferTerms, now: OfferTerms, { zone, nowMs, instant }: InWords): ChangedTerm[] {
  const slots = ({ availableSlots }: OfferTerms): string =>
    availableSlots.map((slot) => formatSlot(slot, zone, nowMs)).join('\n');
  const terms = [
    { name: 'Price', of: ({ price }: OfferTerms) => formatMoney(price) },
    { name: 'Price notes', of: ({ priceNotes }: OfferTerms) => priceNotes ?? 'none' },
    { name: 'Times', of: slots },
    { name: 'Valid until', of: ({ expiresAt }: OfferTerms) => instant(expiresAt) },
  ];
  return terms
    .map(({ name, of }) => ({ name, before: of(seen), now: of(now) }))
    .filter(({ before, now: present }) => before !== present);
}
