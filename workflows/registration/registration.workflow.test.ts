import { expect } from 'chai';
import { Registration } from '#db/entities/registration.entity.ts';
import { enqueueWorkflow } from '#db/outbox.ts';
import { inTransaction } from '#db/transaction.ts';
import { DAY_MS, HOUR_MS } from '#domain/local-date.ts';
import { tokenIn } from '#platform/mail-folder.ts';
import { useApi } from '#test/support/api.ts';
import { useLives } from '#test/support/lives.ts';
import { startSmtpServer } from '#test/support/smtp-server.ts';
import { until } from '#test/support/until.ts';
import { REGISTRATION_WORKFLOW, registrationConfirmed, registrationWorkflowId } from './messages.ts';

const PASSWORD = 'a long pass phrase';
const smtp = await startSmtpServer();

describe('registrationWorkflow', () => {
  const settings = { PROXIE_SMTP_URL: smtp.url };
  let nowMs = Date.now();
  const lives = useLives(settings);
  const fixture = useApi({ settings, orm: () => lives.orm, commands: () => lives.commands, now: () => nowMs });
  beforeEach(() => smtp.behave('take'));
  after(() => smtp.stop());

  const registration = (id: string) => lives.orm.em.fork().findOne(Registration, id);
  const mailsTo = (email: string) => smtp.mails.filter(({ to }) => to === email);
  const confirm = (email: string) =>
    fixture.api.post('/v1/auth/confirm', { body: { token: tokenIn(mailsTo(email)[0]?.source ?? '') } });
  const handle = (id: string) => lives.handle(registrationWorkflowId(id));

  /** Looks until the run is over: waiting for its result would turn the clock forward to its expiry. */
  async function end(id: string): Promise<unknown> {
    await until('the run to end', async () => (await handle(id).describe()).status.name !== 'RUNNING');
    return handle(id).result();
  }

  async function register(name = 'Ada') {
    nowMs = await lives.nowMs();
    const email = `${crypto.randomUUID()}@test.example`;
    const answer = await fixture.api.post('/v1/auth/register', { body: { email, password: PASSWORD, name } });
    expect(answer.status).to.equal(202);
    const { id } = await lives.orm.em.fork().findOneOrFail(Registration, { email });
    await until('the run', async () => {
      const { status } = await handle(id)
        .describe()
        .catch(() => ({ status: undefined }));
      return status !== undefined;
    });
    return { id, email };
  }

  it('sends one mail and ends when its link is confirmed', async () => {
    const { id, email } = await register();
    await until('the mail', () => mailsTo(email).length > 0);
    const { status, body } = await confirm(email);
    expect([status, body.account.email]).to.deep.equal([201, email]);
    expect(await end(id)).to.equal('confirmed');
    expect(await registration(id)).to.equal(null);
    expect(mailsTo(email)).to.have.length(1);
    await lives.replays(registrationWorkflowId(id), 'registration-confirmed');
  });

  it('forgets the registration when its time is over', async () => {
    const { id, email } = await register();
    await until('the mail', () => mailsTo(email).length > 0);
    await lives.pass(DAY_MS - HOUR_MS);
    expect(await registration(id)).not.to.equal(null);
    await lives.pass(2 * HOUR_MS);
    expect(await end(id)).to.equal('expired');
    expect(await registration(id)).to.equal(null);
    expect(await confirm(email)).to.be.problem(400, 'confirmation_invalid');
    await lives.replays(registrationWorkflowId(id), 'registration-expired');
  });

  it('sends the mail when the mail server is back, hours later', async () => {
    await smtp.stop();
    const { id, email } = await register();
    await lives.pass(3 * HOUR_MS);
    expect(mailsTo(email)).to.have.length(0);
    await smtp.start();
    await lives.pass(2 * HOUR_MS);
    expect(mailsTo(email)).to.have.length(1);
    expect((await confirm(email)).status).to.equal(201);
    expect(await end(id)).to.equal('confirmed');
    await lives.replays(registrationWorkflowId(id), 'registration-mailed-late');
  });

  it('ends as any other when no mail server was there in all its time', async () => {
    await smtp.stop();
    try {
      const { id } = await register();
      await lives.pass(DAY_MS + HOUR_MS);
      expect(await end(id)).to.equal('expired');
      expect(await registration(id)).to.equal(null);
      await lives.replays(registrationWorkflowId(id), 'registration-never-mailed');
    } finally {
      await smtp.start();
    }
  });

  it('asks once for a recipient who is refused for good', async () => {
    smtp.behave('refuse_for_good');
    const { connections } = smtp;
    const { id } = await register();
    await lives.pass(6 * HOUR_MS);
    expect(smtp.connections).to.equal(connections + 1);
    expect(await registration(id)).not.to.equal(null);
    await lives.pass(DAY_MS);
    expect(await end(id)).to.equal('expired');
    await lives.replays(registrationWorkflowId(id), 'registration-undeliverable');
  });

  it('sends no more mails once one of them was followed, although the server never said that it took one', async () => {
    smtp.behave('drop_after_data');
    const { id, email } = await register();
    await until('the first mail', () => mailsTo(email).length > 0);
    const [first, ...repeated] = mailsTo(email).map(({ source }) => tokenIn(source));
    for (const token of repeated) expect(token).to.equal(first);
    expect((await confirm(email)).status).to.equal(201);
    expect(await end(id)).to.equal('confirmed');
    const sent = mailsTo(email).length;
    await lives.pass(HOUR_MS);
    expect(mailsTo(email).length - sent).to.be.at.most(1); // one may have been on its way
    await lives.replays(registrationWorkflowId(id), 'registration-confirmed-while-mailing');
  });

  it('ends at once when it hears of a confirmation after its end', async () => {
    const { id, email } = await register();
    await until('the mail', () => mailsTo(email).length > 0);
    await lives.pass(DAY_MS + HOUR_MS);
    expect(await end(id)).to.equal('expired');
    await inTransaction(lives.orm, async (em) =>
      enqueueWorkflow(em, {
        workflowType: REGISTRATION_WORKFLOW,
        workflowId: registrationWorkflowId(id),
        input: { registrationId: id, expiresAtMs: nowMs },
        signal: { name: registrationConfirmed.name, input: { registrationId: id } },
        attributes: { kind: 'registration', status: 'confirmed' },
        summary: 'a registration',
      }),
    );
    await until('the second run to end', async () => (await end(id)) === 'confirmed');
    expect(mailsTo(email)).to.have.length(1);
    await lives.replays(registrationWorkflowId(id), 'registration-confirmed-after-its-end');
  });

  it('keeps address, name, password and token out of its history', async () => {
    const { id, email } = await register('Canary Lovelace');
    await until('the mail', () => mailsTo(email).length > 0);
    const { passwordHash } = (await registration(id))!;
    const token = tokenIn(mailsTo(email)[0]?.source ?? '') ?? '';
    await confirm(email);
    await end(id);
    const texts = textsIn(await lives.handle(registrationWorkflowId(id)).fetchHistory()).join('\n');
    expect(texts).to.include(id);
    for (const secret of [email, 'Canary', PASSWORD, passwordHash, token.split('.')[1] ?? '']) {
      expect(texts).not.to.include(secret);
    }
  });
});

/** Every text in a history, payloads decoded. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (value instanceof Uint8Array) return [Buffer.from(value).toString('utf8')];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((each) => textsIn(each));
}
