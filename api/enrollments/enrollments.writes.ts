import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { z } from 'zod';
import type { ApiDeps } from '#api/deps.ts';
import { Problem } from '#api/http/problem.ts';
import { requireOwnMedia } from '#api/media/own-media.ts';
import type { EditEnrollment, EnrollmentFields } from '#contracts/enrollments.ts';
import { Account } from '#db/entities/account.entity.ts';
import { EnrollmentPhoto } from '#db/entities/enrollment-photo.entity.ts';
import { Enrollment } from '#db/entities/enrollment.entity.ts';
import { recordFacts, type Fact } from '#db/facts.ts';
import { enqueueWorkflow } from '#db/outbox.ts';
import { enrollmentRun } from '#db/run-orders.ts';
import { inTransaction } from '#db/transaction.ts';
import { sqlStateOf } from '#platform/outages.ts';
import { findEnrollment, findOpenEnrollment, type EnrollmentRow } from './enrollments.queries.ts';

const UNIQUE_VIOLATION = '23505';

/** Who gives a command; its id becomes the id of what the command makes. */
interface By {
  readonly actorId: string;
  readonly commandId: string;
}

/** An enrollment, and whether this call has begun it. */
interface Begun {
  readonly row: EnrollmentRow;
  readonly isNew: boolean;
}

type Deps = Pick<ApiDeps, 'orm' | 'now'>;

/**
 * Begins an enrollment, or answers the one that the account has open: its row, its first event, the entry in the feed and the
 * order to start its workflow are one transaction. Of two calls at once one begins it. Fields for one that is there already
 * are refused: they would go where nobody has looked.
 */
export async function beginEnrollment(deps: Deps, by: By, fields: EnrollmentFields): Promise<Begun> {
  try {
    return await begin(deps, by, fields);
  } catch (error) {
    if (!(error instanceof Problem) && sqlStateOf(error) !== UNIQUE_VIOLATION) throw error;
    const earlier = await findEnrollment(deps.orm, by.commandId);
    if (earlier?.applicantId === by.actorId) return { row: earlier, isNew: true };
    const open = error instanceof Problem ? undefined : await findOpenEnrollment(deps.orm, by.actorId);
    if (!open) throw error;
    return { row: requireNothingGiven(open, fields), isNew: false };
  }
}

async function begin({ orm, now }: Deps, { actorId, commandId: id }: By, fields: EnrollmentFields): Promise<Begun> {
  return inTransaction(orm, async (em) => {
    await em.execute('select from accounts where id = ? for update', [actorId]); // an activation waits, or is seen
    const open = await findOpenEnrollment({ em }, actorId);
    if (open) {
      if (open.id === id) return { row: open, isNew: true };
      return { row: requireNothingGiven(open, fields), isNew: false };
    }
    await requireNoProvider(em, actorId);
    const { photos = [], ...written } = fields;
    await requireOwnPhotos(em, actorId, photos);
    const account = em.getReference(Account, actorId);
    em.persist(em.create(Enrollment, { id, account, ...columnsOf(written), createdAt: new Date(now()) }));
    enqueueWorkflow(em, enrollmentRun({ id, status: 'draft', consumerId: actorId }));
    await em.flush(); // photos refer to its row
    await writePhotos(em, id, photos);
    await recordFacts(em, [beganFact(id, actorId, now())]);
    return { row: await read(em, id), isNew: true };
  });
}

/** Saves what was written on, as it is; who has changed an older revision is told so. Given again, it is done. */
export async function writeOn(
  { orm }: Deps,
  { row, by, edit }: { row: EnrollmentRow; by: By; edit: z.output<typeof EditEnrollment> },
  requireEditable: (now: EnrollmentRow) => void,
): Promise<EnrollmentRow> {
  const { revision, photos, ...written } = edit;
  return inTransaction(orm, async (em) => {
    const enrollment = await em.findOneOrFail(Enrollment, row.id, { lockMode: LockMode.PESSIMISTIC_WRITE });
    const now = await read(em, row.id);
    if (now.editId === by.commandId) return now;
    requireEditable(now);
    requireRevision(now, revision);
    if (photos) await requireOwnPhotos(em, by.actorId, photos);
    em.assign(enrollment, { ...columnsOf(written), revision: now.revision + 1, editId: by.commandId });
    await em.flush();
    if (photos) await writePhotos(em, row.id, photos);
    return read(em, row.id);
  });
}

/** Throws a 409 when somebody goes by another revision than the present one. */
export function requireRevision({ revision, status }: Pick<EnrollmentRow, 'revision' | 'status'>, seen: number): void {
  if (revision === seen) return;
  throw new Problem('stale_revision', `the enrollment is at revision ${revision}`, { info: { revision, status } });
}

function requireNothingGiven(open: EnrollmentRow, fields: EnrollmentFields): EnrollmentRow {
  if (Object.values(fields).every((value) => value === undefined)) return open;
  const { id: enrollmentId, revision } = open;
  throw new Problem('conflict', 'you have an enrollment already; change that one', {
    info: { enrollmentId, revision },
  });
}

async function requireNoProvider(em: EntityManager, accountId: string): Promise<void> {
  const found: object[] = await em.execute('select 1 from providers where account_id = ?', [accountId]);
  if (found.length > 0) throw new Problem('already_provider', 'the account runs a provider');
}

type Photos = NonNullable<EnrollmentFields['photos']>;

async function requireOwnPhotos(em: EntityManager, accountId: string, photos: Photos): Promise<void> {
  const ids = photos.map(({ mediaId }) => mediaId);
  await requireOwnMedia({ em }, accountId, ids, '/photos');
}

async function writePhotos(em: EntityManager, enrollment: string, photos: Photos): Promise<void> {
  await em.nativeDelete(EnrollmentPhoto, { enrollment });
  const rows = photos.map(({ mediaId, serviceType }, displayOrder) => ({
    enrollment,
    displayOrder,
    media: mediaId,
    serviceType,
  }));
  if (rows.length > 0) await em.insertMany(EnrollmentPhoto, rows);
}

/** The columns that fields set: what is absent stays as it was. */
function columnsOf({ location, availability, ...fields }: Omit<EnrollmentFields, 'photos'>) {
  const plain = Object.entries(fields).filter(([, value]) => value !== undefined);
  const { city, neighborhood = null, lat = null, lng = null, serviceRadiusKm } = location ?? NOWHERE;
  const { timezone, schedule } = availability ?? NEVER;
  return {
    ...(Object.fromEntries(plain) as typeof fields),
    ...(location !== undefined && { city, neighborhood, lat, lng, serviceRadiusKm }),
    ...(availability !== undefined && { timezone, schedule }),
  };
}

const NOWHERE = { city: null, neighborhood: null, lat: null, lng: null, serviceRadiusKm: null };
const NEVER = { timezone: null, schedule: null };

function beganFact(enrollmentId: string, actorId: string, atMs: number): Fact {
  return {
    key: `enrollment/${enrollmentId} begin`,
    aggregate: 'enrollment',
    aggregateId: enrollmentId,
    type: 'enrollment.created',
    to: 'draft',
    side: 'consumer',
    actorId,
    atMs,
    tell: [{ accountId: actorId, type: 'enrollment:updated', payload: { enrollmentId, status: 'draft' } }],
  };
}

async function read(em: EntityManager, id: string): Promise<EnrollmentRow> {
  const row = await findEnrollment({ em }, id);
  if (!row) throw new Error(`the enrollment ${id} was written and is not there`);
  return row;
}
