import { expect } from 'chai';
import { v7 as uuidv7 } from 'uuid';
import { Problem } from '#api/http/problem.ts';
import { Account } from '#db/entities/account.entity.ts';
import { CommandPayload } from '#db/entities/command-payload.entity.ts';
import { Provider } from '#db/entities/provider.entity.ts';
import { DAY_MS, HOUR_MS } from '#domain/local-date.ts';
import { acceptedUpdates } from '#test/support/accepted-updates.ts';
import { COMPLETE_ENROLLMENT, createEnrolling, PLUMBING, type TestEnrollment } from '#test/support/enrolling.ts';
import { useLives } from '#test/support/lives.ts';
import { until } from '#test/support/until.ts';
import { enrollmentWorkflowId } from './messages.ts';

const LICENSED = { ...COMPLETE_ENROLLMENT, services: [PLUMBING] };

const outcomeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    (answer) => answer,
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );

describe('enrollmentWorkflow', () => {
  const lives = useLives();
  const enrolling = createEnrolling(lives);
  const em = () => lives.orm.em.fork();
  const statusOf = async (of: TestEnrollment) => (await enrolling.row(of)).status;
  const providersOf = ({ applicantId }: TestEnrollment) => em().count(Provider, { account: applicantId });
  const replays = ({ enrollmentId }: TestEnrollment, name: string) =>
    lives.replays(enrollmentWorkflowId(enrollmentId), name);
  let operator: string;
  before(async () => {
    operator = await enrolling.operator();
  });

  /** An enrollment that an operator has to look at. */
  async function waiting(): Promise<TestEnrollment> {
    const enrollment = await enrolling.begin(LICENSED);
    await enrolling.addPhotos(enrollment);
    await enrolling.submit(enrollment);
    expect(await statusOf(enrollment)).to.equal('pending_verification');
    return enrollment;
  }

  it('verifies what needs no licence before it answers, and is over then for everybody', async () => {
    const enrollment = await enrolling.begin();
    await enrolling.submit(enrollment);
    const row = await enrolling.row(enrollment);
    expect([row.status, row.provider?.id !== undefined]).to.deep.equal(['verified', true]);
    expect((await em().findOneOrFail(Account, enrollment.applicantId)).roles).to.deep.equal(['consumer', 'provider']);
    expect(await enrolling.events(enrollment)).to.deep.equal(['created', 'submitted', 'verified']);
    expect(await enrolling.toldOf(enrollment, enrollment.applicantId)).to.deep.equal(['draft', 'pending', 'verified']);
    expect(await enrolling.toldOf(enrollment, operator)).to.deep.equal([]);
    expect(await outcomeOf(enrolling.submit(enrollment))).to.equal('invalid_transition');
    expect(await outcomeOf(enrolling.approve(enrollment, operator))).to.equal('invalid_transition');
    await replays(enrollment, 'enrollment-verified-at-once');
  });

  it('waits for an operator where a licence is needed, who approves it', async () => {
    const enrollment = await waiting();
    expect(await providersOf(enrollment)).to.equal(0);
    expect(await enrolling.toldOf(enrollment, operator)).to.deep.equal(['pending_verification']);
    expect(await outcomeOf(enrolling.submit(enrollment))).to.equal('invalid_transition');
    expect(await enrolling.approve(enrollment, operator)).to.equal('verified');
    expect(await providersOf(enrollment)).to.equal(1);
    expect(await enrolling.events(enrollment)).to.deep.equal(['created', 'submitted', 'referred', 'approved']);
    await replays(enrollment, 'enrollment-approved');
  });

  it('takes a rejected one again, and keeps the reason out of its history', async () => {
    const enrollment = await waiting();
    expect(await enrolling.reject(enrollment, operator)).to.equal('rejected');
    expect((await enrolling.row(enrollment)).rejectionReason).to.equal('a reason that stays in Postgres');
    expect(await em().count(CommandPayload)).to.equal(0);
    const handle = lives.handle(enrollmentWorkflowId(enrollment.enrollmentId));
    const accepted = await acceptedUpdates(handle);
    for (const refused of [enrolling.approve, enrolling.reject]) {
      expect(await outcomeOf(refused(enrollment, operator))).to.equal('invalid_transition');
    }
    expect(await acceptedUpdates(handle)).to.equal(accepted);
    await enrolling.submit(enrollment);
    expect(await acceptedUpdates(handle)).to.equal(accepted + 1);
    expect(await outcomeOf(enrolling.submit(enrollment))).to.equal('invalid_transition');
    expect(await acceptedUpdates(handle)).to.equal(accepted + 1);
    expect((await enrolling.row(enrollment)).rejectionReason).to.equal(null);
    await enrolling.approve(enrollment, operator);
    expect(await statusOf(enrollment)).to.equal('verified');
    const history = await handle.fetchHistory();
    const texts = textsIn(history).join('\n');
    expect(texts).to.include(enrollment.enrollmentId);
    for (const secret of ['stays in Postgres', 'Ana Lopez', 'ana@test.example', 'NY-PL-20711']) {
      expect(texts).not.to.include(secret);
    }
    await replays(enrollment, 'enrollment-rejected-resubmitted');
  });

  it('reminds every active operator until one decides, and nobody after that', async () => {
    const enrollment = await waiting();
    const told = () => enrolling.toldOf(enrollment, operator);
    await lives.pass(8 * HOUR_MS + 60_000);
    await until('the first reminder', async () => (await told()).length === 2);
    await lives.pass(16 * HOUR_MS);
    await until('the reminder of the end of the day', async () => (await told()).length === 4);
    expect((await enrolling.row(enrollment)).reminders).to.equal(3);
    expect(await enrolling.toldOf(enrollment, enrollment.applicantId)).to.have.length(3); // reminders are for operators
    await enrolling.approve(enrollment, operator);
    await lives.pass(2 * DAY_MS);
    expect(await told()).to.have.length(4);
    await replays(enrollment, 'enrollment-reminded');
  });

  it('lets a draft wait for a year without doing anything', async () => {
    const enrollment = await enrolling.begin({});
    const handle = lives.handle(enrollmentWorkflowId(enrollment.enrollmentId));
    await until('the run', () =>
      handle.describe().then(
        ({ searchAttributes }) => String(searchAttributes.ProxieStatus) === 'draft',
        () => false,
      ),
    );
    expect(await outcomeOf(enrolling.submit(enrollment))).to.equal('enrollment_incomplete');
    const { length: before } = (await handle.fetchHistory()).events ?? [];
    await lives.pass(365 * DAY_MS);
    expect((await handle.fetchHistory()).events).to.have.length(before);
    expect([await statusOf(enrollment), await enrolling.events(enrollment)]).to.deep.equal(['draft', ['created']]);
    await replays(enrollment, 'enrollment-incomplete');
  });

  it('makes one provider of two approvals at once, and has one outcome of an approval against a rejection', async () => {
    const first = await waiting();
    const approvals = await Promise.all([1, 2].map(() => outcomeOf(enrolling.approve(first, operator))));
    expect(approvals).to.have.members(['invalid_transition', 'verified']);
    expect(await providersOf(first)).to.equal(1);
    await replays(first, 'enrollment-approved-twice-at-once');

    const second = await waiting();
    const race = await Promise.all([
      outcomeOf(enrolling.approve(second, operator)),
      outcomeOf(enrolling.reject(second, operator)),
    ]);
    const status = await statusOf(second);
    expect(race.filter((each) => each !== 'invalid_transition')).to.deep.equal([status]);
    expect(await providersOf(second)).to.equal(status === 'verified' ? 1 : 0);
    expect(await em().count(CommandPayload)).to.equal(0);
    await replays(second, 'enrollment-approved-against-rejected');
  });

  it('hands in once what is handed in twice at once, and answers one command the same however often it comes', async () => {
    const enrollment = await enrolling.begin(LICENSED);
    await enrolling.addPhotos(enrollment);
    const [one, other] = [uuidv7(), uuidv7()];
    const answers = await Promise.all([one, one, other].map((id) => outcomeOf(enrolling.submit(enrollment, id))));
    const won = answers.filter((answer) => answer === 'pending');
    expect(won.length).to.be.within(1, 2);
    expect(answers.filter((answer) => answer === 'invalid_transition')).to.have.length(3 - won.length);
    expect((await enrolling.row(enrollment)).submissions).to.equal(1);
    expect(await enrolling.events(enrollment)).to.deep.equal(['created', 'submitted', 'referred']);
    await replays(enrollment, 'enrollment-submitted-twice-at-once');
  });

  it('does not make a second provider of an account that has become one meanwhile', async () => {
    const enrollment = await waiting();
    await em().execute(
      `insert into providers (id, account_id, name, email, city, city_key, service_radius_km, specializations,
         specialization_keys, timezone, schedule)
       values (?, ?, 'x', 'x@test.example', 'x', 'x', 1, '{}', '{}', 'UTC', '{}')`,
      [uuidv7(), enrollment.applicantId],
    );
    expect(await outcomeOf(enrolling.approve(enrollment, operator))).to.equal('already_provider');
    expect([await statusOf(enrollment), await providersOf(enrollment)]).to.deep.equal(['pending_verification', 1]);
    expect(await enrolling.reject(enrollment, operator)).to.equal('rejected');
    await replays(enrollment, 'enrollment-of-a-provider');
  });
});

/** Every text in a history, payloads decoded. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (value instanceof Uint8Array) return [Buffer.from(value).toString('utf8')];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((each) => textsIn(each));
}
