import { setTimeout as pause } from 'node:timers/promises';
import { OptimisticLockError } from '@mikro-orm/core';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { sqlStateOf } from '#platform/outages.ts';

/** What writers need of the ORM; each attempt forks its own unit of work. */
export type Orm = Pick<MikroORM, 'em'>;

/** What readers need: something that runs SQL, inside a transaction or outside of any. */
export interface SqlReader {
  readonly em: Pick<EntityManager, 'execute'>;
}

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK = '40P01';
const MAX_ATTEMPTS = 5;

/**
 * Runs the work in one transaction, again from the start when Postgres asks for it (deadlock or serialization failure), or when
 * another writer has changed a row since it was read.
 */
export async function inTransaction<Answer>(orm: Orm, work: (em: EntityManager) => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await orm.em.fork().transactional(work);
    } catch (error) {
      if (!isContention(error) || attempt === MAX_ATTEMPTS) throw error;
      await pause(Math.random() * 20 * attempt);
    }
  }
}

function isContention(error: unknown): boolean {
  const code = sqlStateOf(error);
  return code === SERIALIZATION_FAILURE || code === DEADLOCK || error instanceof OptimisticLockError;
}

/** Waits for every transaction that has taken a turn under this name, and makes the next ones wait for this one. */
export async function takeTurn(em: Pick<EntityManager, 'execute'>, name: string): Promise<void> {
  await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [name]);
}

/** Makes every writer of one provider's calendar wait its turn until the transaction ends. */
export async function lockCalendar(em: EntityManager, providerId: string): Promise<void> {
  await takeTurn(em, providerId);
}

/** The same for the provider of an offer, whom it answers. */
export async function lockCalendarOfOffer(
  em: EntityManager,
  { offerId, requestId }: { readonly offerId: string; readonly requestId: string },
): Promise<string> {
  const [row]: { providerId: string }[] = await em.execute(
    `select provider_id as "providerId", pg_advisory_xact_lock(hashtextextended(provider_id::text, 0))
     from offers where id = ? and request_id = ?`,
    [offerId, requestId],
  );
  if (!row) throw new Error('the request has no such offer');
  return row.providerId;
}
