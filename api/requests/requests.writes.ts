import type { z } from 'zod';
import type { ApiDeps } from '#api/deps.ts';
import { Problem } from '#api/http/problem.ts';
import { refuse } from '#api/http/validation.ts';
import { requireOwnMedia } from '#api/media/own-media.ts';
import type { CreateRequest, EditRequest } from '#contracts/requests.ts';
import { Account } from '#db/entities/account.entity.ts';
import { ServiceRequest } from '#db/entities/service-request.entity.ts';
import { recordFacts, type Fact } from '#db/facts.ts';
import { setMedia } from '#db/media.ts';
import { enqueueWorkflow } from '#db/outbox.ts';
import { requestRun } from '#db/request-runs.ts';
import type { RequestEdit } from '#db/payloads.ts';
import { requireRoom } from '#api/shared/require-room.ts';
import { inTransaction } from '#db/transaction.ts';
import { sqlStateOf } from '#platform/outages.ts';
import { earliestDateOnEarth } from '#domain/local-date.ts';
import { findRequest, type RequestRow } from './requests.queries.ts';

const UNIQUE_VIOLATION = '23505';

type Draft = z.output<typeof CreateRequest>;
type Edit = z.output<typeof EditRequest>;

/** Who gives a command; its id becomes the id of what the command makes. */
interface By {
  readonly actorId: string;
  readonly commandId: string;
}

/**
 * Writes the request, its first event, the entry in the consumer's feed and the order to start its workflow in one
 * transaction. Neither a worker nor Temporal is needed: whoever is there later carries on. A command that is given again
 * is answered with the request that it made.
 */
export async function createRequest(
  deps: Pick<ApiDeps, 'orm' | 'now' | 'config'>,
  by: By,
  draft: Draft,
): Promise<RequestRow> {
  try {
    requireDateToCome(draft.timing, deps.now());
    return await writeRequest(deps, by, draft);
  } catch (error) {
    if (!(error instanceof Problem) && sqlStateOf(error) !== UNIQUE_VIOLATION) throw error;
    const earlier = await findRequest(deps.orm, by.commandId);
    if (earlier) return earlier;
    throw error;
  }
}

async function writeRequest(
  { orm, now, config }: Pick<ApiDeps, 'orm' | 'now' | 'config'>,
  { actorId, commandId: id }: By,
  draft: Draft,
): Promise<RequestRow> {
  const atMs = now();
  return inTransaction(orm, async (em) => {
    await requireRoom({ now, config }, { em }, { accountId: actorId }, { open_requests: 1, leads: 1 });
    await requireOwnMedia({ em }, actorId, draft.media);
    const request = em.create(ServiceRequest, {
      id,
      consumer: em.getReference(Account, actorId),
      rawInput: draft.rawInput,
      category: draft.category,
      serviceType: draft.serviceType,
      ...requirementColumns(draft.requirements),
      ...locationColumns(draft.location),
      ...timingColumns(draft.timing),
      ...budgetColumns(draft.budget ?? null),
      expiresAt: new Date(atMs + config.timers.requestTtlMs),
      createdAt: new Date(atMs),
    });
    em.persist(request);
    const { category, serviceType } = draft;
    const { city } = draft.location;
    enqueueWorkflow(em, requestRun({ id, status: 'pending', category, serviceType, city, consumerId: actorId }));
    if (draft.media) {
      await em.flush(); // they refer to its row
      await setMedia({ em }, { of: 'request', id, accountId: actorId }, draft.media);
    }
    await recordFacts(em, [createdFact(id, actorId, atMs)]);
    const row = await findRequest({ em }, id);
    if (!row) throw new Error(`the request ${id} was written and is not there`);
    return row;
  });
}

function createdFact(requestId: string, actorId: string, atMs: number): Fact {
  return {
    key: `request/${requestId} create`,
    aggregate: 'request',
    aggregateId: requestId,
    requestId,
    type: 'request.created',
    to: 'pending',
    side: 'consumer',
    actorId,
    atMs,
    tell: [{ accountId: actorId, type: 'request:updated', payload: { requestId, status: 'pending' } }],
  };
}

/** Throws a 400 when the work is wanted on dates only that are over everywhere on earth: nobody could ever do it. */
export function requireDateToCome(timing: Draft['timing'] | undefined, nowMs: number): void {
  if (timing?.urgency !== 'specific_date') return;
  const today = earliestDateOnEarth(nowMs);
  if (timing.preferredDates.some((date) => date >= today)) return;
  refuse([{ in: 'body', path: '/timing/preferredDates', message: 'expected at least one date that is not over' }]);
}

/** The columns that an edit sets, and the images: what is absent stays as it was. */
export function toEdit({ category, serviceType, requirements, location, timing, budget, media }: Edit): RequestEdit {
  return {
    ...(category && { category }),
    ...(serviceType && { serviceType }),
    ...(requirements && requirementColumns(requirements)),
    ...(location && locationColumns(location)),
    ...(timing && timingColumns(timing)),
    ...(budget !== undefined && budgetColumns(budget)),
    ...(media && { media }),
  };
}

function requirementColumns({ specializations, description }: Draft['requirements']) {
  return { specializations, description };
}

function locationColumns({ city, neighborhood, lat, lng, maxDistanceKm }: Draft['location']) {
  return { city, neighborhood: neighborhood ?? null, lat: lat ?? null, lng: lng ?? null, maxDistanceKm };
}

function timingColumns({ urgency, preferredDates, preferredTimes, flexibility }: Draft['timing']) {
  return { urgency, preferredDates, preferredTimes, timingFlexibility: flexibility ?? null };
}

function budgetColumns(budget: NonNullable<Draft['budget']> | null) {
  return {
    budgetMin: budget?.min ?? null,
    budgetMax: budget?.max ?? null,
    budgetCurrency: budget?.currency ?? null,
    budgetFlexibility: budget?.flexibility ?? null,
  };
}
