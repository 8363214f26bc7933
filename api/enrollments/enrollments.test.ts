import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { Account } from '#db/entities/account.entity.ts';
import { Enrollment } from '#db/entities/enrollment.entity.ts';
import { Event } from '#db/entities/event.entity.ts';
import { WorkflowOutbox } from '#db/entities/workflow-outbox.entity.ts';
import { isEditableEnrollment } from '#domain/lifecycles/enrollment.ts';
import { fingerprintOf } from '#test/security/authorization/fingerprint.ts';
import { HOUR_MS } from '#domain/local-date.ts';
import { useApi } from '#test/support/api.ts';
import { COMPLETE_ENROLLMENT } from '#test/support/enrolling.ts';
import { CLEANING, insertEnrollment } from '#test/support/factories.ts';
import { pngOf } from '#test/support/images.ts';
import { peopleOf, type SignedIn } from '#test/support/people.ts';

const BASE = '/v1/enrollments';

describe('the drafts of enrollments', () => {
  const fixture = useApi();
  const people = peopleOf(fixture);
  const em = () => fixture.orm.em.fork();
  const begin = (as: SignedIn, body: object = {}, headers = {}) => fixture.api.post(BASE, { as, body, headers });
  const write = (as: SignedIn, id: string, body: object, headers = {}) =>
    fixture.api.patch(`${BASE}/${id}`, { as, body, headers });
  /** Makes the call and expects that it changed nothing at all. */
  async function unchanged<Answer>(call: () => Promise<Answer>): Promise<Answer> {
    const before = await fingerprintOf(fixture.orm);
    const answer = await call();
    expect(await fingerprintOf(fixture.orm)).to.deep.equal(before);
    return answer;
  }

  describe('beginning one', () => {
    it('writes the draft, its event, the feed and the order to start its run, and names all that is missing', async () => {
      const as = await people.consumer();
      const { status, body, headers } = await begin(as);
      expect([status, headers.location]).to.deep.equal([201, `${BASE}/${body.id}`]);
      expect(body).to.deep.include({
        applicantId: as.accountId,
        status: 'draft',
        revision: 1,
        allowedActions: ['edit'],
      });
      expect(body.missing.map(({ field }: { field: string }) => field)).to.deep.equal([
        'services',
        'location',
        'availability',
        'fullName',
        'email',
      ]);
      const event = await em().findOneOrFail(Event, { aggregate: 'enrollment', aggregateId: body.id as string });
      expect(event).to.deep.include({ type: 'enrollment.created', toStatus: 'draft', side: 'consumer' });
      const start = await em().findOneOrFail(WorkflowOutbox, { workflowId: `enrollment/${body.id}` });
      expect(start).to.deep.include({ workflowType: 'enrollmentWorkflow', input: { enrollmentId: body.id } });
      const feed = await fixture.api.get('/v1/events', { as });
      expect(feed.body.items[0]).to.deep.include({
        type: 'enrollment:updated',
        payload: { enrollmentId: body.id, status: 'draft' },
      });
    });

    it('answers the one that is open, whoever asks first of many at once, and refuses fields for it', async () => {
      const as = await people.consumer();
      const answers = await Promise.all(Array.from({ length: 8 }, () => begin(as)));
      expect(answers.map(({ status }) => status)).to.have.members([...Array<number>(7).fill(200), 201]);
      expect(new Set(answers.map(({ body }) => body.id)).size).to.equal(1);
      expect(await em().count(Enrollment, { account: as.accountId })).to.equal(1);
      const refused = await unchanged(() => begin(as, { fullName: 'Somebody' }));
      expect(refused).to.be.problem(409, 'conflict');
      expect((refused.body as { info: object }).info).to.deep.include({ enrollmentId: answers[0]!.body.id });
    });

    it('takes fields with a new one, and is refused to an account that is a provider', async () => {
      const { status, body } = await begin(await people.consumer(), COMPLETE_ENROLLMENT);
      expect(status).to.equal(201);
      expect(body).to.deep.include({ missing: [], allowedActions: ['edit', 'submit'], needsVerification: false });
      expect(body.services).to.deep.equal([CLEANING]);
      const provider = await people.provider();
      expect(await unchanged(() => begin(provider))).to.be.problem(409, 'already_provider');
    });

    it('is done once for one Idempotency-Key', async () => {
      const as = await people.consumer();
      const key = { 'idempotency-key': randomUUID() };
      const [first, again] = [await begin(as, {}, key), await begin(as, {}, key)];
      expect([first.status, again.status, again.body.id]).to.deep.equal([201, 201, first.body.id]);
    });
  });

  describe('writing on', () => {
    it('saves what is given and leaves the rest; null takes away, a list replaces the list', async () => {
      const as = await people.consumer();
      const { id } = (await begin(as)).body;
      const first = await write(as, id, { revision: 1, ...COMPLETE_ENROLLMENT });
      expect(first.body).to.deep.include({ revision: 2, missing: [], fullName: 'Ana Lopez' });
      const { services, email, location, availability } = first.body;
      const next = await write(as, id, { revision: 2, fullName: null, services: [], bio: 'I clean.' });
      expect(next.body).to.deep.include({
        revision: 3,
        fullName: null,
        services: [],
        bio: 'I clean.',
        email,
        location,
      });
      expect(next.body.availability).to.deep.equal(availability);
      const last = await write(as, id, { revision: 3, location: null, availability: null, services });
      expect(last.body).to.deep.include({ location: null, availability: null, services });
      const read = await fixture.api.get(`${BASE}/${id}`, { as });
      expect(read.body).to.deep.equal(last.body);
    });

    it('is refused by an outdated revision, and saves one of two changes at once', async () => {
      const as = await people.consumer();
      const { id } = (await begin(as)).body;
      const both = await Promise.all(['a', 'b'].map((bio) => write(as, id, { revision: 1, bio })));
      expect(both.map(({ status }) => status)).to.have.members([200, 409]);
      const stale = await unchanged(() => write(as, id, { revision: 1, bio: 'c' }));
      expect(stale).to.be.problem(409, 'stale_revision');
      expect((stale.body as { info: object }).info).to.deep.equal({ revision: 2, status: 'draft' });
    });

    it('has one effect for one key, also when the answer was lost', async () => {
      const as = await people.consumer();
      const { id } = (await begin(as)).body;
      const key = { 'idempotency-key': randomUUID() };
      const first = await write(as, id, { revision: 1, bio: 'a' }, key);
      await em().execute(
        `update idempotency_keys set answer_status = null, answer_headers = null, answer_body = null,
                locked_until = now() - interval '1 hour' where key = ?`,
        [key['idempotency-key']],
      );
      const again = await write(as, id, { revision: 1, bio: 'a' }, key);
      expect([again.status, again.body]).to.deep.equal([200, first.body]);
    });

    it('takes images of your own, each once, and no others', async () => {
      const [as, other] = [await people.consumer(), await people.consumer()];
      const { id } = (await begin(as)).body;
      const upload = async (by: SignedIn, colour: number) =>
        (
          await fixture.api.post('/v1/media', {
            as: by,
            headers: { 'content-type': 'image/png' },
            body: pngOf(colour),
          })
        ).body.id as string;
      const [own, foreign] = [await upload(as, 1), await upload(other, 2)];
      const photo = (mediaId: string) => ({ mediaId, serviceType: 'haircut' });
      const saved = await write(as, id, { revision: 1, photos: [photo(own)] });
      expect(saved.body.photos).to.deep.equal([photo(own)]);
      for (const photos of [[photo(foreign)], [photo(own), photo(own)], [photo(randomUUID())]]) {
        expect(await unchanged(() => write(as, id, { revision: 2, photos }))).to.be.problem(400, 'validation_failed');
      }
      expect((await write(as, id, { revision: 2, photos: [] })).body.photos).to.deep.equal([]);
    });

    it('is possible as a draft and after a rejection, and never else', async () => {
      const as = await people.consumer();
      const { id } = await insertEnrollment(em(), { account: as.accountId });
      for (const status of ['draft', 'rejected', 'pending', 'pending_verification', 'verified'] as const) {
        await em().nativeUpdate(Enrollment, { id }, { status, revision: 1 });
        const call = () => write(as, id, { revision: 1, bio: `as ${status}` });
        const answer = isEditableEnrollment(status) ? await call() : await unchanged(call);
        if (isEditableEnrollment(status)) expect(answer.body).to.include({ status, revision: 2 });
        else expect(answer).to.be.problem(409, 'invalid_transition');
      }
    });
  });

  it('are handed in only when nothing is missing: one problem names all of it', async () => {
    const as = await people.consumer();
    const { id } = (await begin(as, { services: [{ serviceType: 'lighting' }, { serviceType: 'haircut' }] })).body;
    const call = () => fixture.api.post(`${BASE}/${id}/submit`, { as, body: { revision: 1 } });
    const refused = await unchanged(call);
    expect(refused).to.be.problem(409, 'enrollment_incomplete');
    const { info, detail } = refused.body as { info: { missing: object[] }; detail: string };
    expect(info.missing).to.deep.equal([
      { field: 'location', serviceType: null, count: null },
      { field: 'availability', serviceType: null, count: null },
      { field: 'fullName', serviceType: null, count: null },
      { field: 'email', serviceType: null, count: null },
      { field: 'price', serviceType: 'lighting', count: null },
      { field: 'licenseNumber', serviceType: 'lighting', count: null },
      { field: 'photos', serviceType: 'lighting', count: 3 },
      { field: 'price', serviceType: 'haircut', count: null },
      { field: 'photos', serviceType: 'haircut', count: 3 },
    ]);
    expect(detail).to.include('licenseNumber of lighting');
  });

  it('are listed to their applicant alone, and all of them to operators, by status', async () => {
    const [as, other, admin] = [await people.consumer(), await people.consumer(), await people.admin()];
    const mine = await insertEnrollment(em(), { account: as.accountId, status: 'pending_verification' });
    await insertEnrollment(em(), { account: other.accountId, status: 'rejected' });
    const ids = ({ body }: { body: { items: { id: string }[] } }) => body.items.map(({ id }) => id);
    expect(ids(await fixture.api.get(BASE, { as }))).to.deep.equal([mine.id]);
    expect(ids(await fixture.api.get(`${BASE}?status=draft`, { as }))).to.deep.equal([]);
    const seen: string[] = [];
    const counts = new Set<number>();
    for (let cursor: string | null = ''; cursor !== null;) {
      fixture.takeStatements();
      const path: string = `/v1/admin/enrollments?status=pending_verification&limit=1${cursor && `&cursor=${cursor}`}`;
      const page = await fixture.api.get(path, { as: admin });
      counts.add(fixture.takeStatements().length);
      seen.push(...ids(page));
      cursor = page.body.nextCursor as string | null;
    }
    const rows = await em().findAll(Enrollment, { where: { status: 'pending_verification' } });
    expect(seen).to.have.members(rows.map(({ id }) => id));
    expect(Math.max(...counts)).to.be.at.most(3); // the page, who asks, and the audit
    const shown = await fixture.api.get(`${BASE}/${mine.id}`, { as: admin });
    expect(shown.body).to.deep.include({ allowedActions: ['approve', 'reject'], applicantId: as.accountId });
  });

  it('are listed to operators in the order of their submission, drafts left out', async () => {
    const admin = await people.admin();
    const inserted: string[] = [];
    for (const hoursAgo of [1, 3, 2]) {
      const submittedAt = new Date(Date.UTC(2020, 0, 1) - hoursAgo * HOUR_MS); // before all others
      inserted.push((await insertEnrollment(em(), { status: 'pending_verification', submittedAt })).id);
    }
    await insertEnrollment(em());
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const path: string = `/v1/admin/enrollments?order=submitted&limit=2${cursor && `&cursor=${cursor}`}`;
      const { body } = await fixture.api.get(path, { as: admin });
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.nextCursor;
    }
    expect(seen.slice(0, 3)).to.deep.equal([inserted[1], inserted[2], inserted[0]]);
    const submitted = await em().count(Enrollment, { submittedAt: { $ne: null } });
    expect(seen).to.have.length(submitted);
    expect(new Set(seen).size).to.equal(submitted);
  });

  it('are not decided about by their own applicant, operator or not', async () => {
    const admin = await people.admin();
    const { id } = await insertEnrollment(em(), { account: admin.accountId, status: 'pending_verification' });
    for (const verdict of ['approve', 'reject']) {
      const call = () =>
        fixture.api.post(`${BASE}/${id}/${verdict}`, { as: admin, body: { reason: 'I know myself.' } });
      expect(await unchanged(call)).to.be.problem(409, 'own_account');
    }
    expect((await em().findOneOrFail(Account, admin.accountId)).roles).to.deep.equal(['consumer', 'admin']);
  });
});
