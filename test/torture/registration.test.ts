import { expect } from 'chai';
import { Account } from '#db/entities/account.entity.ts';
import { WorkflowOutbox } from '#db/entities/workflow-outbox.entity.ts';
import { tokenIn } from '#platform/mail-folder.ts';
import type { NodeProcess } from '#test/support/node-process.ts';
import { useProduct } from '#test/support/product.ts';
import { startSmtpServer } from '#test/support/smtp-server.ts';
import { ownTemporalServer } from '#test/support/temporal.ts';
import { limitMs, sizeOf } from '#test/support/sizes.ts';
import { until } from '#test/support/until.ts';

const PASSWORD = 'a long pass phrase';
const { registrations: MANY } = sizeOf('registration');
const smtp = await startSmtpServer();

describe('registering', function () {
  this.timeout(limitMs('registration'));
  const product = useProduct({
    settings: { PROXIE_SMTP_URL: smtp.url, PROXIE_WORKER_SHUTDOWN_GRACE: '1s' },
    temporal: ownTemporalServer,
  });
  let worker: NodeProcess;
  beforeEach(() => smtp.behave('take'));
  after(() => smtp.stop());

  const newMail = () => `${crypto.randomUUID()}@test.example`;
  const register = (email: string) =>
    product.api.post('/v1/auth/register', { body: { email, password: PASSWORD, name: 'Ada' } });
  const confirm = (token: string | undefined) => product.api.post('/v1/auth/confirm', { body: { token } });
  const tokensTo = (email: string) => smtp.mails.filter(({ to }) => to === email).map(({ source }) => tokenIn(source));
  const accountsOf = (email: string) => product.orm.em.fork().count(Account, { email });

  it('is answered while Temporal, the workers and the mail server are down, and the mail comes when they are back', async () => {
    await product.temporal.kill();
    await smtp.stop();
    const email = newMail();
    const answer = await register(email);
    expect(answer.status).to.equal(202);
    expect(answer.body).to.have.all.keys('status', 'expiresAt');

    await product.temporal.restart();
    worker = await product.startWorker();
    await until('the run to be started', async () => {
      const waiting = await product.orm.em.fork().count(WorkflowOutbox, { doneAt: null });
      return waiting === 0;
    });
    await smtp.start();
    await until('the mail', () => tokensTo(email).length > 0, 90_000);
    const [token] = tokensTo(email);
    expect((await confirm(token)).status).to.equal(201);
    expect(await confirm(token)).to.be.problem(400, 'confirmation_invalid');
    expect(await accountsOf(email)).to.equal(1);
    expect(worker.output()).not.to.include(email).and.not.include(token);
  });

  it('opens one account although the mail server refuses at first and then never says that it took the mail', async () => {
    smtp.behave('refuse_for_now');
    const { connections } = smtp;
    const email = newMail();
    expect((await register(email)).status).to.equal(202);
    await until('two refusals', () => smtp.connections >= connections + 2);
    expect(tokensTo(email)).to.deep.equal([]);
    smtp.behave('drop_after_data');
    await until('a second mail', () => tokensTo(email).length >= 2);
    smtp.behave('take');
    const tokens = tokensTo(email);
    expect(new Set(tokens).size).to.equal(1);
    const answers = await Promise.all(tokens.map((token) => confirm(token)));
    expect(answers.filter(({ status }) => status === 201)).to.have.length(1);
    expect(await accountsOf(email)).to.equal(1);
  });

  it('lets a worker stop while the mail server hangs, and the next one sends the mail', async () => {
    smtp.behave('hang');
    const { connections } = smtp;
    const email = newMail();
    expect((await register(email)).status).to.equal(202);
    await until('the mail server to be asked', () => smtp.connections > connections);
    expect(await worker.stop()).to.equal(0);
    smtp.behave('take');
    worker = await product.startWorker();
    await until('the mail', () => tokensTo(email).length > 0);
    expect((await confirm(tokensTo(email)[0])).status).to.equal(201);
  });

  it('sends few mails and opens one account when many register one address at once and every link is followed', async () => {
    const email = newMail();
    const answers = await Promise.all(Array.from({ length: MANY }, () => register(email)));
    expect(new Set(answers.map(({ status }) => status))).to.deep.equal(new Set([202]));
    const { mailsPerHour } = product.config.registration;
    await until('the mails', () => tokensTo(email).length >= mailsPerHour);
    const confirmed = await Promise.all(tokensTo(email).map((token) => confirm(token)));
    expect(confirmed.filter(({ status }) => status === 201)).to.have.length(1);
    expect(await accountsOf(email)).to.equal(1);

    await until('all runs to be started', async () => {
      return (await product.orm.em.fork().count(WorkflowOutbox, { doneAt: null })) === 0;
    });
    await worker.stop(); // what runs is finished first
    expect(tokensTo(email)).to.have.length(mailsPerHour);
  });
});
