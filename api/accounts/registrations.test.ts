import { expect } from 'chai';
import { Account } from '#db/entities/account.entity.ts';
import { RefreshToken } from '#db/entities/refresh-token.entity.ts';
import { Registration } from '#db/entities/registration.entity.ts';
import { WorkflowOutbox } from '#db/entities/workflow-outbox.entity.ts';
import { cheapHash } from '#test/support/cheap-hash.ts';
import { tellingParts } from '#test/support/alike.ts';
import { useApi } from '#test/support/api.ts';
import { insertAccount } from '#test/support/factories.ts';
import { countHashes } from '#test/support/hashes.ts';
import type { TestAnswer } from '#test/support/http.ts';
import { registrationWorkflowId } from '#workflows/registration/messages.ts';

const PASSWORD = 'a long pass phrase';
const STRONG = 'kF8sX2mQ9vL4pT7wB1nZ6cR3yH5jD0gA8eU2iO4q';

describe('registrations', () => {
  const nowMs = Date.now();
  const fixture = useApi({ now: () => nowMs });
  const em = () => fixture.orm.em.fork();
  const newMail = () => `${crypto.randomUUID()}@test.example`;
  const ask = (given: object = {}) =>
    fixture.api.post('/v1/auth/register', { body: { email: newMail(), password: PASSWORD, name: 'Ada', ...given } });
  const confirm = (token: string) => fixture.api.post('/v1/auth/confirm', { body: { token } });
  const tokenOf = (id: string) => fixture.deps.confirmationTokens.of(id);

  /** Answers the registration's id. */
  async function register(email = newMail()): Promise<string> {
    expect((await ask({ email })).status).to.equal(202);
    const [newest] = await em().find(Registration, { email }, { orderBy: { id: -1 }, limit: 1 });
    return newest!.id;
  }

  /** Everything that a registration or a confirmation could change. */
  async function everything() {
    const [accounts, tokens, registrations, outbox] = await Promise.all([
      em().find(Account, {}, { orderBy: { id: 1 } }),
      em().find(RefreshToken, {}, { orderBy: { id: 1 } }),
      em().find(Registration, {}, { orderBy: { id: 1 } }),
      em().count(WorkflowOutbox),
    ]);
    return JSON.stringify({ accounts, tokens, registrations, outbox });
  }

  describe('asking for an account', () => {
    it('keeps what was asked for, starts its workflow, and opens no account and no session yet', async () => {
      const answer = await ask({ email: 'Ada.Lovelace@Test.Example', name: '  Ada ' });
      expect(answer.status).to.equal(202);
      expect(answer.headers['cache-control']).to.equal('no-store');
      const expiresAt = new Date(nowMs + fixture.config.registration.ttlMs);
      expect(answer.body).to.deep.equal({ status: 'confirmation_sent', expiresAt: expiresAt.toISOString() });

      const email = 'ada.lovelace@test.example';
      const row = await em().findOneOrFail(Registration, { email });
      expect(row).to.deep.include({ name: 'Ada', mailedAt: null, expiresAt });
      expect(row.passwordHash).to.match(/^\$argon2id\$/);
      expect(await em().count(Account, { email })).to.equal(0);
      const start = await em().findOneOrFail(WorkflowOutbox, { workflowId: registrationWorkflowId(row.id) });
      expect(start.signal).to.equal(null);
      expect(start.input).to.deep.equal({ registrationId: row.id, expiresAtMs: expiresAt.getTime() });
      expect(JSON.stringify(start)).not.to.match(/lovelace|argon2/i);
    });

    it('answers an address with an account and one without in the same bytes', async () => {
      const taken = newMail();
      await insertAccount(em(), { email: taken });
      const known = await ask({ email: taken });
      expect(known.status).to.equal(202);
      expect(tellingParts(await ask())).to.deep.equal(tellingParts(known));
    });

    it('does the same work for both: the same statements and one hash', async () => {
      const taken = newMail();
      await insertAccount(em(), { email: taken });
      const work = async (email: string) => {
        fixture.takeStatements();
        const hashes = await countHashes(() => ask({ email }));
        return { hashes, statements: fixture.takeStatements() };
      };
      const known = await work(taken);
      expect(known.hashes).to.equal(1);
      expect(known.statements.length).to.be.greaterThan(1);
      expect(known.statements.join()).not.to.include('accounts');
      expect(await work(newMail())).to.deep.equal(known);
    });

    it('names every wrong field and lets nobody choose roles', async () => {
      const before = await everything();
      const answer = await ask({ email: 'nobody', password: 'short', roles: ['admin'] });
      expect(answer).to.be.problem(400, 'validation_failed');
      expect(answer.body.errors.map(({ path }: { path: string }) => path)).to.have.members([
        '/email',
        '/password',
        '/roles',
      ]);
      expect(await everything()).to.equal(before);
    });
  });

  describe('confirming', () => {
    it('opens a consumer account, signs it in and tells the workflow', async () => {
      const email = newMail();
      const id = await register(email);
      const { status, body, headers } = await confirm(tokenOf(id));
      expect(status).to.equal(201);
      expect(headers['cache-control']).to.equal('no-store');
      expect(body.account).to.deep.include({ email, name: 'Ada', roles: ['consumer'], providerId: null });
      const me = await fixture.api.get('/v1/auth/me', { as: body.accessToken });
      expect(me.body).to.deep.equal(body.account);
      expect(
        (await fixture.api.post('/v1/auth/refresh', { body: { refreshToken: body.refreshToken } })).status,
      ).to.equal(200);
      const login = await fixture.api.post('/v1/auth/login', {
        body: { email: email.toUpperCase(), password: PASSWORD },
      });
      expect(login.body.account).to.deep.equal(body.account);
      expect(await em().count(Registration, { id })).to.equal(0);
      const told = { workflowId: registrationWorkflowId(id), signal: 'registrationConfirmed' };
      expect(await em().count(WorkflowOutbox, told)).to.equal(1);
    });

    it('refuses a link that was used, forged, too late or overtaken in the same words, and changes nothing', async () => {
      const used = tokenOf(await register());
      expect((await confirm(used)).status).to.equal(201);
      const late = await register();
      await em().nativeUpdate(Registration, { id: late }, { expiresAt: new Date(Date.now() - 1) });
      const taken = newMail();
      const overtaken = await register(taken);
      await insertAccount(em(), { email: taken });
      const genuine = tokenOf(await register());
      const forged = `${genuine.slice(0, -2)}${genuine.at(-2) === 'A' ? 'B' : 'A'}${genuine.at(-1)}`;

      const before = await everything();
      const answers = [];
      for (const token of [used, forged, tokenOf(late), tokenOf(overtaken), tokenOf(crypto.randomUUID()), 'x']) {
        answers.push(await confirm(token));
      }
      expect(await everything()).to.equal(before);
      for (const answer of answers) {
        expect(answer).to.be.problem(400, 'confirmation_invalid');
        expect(tellingParts(answer)).to.deep.equal(tellingParts(answers[0]!));
      }
    });

    it('leaves the password of an account as it was when a registration for its address is confirmed', async () => {
      const email = newMail();
      await insertAccount(em(), { email, passwordHash: await cheapHash('the first pass phrase') });
      expect(await confirm(tokenOf(await register(email)))).to.be.problem(400, 'confirmation_invalid');
      const logIn = (password: string) => fixture.api.post('/v1/auth/login', { body: { email, password } });
      expect((await logIn('the first pass phrase')).status).to.equal(200);
      expect(await logIn(PASSWORD)).to.be.problem(401, 'unauthenticated');
    });

    it('opens one account and one session when one link is followed many times at once', async () => {
      const email = newMail();
      const token = tokenOf(await register(email));
      const answers = await Promise.all(Array.from({ length: 20 }, () => confirm(token)));
      await expectOneSession(email, answers);
    });

    it('opens one account when fifty ask for one address and all of them confirm at once', async () => {
      const email = newMail();
      const asked = await Promise.all(Array.from({ length: 50 }, () => ask({ email })));
      expect(new Set(asked.map(({ status, body }) => `${status} ${JSON.stringify(body)}`)).size).to.equal(1);
      const rows = await em().find(Registration, { email });
      expect(rows).to.have.length(50);
      await expectOneSession(email, await Promise.all(rows.map(({ id }) => confirm(tokenOf(id)))));
    });

    async function expectOneSession(email: string, answers: readonly TestAnswer[]): Promise<void> {
      expect(answers.filter(({ status }) => status === 201)).to.have.length(1);
      const refused = answers.filter(({ status }) => status !== 201);
      for (const answer of refused) expect(answer).to.be.problem(400, 'confirmation_invalid');
      const accounts = await em().find(Account, { email });
      expect(accounts).to.have.length(1);
      expect(await em().count(RefreshToken, { account: accounts[0]!.id })).to.equal(1);
    }
  });

  describe('in production without a mail server', () => {
    const closed = useApi({
      settings: {
        NODE_ENV: 'production',
        PROXIE_JWT_KEYS: `k1:${STRONG}`,
        PROXIE_CURSOR_SECRET: `${STRONG}-2`,
      },
      orm: () => fixture.orm,
    });

    it('are refused without a word about the address, and logging in works', async () => {
      const email = newMail();
      await insertAccount(em(), { email, passwordHash: await cheapHash(PASSWORD) });
      const before = await everything();
      const answers = [];
      for (const address of [email, newMail()]) {
        answers.push(
          await closed.api.post('/v1/auth/register', { body: { email: address, password: PASSWORD, name: 'A' } }),
        );
      }
      for (const answer of answers) {
        expect(answer).to.be.problem(403, 'registration_closed');
        expect(tellingParts(answer)).to.deep.equal(tellingParts(answers[0]!));
      }
      expect(await everything()).to.equal(before);
      expect((await closed.api.post('/v1/auth/login', { body: { email, password: PASSWORD } })).status).to.equal(200);
    });
  });
});

describe('registrations from one address', () => {
  const fixture = useApi({ settings: { PROXIE_TRUST_PROXY: '1', PROXIE_REGISTRATION_LIMITS: 'caller=3' } });
  const ask = (ip: string) =>
    fixture.api.post('/v1/auth/register', {
      body: { email: `${crypto.randomUUID()}@test.example`, password: PASSWORD, name: 'Ada' },
      headers: { 'X-Forwarded-For': ip },
    });

  it('are limited by the hour, also when they come at once; one too many costs no hash and keeps nothing', async () => {
    const answers: TestAnswer[] = [];
    const hashes = await countHashes(async () => {
      answers.push(...(await Promise.all(Array.from({ length: 9 }, () => ask('203.0.113.7')))));
    });
    const refused = answers.filter(({ status }) => status !== 202);
    expect(refused).to.have.length(6);
    for (const answer of refused) {
      expect(answer).to.be.problem(429, 'rate_limited');
      expect(Number(answer.headers['retry-after'])).to.be.greaterThan(0);
    }
    expect(hashes).to.equal(3);
    expect(await fixture.orm.em.fork().count(Registration)).to.equal(3);
    expect((await ask('203.0.113.8')).status, 'another address').to.equal(202);
  });
});
