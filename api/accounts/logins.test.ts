import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { AuditEntry } from '#db/entities/audit-entry.entity.ts';
import { DEMO_ACCOUNTS } from '#db/seeds/demo-accounts.ts';
import { Registration } from '#db/entities/registration.entity.ts';
import { WorkflowOutbox } from '#db/entities/workflow-outbox.entity.ts';
import { cheapHash } from '#test/support/cheap-hash.ts';
import { useApi } from '#test/support/api.ts';
import { insertAccount } from '#test/support/factories.ts';
import { atOnce, tally } from '#test/support/limits.ts';
import { registrationWorkflowId } from '#workflows/registration/messages.ts';

const PASSWORD = 'a long pass phrase';
const WRONG = 'not the pass phrase';

describe('logins to an account that is under attack', () => {
  const fixture = useApi({
    settings: { PROXIE_TRUST_PROXY: '1', PROXIE_LOGIN_FAILURES: 'pair=10,ip=100,address=50,device=10' },
  });
  const em = () => fixture.orm.em.fork();
  let passwordHash = '';
  let lastIp = 0;
  before(async () => void (passwordHash = await cheapHash(PASSWORD)));

  const mail = (): string => `${randomUUID()}@test.example`;
  const freshIp = (): string => `203.0.${Math.floor(++lastIp / 250)}.${lastIp % 250}`;
  async function account(): Promise<string> {
    const email = mail();
    await insertAccount(em(), { email, passwordHash });
    return email;
  }
  const logIn = (email: string, body: object = {}, ip = freshIp()) =>
    fixture.api.post('/v1/auth/login', {
      body: { email, password: PASSWORD, ...body },
      headers: { 'x-forwarded-for': ip },
    });
  /** Ten wrong passwords from each of five addresses. */
  async function attack(email: string): Promise<void> {
    for (let address = 0; address < 5; address++) {
      const ip = freshIp();
      const answers = await atOnce(10, () => logIn(email, { password: WRONG }, ip));
      expect(tally(answers)).to.deep.equal({ 401: 10 });
    }
  }
  const codes = (email: string) => em().find(Registration, { email, purpose: 'sign_in' });
  async function codeFor(email: string): Promise<string> {
    const [code, ...others] = await codes(email);
    expect(others).to.deep.equal([]);
    return fixture.deps.confirmationTokens.of(code!.id);
  }

  it('pass on a device that has signed in before, however often others attack', async () => {
    const email = await account();
    let { deviceToken, refreshToken } = (await logIn(email)).body;
    for (let round = 0; round < 3; round++) {
      if (round === 0) await attack(email);
      expect(await logIn(email, { password: WRONG }), 'any other device').to.be.problem(
        403,
        'login_confirmation_required',
      );
      const again = await logIn(email, { deviceToken });
      expect(again.status).to.equal(200);
      const refreshed = await fixture.api.post('/v1/auth/refresh', { body: { refreshToken } });
      expect(refreshed.status).to.equal(200);
      ({ deviceToken } = again.body);
      ({ refreshToken } = refreshed.body);
      expect((await logIn(email, { deviceToken: refreshed.body.deviceToken })).status).to.equal(200);
    }
  });
  it('ask any other device for a code, whether or not the password is right, and send one code however often they do', async () => {
    const email = await account();
    await attack(email);
    const answers = await atOnce(12, (index) => logIn(email, index % 2 === 0 ? {} : { password: WRONG }));
    for (const answer of answers) expect(answer).to.be.problem(403, 'login_confirmation_required');
    expect(new Set(answers.map(({ body }) => body.detail)).size).to.equal(1);
    const [code, ...others] = await codes(email);
    expect(others).to.deep.equal([]);
    expect(await em().count(WorkflowOutbox, { workflowId: registrationWorkflowId(code!.id) })).to.equal(1);
  });
  it('pass with the code, which works once, for its mail address, and only with the password', async () => {
    const email = await account();
    const other = await account();
    await Promise.all([attack(email), attack(other)]);
    await Promise.all([logIn(email), logIn(other)]);
    const deviceToken = await codeFor(email);
    expect(await logIn(other, { deviceToken })).to.be.problem(403, 'login_confirmation_required');
    expect(await logIn(email, { deviceToken, password: WRONG })).to.be.problem(401, 'unauthenticated');
    const opened = await logIn(email, { deviceToken });
    expect(opened.status).to.equal(200);
    expect(await codes(email)).to.deep.equal([]);
    expect(await logIn(email, { deviceToken })).to.be.problem(403, 'login_confirmation_required');
    expect((await logIn(email, { deviceToken: opened.body.deviceToken })).status, 'known from now on').to.equal(200);
  });
  it('tell nobody whether an address has an account', async () => {
    const [known, unknown] = [await account(), mail()];
    const seen: unknown[] = [];
    for (const email of [known, unknown]) {
      await attack(email);
      fixture.takeStatements();
      const { status, headers, body } = await logIn(email);
      const statements = fixture.takeStatements().map((sql) => sql.replaceAll(/'[^']*'/g, '?'));
      seen.push({ status, names: Object.keys(headers), code: body.code, detail: body.detail, statements });
      expect(await codes(email)).to.have.length(1);
    }
    expect(seen[1]).to.deep.equal(seen[0]);
  });
  it('open no account by a code, for an address that has none', async () => {
    const email = mail();
    await attack(email);
    await logIn(email);
    const token = await codeFor(email);
    expect(await fixture.api.post('/v1/auth/confirm', { body: { token } })).to.be.problem(400, 'confirmation_invalid');
    expect(await logIn(email, { deviceToken: token })).to.be.problem(401, 'unauthenticated');
    expect(await codes(email)).to.have.length(1);
  });
  it('take no device token of another mail address, of another installation, or made up', async () => {
    const [email, other] = [await account(), await account()];
    const { deviceToken } = (await logIn(other)).body;
    await attack(email);
    const [id, at] = String(deviceToken).split('.');
    for (const made of [deviceToken, `${id}.${at}.${'A'.repeat(43)}`, 'nonsense', randomUUID()]) {
      expect(await logIn(email, { deviceToken: made }), made).to.be.problem(403, 'login_confirmation_required');
    }
    expect((await logIn(other, { deviceToken: 'nonsense' })).status, 'where nobody attacks').to.equal(200);
  });
  it('are noted in the audit, with what they were asked for', async () => {
    const email = await account();
    await attack(email);
    await logIn(email);
    const mailHash = fixture.deps.mailHash(email);
    const refused = await em().find(AuditEntry, { mailHash, code: 'login_confirmation_required' });
    expect(refused).to.have.length(1);
    expect(refused[0]).to.include({ operationId: 'logIn', outcome: 'refused', status: 403 });
    const { account: own } = (await logIn(email, { deviceToken: await codeFor(email) })).body;
    const succeeded = await em().find(AuditEntry, { actorId: own.id, outcome: 'succeeded' });
    expect(succeeded.map(({ operationId }) => operationId)).to.deep.equal(['logIn']);
  });
});

describe('the password of an operator that everybody can read', () => {
  const fixture = useApi();
  const { email, password } = DEMO_ACCOUNTS.find(({ role }) => role === 'admin')!;
  before(async () => {
    const account = { email, passwordHash: await cheapHash(password), roles: ['consumer', 'admin'] as const };
    await insertAccount(fixture.orm.em.fork(), { ...account, roles: [...account.roles] });
  });

  const logIn = (headers: Record<string, string>) =>
    fixture.api.post('/v1/auth/login', { body: { email, password }, headers });

  it('signs in on the machine itself', async () => {
    expect((await logIn({})).status).to.equal(200);
    expect((await logIn({ origin: 'http://localhost:5173' })).status).to.equal(200);
  });

  it('signs in no page of another origin', async () => {
    expect(await logIn({ origin: 'http://evil.example' })).to.be.problem(401, 'unauthenticated');
  });
});
