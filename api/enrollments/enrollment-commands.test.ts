import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { EnrollmentFields } from '#contracts/enrollments.ts';
import { AuditEntry } from '#db/entities/audit-entry.entity.ts';
import { CommandPayload } from '#db/entities/command-payload.entity.ts';
import { Enrollment } from '#db/entities/enrollment.entity.ts';
import { ProviderService } from '#db/entities/provider-service.entity.ts';
import { Provider } from '#db/entities/provider.entity.ts';
import { fingerprintOf } from '#test/security/authorization/fingerprint.ts';
import { useApi } from '#test/support/api.ts';
import { COMPLETE_ENROLLMENT, createEnrolling, PLUMBING, type TestEnrollment } from '#test/support/enrolling.ts';
import { CLEANING } from '#test/support/factories.ts';
import { useLives } from '#test/support/lives.ts';
import { peopleOf, type SignedIn } from '#test/support/people.ts';

const UI = 'http://temporal-ui.example';
const REASON = { reason: 'The licence is in the register.' };
const LICENSED = {
  ...COMPLETE_ENROLLMENT,
  services: [PLUMBING, CLEANING],
  specializations: ['pipes'],
  bio: 'I plumb.',
};

describe('the decisions about enrollments', () => {
  const lives = useLives();
  const fixture = useApi({
    orm: () => lives.orm,
    commands: () => lives.commands,
    settings: { PROXIE_TEMPORAL_UI_URL: UI },
  });
  const people = peopleOf(fixture);
  const enrolling = createEnrolling(lives);
  const em = () => lives.orm.em.fork();
  const at = ({ enrollmentId }: TestEnrollment, what = '') => `/v1/enrollments/${enrollmentId}${what}`;
  let admin: SignedIn;
  before(async () => {
    admin = await people.admin();
  });

  async function applied(fields: EnrollmentFields = LICENSED) {
    const enrollment = await enrolling.begin(fields);
    if (fields === LICENSED) await enrolling.addPhotos(enrollment);
    const as = { accountId: enrollment.applicantId, token: await fixture.tokenOf(enrollment.applicantId) };
    const { revision } = await enrolling.row(enrollment);
    const submit = () => fixture.api.post(at(enrollment, '/submit'), { as, body: { revision } });
    return { enrollment, as, revision, submit };
  }
  const decide = (enrollment: TestEnrollment, verdict: 'approve' | 'reject', body: object = REASON) =>
    fixture.api.post(at(enrollment, `/${verdict}`), { as: admin, body });

  it('make a provider at once where no licence is needed: its role counts with the answer', async () => {
    const { enrollment, as, submit } = await applied(COMPLETE_ENROLLMENT);
    expect(await fixture.api.get('/v1/providers/me', { as })).to.be.problem(403, 'forbidden');
    const { status, body } = await submit();
    expect([status, body.status, body.allowedActions]).to.deep.equal([200, 'verified', []]);
    const own = await fixture.api.get('/v1/providers/me', { as });
    expect(own.body).to.deep.include({ id: body.providerId, name: 'Ana Lopez', status: 'active' });
    expect((await fixture.api.get('/v1/auth/me', { as })).body.roles).to.deep.equal(['consumer', 'provider']);
    expect(await fixture.api.post('/v1/enrollments', { as, body: {} })).to.be.problem(409, 'already_provider');
    const again = await submit();
    expect(again).to.be.problem(409, 'invalid_transition');
    expect(await em().count(Provider, { account: enrollment.applicantId })).to.equal(1);
  });

  it('wait for an operator where a licence is needed, and write down everything in one go', async () => {
    const { enrollment, as, submit } = await applied();
    const waiting = (await submit()).body;
    expect(waiting).to.deep.include({ status: 'pending_verification', needsVerification: true, allowedActions: [] });
    expect(Date.parse(waiting.decideBy) - Date.parse(waiting.submittedAt)).to.equal(24 * 3_600_000);
    const approved = await decide(enrollment, 'approve');
    expect([approved.status, approved.body.status]).to.deep.equal([200, 'verified']);
    expect(approved.body.links.workflow).to.equal(
      `${UI}/namespaces/default/workflows/${encodeURIComponent(`enrollment/${enrollment.enrollmentId}`)}`,
    );
    expect((await fixture.api.get(at(enrollment), { as })).body.links).not.to.have.property('workflow');
    const provider = await em().findOneOrFail(Provider, { account: enrollment.applicantId });
    expect(provider).to.deep.include({ bio: 'I plumb.', specializations: ['pipes'], serviceRadiusKm: 20 });
    const services = await em().find(ProviderService, { provider: provider.id }, { orderBy: { createdAt: 1 } });
    expect(services.map(({ name, category, isActive }) => [name, category, isActive])).to.deep.equal([
      ['Leak repair', 'plumbing', true],
      ['Standard cleaning', 'home_cleaning', true],
    ]);
    expect(services[0]).to.deep.include({
      priceMin: 8_000,
      priceMax: 14_000,
      lat: provider.areaLat,
      cityKey: 'new york',
    });
    const noted = await em().findOneOrFail(AuditEntry, {
      operationId: 'approveEnrollment',
      resourceId: enrollment.enrollmentId,
    });
    expect(noted).to.include({ side: 'admin', actorId: admin.accountId, reason: REASON.reason, outcome: 'succeeded' });
  });

  it('tell the applicant why not, who changes it and hands it in again', async () => {
    const { enrollment, as, submit } = await applied();
    await submit();
    const reason = 'The licence has run out.';
    expect((await decide(enrollment, 'reject', { reason })).body.status).to.equal('rejected');
    const rejected = (await fixture.api.get(at(enrollment), { as })).body;
    expect(rejected).to.deep.include({ rejectionReason: reason, allowedActions: ['edit', 'submit'], decideBy: null });
    const services = [{ ...PLUMBING, licenseNumber: 'NY-PL-99123' }];
    const change = { as, body: { revision: rejected.revision as number, services } };
    const changed = (await fixture.api.patch(at(enrollment), change)).body;
    expect(await submit()).to.be.problem(409, 'stale_revision');
    const resubmit = { as, body: { revision: changed.revision as number } };
    const waiting = await fixture.api.post(at(enrollment, '/submit'), resubmit);
    expect(waiting.body).to.deep.include({ status: 'pending_verification', rejectionReason: null });
    const { items } = (await fixture.api.get(at(enrollment, '/timeline'), { as })).body;
    expect(items.map(({ type, actor, note }: Record<string, unknown>) => [type, actor, note])).to.deep.equal([
      ['enrollment.created', 'consumer', null],
      ['enrollment.submitted', 'consumer', null],
      ['enrollment.referred', 'system', null],
      ['enrollment.rejected', 'admin', reason],
      ['enrollment.submitted', 'consumer', null],
      ['enrollment.referred', 'system', null],
    ]);
    const { body } = await fixture.api.get('/v1/notifications', { as });
    expect(body.items.map(({ text }: { text: string }) => text)).to.include(
      'The enrollment was not accepted; it says why.',
    );
  });

  it('have one outcome when operators decide at once, and leave nothing of the ones that came too late', async () => {
    const { enrollment, submit } = await applied();
    await submit();
    const answers = await Promise.all([
      decide(enrollment, 'approve'),
      decide(enrollment, 'reject'),
      decide(enrollment, 'approve'),
    ]);
    const won = answers.filter(({ status }) => status === 200);
    expect(won).to.have.length(1);
    for (const each of answers) if (each.status !== 200) expect(each).to.be.problem(409, 'invalid_transition');
    const { status } = await em().findOneOrFail(Enrollment, enrollment.enrollmentId);
    expect(won[0]!.body.status).to.equal(status);
    const providers = await em().count(Provider, { account: enrollment.applicantId });
    expect(providers).to.equal(status === 'verified' ? 1 : 0);
    const before = await fingerprintOf(lives.orm);
    expect(await decide(enrollment, status === 'verified' ? 'reject' : 'approve')).to.be.problem(
      409,
      'invalid_transition',
    );
    expect(await fingerprintOf(lives.orm)).to.deep.equal(before);
  });

  it('get their own success when they come again after an attempt that died, and have one effect', async () => {
    for (const verdict of ['approve', 'reject'] as const) {
      const { enrollment, as, revision } = await applied();
      const calls = [
        { what: '/submit', as, body: { revision }, key: randomUUID() },
        { what: `/${verdict}`, as: admin, body: REASON, key: randomUUID() },
      ];
      for (const { what, key, ...call } of calls) {
        const give = () => fixture.api.post(at(enrollment, what), { ...call, headers: { 'idempotency-key': key } });
        const first = await give();
        expect(first.status, JSON.stringify(first.body)).to.equal(200);
        const before = await enrolling.events(enrollment);
        await em().execute(
          'update idempotency_keys set answer_status = null, answer_headers = null, answer_body = null where key = ?',
          [key],
        );
        const again = await give();
        expect([again.status, again.body]).to.deep.equal([200, first.body]);
        expect(again.headers, 'it was worked out anew').not.to.have.property('idempotency-replayed');
        expect(await enrolling.events(enrollment)).to.deep.equal(before);
      }
    }
    expect(await em().count(CommandPayload)).to.equal(0);
  });

  it('hand in once what is handed in twice at once', async () => {
    const { enrollment, submit } = await applied();
    const answers = await Promise.all([submit(), submit()]);
    expect(answers.map(({ status }) => status)).to.have.members([200, 409]);
    expect(await enrolling.events(enrollment)).to.deep.equal(['created', 'submitted', 'referred']);
  });
});
