import type { Schema } from '#web/api/client.ts';
import { createHours } from '#domain/availability/hours.ts';
import { isCovered, mergeIntervals } from '#domain/availability/intervals.ts';
import { zoneClock } from '#domain/availability/zone.ts';
import type { Hours } from '#web/kit/hours-form.ts';

/** An offer with its slots that lie outside some hours. */
export interface OutsideOffer {
  readonly offer: Schema<'Offer'>;
  readonly slots: readonly Schema<'Slot'>[];
}

/**
 * The open offers with slots that the hours would not hold any more, by the rule that the API goes by. Slots that were
 * confirmed as lying outside stay either way.
 */
export function outsideHours(hours: Hours, offers: readonly Schema<'Offer'>[]): OutsideOffer[] {
  const clock = zoneClock(hours.timezone);
  const { pieces } = createHours(hours);
  const isOutside = ({ start, end, outsideHours: isConfirmed }: Schema<'Slot'>): boolean => {
    const slot = { startMs: Date.parse(start), endMs: Date.parse(end) };
    return !isConfirmed && !isCovered(mergeIntervals(pieces(clock, slot.startMs, slot.endMs)), slot);
  };
  return offers
    .map((offer) => ({ offer, slots: offer.availableSlots.filter(isOutside) }))
    .filter(({ offer, slots }) => offer.status === 'pending' && slots.length > 0);
}
