import { Offer, type StoredSlot } from '#db/entities/offer.entity.ts';
import type { Orm } from '#db/transaction.ts';
import { DAY_MS } from '#domain/local-date.ts';

const BACK_MS = 60 * DAY_MS;

/** The setting without which work that began so long ago completes by itself. */
export const NOT_BY_ITSELF = { PROXIE_AUTO_COMPLETE: '365d' };

/**
 * Moves the slots of an open offer two months back and answers them: what is booked then has begun, and no test waits for
 * two days. No run knows the slots, and those that did not overlap still do not.
 */
export async function makeDue(orm: Orm, offerId: string): Promise<StoredSlot[]> {
  const em = orm.em.fork();
  const { slots } = await em.findOneOrFail(Offer, offerId);
  const back = (at: string): string => new Date(Date.parse(at) - BACK_MS).toISOString();
  const due = slots.map(({ start, end }) => ({ start: back(start), end: back(end) }));
  await em.nativeUpdate(Offer, { id: offerId }, { slots: due });
  return due;
}
