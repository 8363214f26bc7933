import { v7 as uuidv7 } from 'uuid';
import { beginEnrollment } from '#api/enrollments/enrollments.writes.ts';
import type { EnrollmentFields } from '#contracts/enrollments.ts';
import { Enrollment } from '#db/entities/enrollment.entity.ts';
import { Event } from '#db/entities/event.entity.ts';
import { FeedEntry } from '#db/entities/feed-entry.entity.ts';
import { NEW_YORK } from '#db/seeds/places.ts';
import type { EnrolledService } from '#domain/enrollment/types.ts';
import { WEEKDAYS } from '#domain/local-date.ts';
import { approveEnrollment, rejectEnrollment, submitEnrollment } from '#workflows/enrollment/messages.ts';
import { CLEANING, insertAccount } from './factories.ts';
import type { Lives } from './lives.ts';

/** What is as licensed work as `CLEANING` is not. */
export const PLUMBING: EnrolledService = { ...CLEANING, serviceType: 'leak_repair', licenseNumber: 'NY-PL-20711' };

/** Everything that an enrollment needs, but photos. */
export const COMPLETE_ENROLLMENT: EnrollmentFields = {
  fullName: 'Ana Lopez',
  email: 'ana@test.example',
  services: [CLEANING],
  location: { city: NEW_YORK.name, neighborhood: null, lat: NEW_YORK.lat, lng: NEW_YORK.lng, serviceRadiusKm: 20 },
  availability: {
    timezone: NEW_YORK.timezone,
    schedule: Object.fromEntries(WEEKDAYS.map((day) => [day, [{ start: '00:00', end: '24:00' }]])),
  },
};

/** An enrollment and whose it is. */
export interface TestEnrollment {
  readonly enrollmentId: string;
  readonly applicantId: string;
}

type World = Pick<Lives, 'orm' | 'commands' | 'nowMs'>;

/** The moves of which the lives of enrollments are made, over the real database and the real commands. */
export function createEnrolling(world: World) {
  return { begin, submit, approve, reject, addPhotos, row, events, toldOf, operator };

  async function begin(fields: EnrollmentFields = COMPLETE_ENROLLMENT): Promise<TestEnrollment> {
    const applicantId = await insertAccount(world.orm.em.fork());
    const nowMs = await world.nowMs();
    const by = { actorId: applicantId, commandId: uuidv7() };
    const { row: begun } = await beginEnrollment({ orm: world.orm, now: () => nowMs }, by, fields);
    return { enrollmentId: begun.id, applicantId };
  }

  /** Photos enough for licensed plumbing, past the door of the API. */
  async function addPhotos({ enrollmentId, applicantId }: TestEnrollment, count = 2): Promise<void> {
    for (let index = 0; index < count; index += 1) {
      const id = uuidv7();
      await world.orm.em
        .fork()
        .execute(
          `insert into media (id, account_id, content_type, bytes, sha256, content) values (?, ?, 'image/png', 1, ?, 'x')`,
          [id, applicantId, Buffer.from(id)],
        );
      await world.orm.em.fork().execute(
        `insert into enrollment_photos (enrollment_id, display_order, media_id, service_type)
         values (?, ?, ?, 'leak_repair')`,
        [enrollmentId, index, id],
      );
    }
  }

  async function submit({ enrollmentId, applicantId }: TestEnrollment, commandId = uuidv7()) {
    const { revision } = await row({ enrollmentId });
    const order = { commandId, actorId: applicantId, revision };
    return world.commands.onEnrollment(enrollmentId, submitEnrollment, order);
  }

  function approve({ enrollmentId }: TestEnrollment, actorId: string, commandId = uuidv7()) {
    return world.commands.onEnrollment(enrollmentId, approveEnrollment, { commandId, actorId });
  }

  function reject({ enrollmentId }: TestEnrollment, actorId: string, commandId = uuidv7()) {
    const order = { commandId, actorId, payload: { reason: 'a reason that stays in Postgres' } };
    return world.commands.onEnrollment(enrollmentId, rejectEnrollment, order);
  }

  function operator(): Promise<string> {
    return insertAccount(world.orm.em.fork(), { roles: ['consumer', 'admin'] });
  }

  function row({ enrollmentId }: Pick<TestEnrollment, 'enrollmentId'>): Promise<Enrollment> {
    return world.orm.em.fork().findOneOrFail(Enrollment, enrollmentId);
  }

  /** The types of its events, oldest first. */
  async function events({ enrollmentId }: TestEnrollment): Promise<string[]> {
    const where = { aggregate: 'enrollment', aggregateId: enrollmentId } as const;
    const found = await world.orm.em.fork().find(Event, where, { orderBy: { position: 1 } });
    return found.map(({ type }) => type.replace('enrollment.', ''));
  }

  /** The statuses of the enrollment that an account was told of, in order. */
  async function toldOf({ enrollmentId }: TestEnrollment, accountId: string): Promise<string[]> {
    const entries = await world.orm.em.fork().find(FeedEntry, { account: accountId }, { orderBy: { seq: 1 } });
    return entries
      .filter(({ type, payload }) => type === 'enrollment:updated' && payload.enrollmentId === enrollmentId)
      .map(({ payload }) => String(payload.status));
  }
}
