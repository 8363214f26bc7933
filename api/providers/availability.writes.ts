import { LockMode } from '@mikro-orm/core';
import type { ApiDeps } from '#api/deps.ts';
import { Problem } from '#api/http/problem.ts';
import type { UpdateAvailability } from '#contracts/availability.ts';
import { Provider } from '#db/entities/provider.entity.ts';
import { isRecorded, recordFacts } from '#db/facts.ts';
import { inTransaction, lockCalendar } from '#db/transaction.ts';
import { WEEKDAYS } from '#domain/local-date.ts';
import { confirmSlots, openOffersOf, orderStriking } from './offered-slots.writes.ts';
import { findOwnProvider, type OwnProviderRow } from './providers.queries.ts';

/** Whose hours, and who changes them. */
interface By {
  readonly providerId: string;
  readonly actorId: string;
  readonly commandId: string;
}

/**
 * Puts the hours in place of those before, with the event and what the provider's own devices hear of it, in one
 * transaction. Slots, matches, offers and acceptances read the hours as they are when they look, and what is booked stays
 * booked. What its open offers hold outside the new hours is either confirmed in the same transaction, or the runs of their
 * requests are ordered to strike it out: the order goes into the outbox with the hours. The cached answers of the account's agent are forgotten with the row.
 * Whoever names another revision than the present one changes nothing. Given again, it is done.
 */
export async function updateAvailability(
  { orm, now }: Pick<ApiDeps, 'orm' | 'now'>,
  { providerId, actorId, commandId }: By,
  { revision, timezone, schedule, exceptions, keepOfferedSlots = false }: UpdateAvailability,
): Promise<OwnProviderRow> {
  const key = `${commandId} updateAvailability`;
  const atMs = now();
  return inTransaction(orm, async (em) => {
    await lockCalendar(em, providerId); // as an acceptance does, so that each sees the other whole
    const provider = await em.findOne(Provider, providerId, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!provider) throw new Problem('not_found', 'the account runs no provider');
    if (!(await isRecorded(em, key))) {
      const present = provider.availabilityRevision;
      if (revision !== undefined && revision !== present) throw staleRevision(provider);
      const worked = WEEKDAYS.filter((day) => schedule[day]?.length);
      em.assign(provider, {
        timezone,
        schedule: Object.fromEntries(worked.map((day) => [day, schedule[day]])),
        exceptions,
        availabilityRevision: present + 1,
      });
      const offers = await openOffersOf(em, providerId);
      const confirmed = keepOfferedSlots ? await confirmSlots(em, provider, offers, { key, actorId, atMs }) : [];
      if (!keepOfferedSlots) orderStriking(em, providerId, offers);
      await recordFacts(em, [
        ...confirmed,
        {
          key,
          aggregate: 'provider',
          aggregateId: providerId,
          type: 'provider.availability_updated',
          side: 'provider',
          actorId,
          data: { revision: present + 1 },
          atMs,
          tell: [{ accountId: actorId, type: 'provider:updated', payload: { providerId, change: 'availability' } }],
        },
      ]);
    }
    const row = await findOwnProvider({ em }, providerId);
    if (!row) throw new Error(`the provider ${providerId} was changed and is not there`);
    return row;
  });
}

function staleRevision({ availabilityRevision, timezone, schedule, exceptions }: Provider): Problem {
  const detail = `the hours are at revision ${availabilityRevision}`;
  return new Problem('stale_revision', detail, {
    info: { revision: availabilityRevision, availability: { timezone, schedule, exceptions } },
  });
}
