import { expect } from 'chai';
import { Registration } from '#db/entities/registration.entity.ts';
import { HOUR_MS } from '#domain/local-date.ts';
import { tokenIn } from '#platform/mail-folder.ts';
import { cheapHash } from '#test/support/cheap-hash.ts';
import { useApi } from '#test/support/api.ts';
import { insertAccount } from '#test/support/factories.ts';
import { useLives } from '#test/support/lives.ts';
import { startSmtpServer } from '#test/support/smtp-server.ts';
import { until } from '#test/support/until.ts';
import { registrationWorkflowId } from './messages.ts';

const PASSWORD = 'a long pass phrase';
const smtp = await startSmtpServer();

describe('registrationWorkflow of a code to sign in', () => {
  const settings = { PROXIE_SMTP_URL: smtp.url, PROXIE_LOGIN_FAILURES: 'address=1' };
  let nowMs = Date.now();
  const lives = useLives(settings);
  const fixture = useApi({ settings, orm: () => lives.orm, commands: () => lives.commands, now: () => nowMs });
  after(() => smtp.stop());

  const mailsTo = (email: string) => smtp.mails.filter(({ to }) => to === email).map(({ source }) => source);
  const logIn = (email: string, body: object = {}) =>
    fixture.api.post('/v1/auth/login', { body: { email, password: PASSWORD, ...body } });
  const runOf = (id: string) => lives.handle(registrationWorkflowId(id));

  /** One failure and one login more than that, with a device that nobody knows. */
  async function attacked(email: string): Promise<string> {
    nowMs = await lives.nowMs();
    expect((await logIn(email, { password: 'not the pass phrase' })).status).to.equal(401);
    expect(await logIn(email)).to.be.problem(403, 'login_confirmation_required');
    const { id } = await lives.orm.em.fork().findOneOrFail(Registration, { email, purpose: 'sign_in' });
    await until('the run', () =>
      runOf(id)
        .describe()
        .then(Boolean, () => false),
    );
    return id;
  }
  async function end(id: string): Promise<unknown> {
    await until('the run to end', async () => (await runOf(id).describe()).status.name !== 'RUNNING');
    return runOf(id).result();
  }

  it('sends the code to its owner, and ends when they have signed in with it', async () => {
    const email = `${crypto.randomUUID()}@test.example`;
    await insertAccount(lives.orm.em.fork(), { email, passwordHash: await cheapHash(PASSWORD) });
    const id = await attacked(email);
    await until('the mail', () => mailsTo(email).length > 0);
    const deviceToken = tokenIn(mailsTo(email)[0] ?? '');
    const opened = await logIn(email, { deviceToken });
    expect(opened.status).to.equal(200);
    expect(await end(id)).to.equal('confirmed');
    expect((await logIn(email, { deviceToken: opened.body.deviceToken })).status).to.equal(200);
    expect(mailsTo(email)).to.have.length(1);
    await lives.replays(registrationWorkflowId(id));
  });

  it('sends nothing to an address without an account, and forgets it after an hour', async () => {
    const email = `${crypto.randomUUID()}@test.example`;
    const id = await attacked(email);
    await lives.pass(HOUR_MS + 60_000);
    expect(await end(id)).to.equal('expired');
    expect(await lives.orm.em.fork().findOne(Registration, { id })).to.equal(null);
    expect(mailsTo(email)).to.deep.equal([]);
    await lives.replays(registrationWorkflowId(id));
  });
});
