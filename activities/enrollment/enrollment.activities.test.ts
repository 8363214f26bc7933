import { expect } from 'chai';
import { v7 as uuidv7 } from 'uuid';
import { ApplicationFailure } from '@temporalio/common';
import { CommandPayload } from '#db/entities/command-payload.entity.ts';
import { ProviderService } from '#db/entities/provider-service.entity.ts';
import { Provider } from '#db/entities/provider.entity.ts';
import { keepPayload } from '#db/payloads.ts';
import { HOUR_MS } from '#domain/local-date.ts';
import { fingerprintOf } from '#test/security/authorization/fingerprint.ts';
import { testConfig } from '#test/support/config.ts';
import { createEnrolling, PLUMBING } from '#test/support/enrolling.ts';
import { insertAccount, insertEnrollment } from '#test/support/factories.ts';
import { useOrm } from '#test/support/use-orm.ts';
import { createEnrollmentActivities, type EnrollmentActivities } from './enrollment.activities.ts';

const AT_MS = Date.parse('2026-03-02T09:00:00Z');

describe('createEnrollmentActivities', () => {
  const db = useOrm();
  const em = () => db.em();
  let facts: EnrollmentActivities;
  let enrolling: ReturnType<typeof createEnrolling>;
  let operator: string;

  before(async () => {
    const settings = { enrollmentReviewMs: 24 * HOUR_MS, enrollmentReminderMs: 8 * HOUR_MS, commandsPerRun: 500 };
    facts = createEnrollmentActivities({ orm: db.orm, settings, quotas: testConfig().trust.quotas });
    enrolling = createEnrolling({ orm: db.orm, nowMs: async () => AT_MS, commands: undefined as never });
    operator = await enrolling.operator();
  });

  /** Runs an activity twice and expects that the second run changes nothing and answers the same. */
  async function twice<Answer>(run: () => Promise<Answer>): Promise<Answer> {
    const answer = await run();
    const before = await fingerprintOf(db.orm);
    expect(await run()).to.deep.equal(answer);
    expect(await fingerprintOf(db.orm)).to.deep.equal(before);
    return answer;
  }
  async function refused(run: () => Promise<unknown>): Promise<string | null | undefined> {
    const before = await fingerprintOf(db.orm);
    const error: unknown = await run().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(await fingerprintOf(db.orm)).to.deep.equal(before);
    return error instanceof ApplicationFailure ? error.type : String(error);
  }
  const of = (enrollmentId: string, atMs = AT_MS) => ({ enrollmentId, atMs });
  const by = (actorId: string) => ({ commandId: uuidv7(), actorId });

  async function waiting() {
    const { id, applicantId } = await insertEnrollment(em(), { services: [PLUMBING] });
    await enrolling.addPhotos({ enrollmentId: id, applicantId });
    await facts.submitEnrollment({ ...by(applicantId), ...of(id), revision: 1 });
    await facts.checkEnrollment(of(id));
    return { id, applicantId };
  }

  it('hands in, checks and makes the provider once, however often each is tried', async () => {
    const { id, applicantId } = await insertEnrollment(em());
    const command = { ...by(applicantId), ...of(id), revision: 1 };
    expect(await twice(() => facts.submitEnrollment(command))).to.include({
      status: 'pending',
      nextReminderAtMs: null,
    });
    const checked = await twice(() => facts.checkEnrollment(of(id)));
    expect(checked.status).to.equal('verified');
    const provider = await em().findOneOrFail(Provider, { account: applicantId });
    expect(checked.providerId).to.equal(provider.id);
    expect(await em().count(ProviderService, { provider: provider.id })).to.equal(1);
    expect(await facts.openEnrollment(id)).to.deep.equal(checked);
  });

  it('approves once, and rejects once with the reason that waited for it', async () => {
    const approved = await waiting();
    const approval = { ...by(operator), ...of(approved.id), verdict: 'approve' as const };
    expect((await twice(() => facts.decideEnrollment(approval))).status).to.equal('verified');
    const rejected = await waiting();
    const rejection = { ...by(operator), ...of(rejected.id), verdict: 'reject' as const };
    const payload = { reason: 'The licence has run out.' };
    const { commandId } = rejection;
    const payloadId = await keepPayload({ em: em() }, { commandId, fact: `${commandId} reject`, payload });
    expect((await twice(() => facts.decideEnrollment({ ...rejection, payloadId }))).status).to.equal('rejected');
    expect((await enrolling.row({ enrollmentId: rejected.id })).rejectionReason).to.equal(payload.reason);
    expect(await em().count(CommandPayload)).to.equal(0);
  });

  it('reminds once when the time has come, later no sooner than the time says, and nobody when it is decided', async () => {
    const { id } = await waiting();
    const enrollment = { enrollmentId: id, applicantId: '' };
    const first = AT_MS + 8 * HOUR_MS;
    expect((await twice(() => facts.remindOperators(of(id, first - 1)))).reminders).to.equal(0);
    expect(await twice(() => facts.remindOperators(of(id, first)))).to.deep.include({
      reminders: 1,
      nextReminderAtMs: first + 8 * HOUR_MS,
      decideByMs: AT_MS + 24 * HOUR_MS,
    });
    const afterAnOutage = first + 50 * HOUR_MS; // one reminder makes up for those that were missed
    expect(await twice(() => facts.remindOperators(of(id, afterAnOutage)))).to.deep.include({
      reminders: 2,
      nextReminderAtMs: afterAnOutage + 8 * HOUR_MS,
    });
    expect(await enrolling.toldOf(enrollment, operator)).to.have.length(3);
    await facts.decideEnrollment({ ...by(operator), ...of(id), verdict: 'approve' });
    const late = await twice(() => facts.remindOperators(of(id, afterAnOutage + 24 * HOUR_MS)));
    expect(late).to.deep.include({ reminders: 2, nextReminderAtMs: null, decideByMs: null });
    expect(await enrolling.toldOf(enrollment, operator)).to.have.length(3);
  });

  it('tells every active operator, and not the suspended ones nor the applicant as one', async () => {
    const suspended = await insertAccount(em(), { roles: ['consumer', 'admin'], status: 'suspended' });
    const applicant = await insertAccount(em(), { roles: ['consumer', 'admin'] });
    const { id } = await insertEnrollment(em(), { services: [PLUMBING], account: applicant });
    const enrollment = { enrollmentId: id, applicantId: applicant };
    await enrolling.addPhotos(enrollment);
    await facts.submitEnrollment({ ...by(applicant), ...of(id), revision: 1 });
    await facts.checkEnrollment(of(id));
    expect(await enrolling.toldOf(enrollment, operator)).to.deep.equal(['pending_verification']);
    expect(await enrolling.toldOf(enrollment, suspended)).to.deep.equal([]);
    expect(await enrolling.toldOf(enrollment, applicant)).to.deep.equal(['pending', 'pending_verification']);
  });

  it('refuses another revision, what is incomplete, and what its state does not allow', async () => {
    const { id, applicantId } = await insertEnrollment(em());
    const submit = (enrollmentId: string, revision: number) => () =>
      facts.submitEnrollment({ ...by(applicantId), ...of(enrollmentId), revision });
    expect(await refused(submit(id, 2))).to.equal('stale_revision');
    const incomplete = await insertEnrollment(em(), { fullName: null });
    expect(await refused(submit(incomplete.id, 1))).to.equal('enrollment_incomplete');
    for (const verdict of ['approve', 'reject'] as const) {
      const command = { ...by(operator), ...of(id), verdict };
      expect(await refused(() => facts.decideEnrollment(command))).to.equal('invalid_transition');
    }
    expect(await refused(() => facts.openEnrollment(uuidv7()))).to.equal('not_found');
  });
});
