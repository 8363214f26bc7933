import { expect } from 'chai';
import { Account } from '#db/entities/account.entity.ts';
import { hashPassword } from '#platform/password.ts';
import { useApi } from '#test/support/api.ts';
import { insertAccount, insertProvider } from '#test/support/factories.ts';

const PASSWORD = 'a long pass phrase';

describe('accounts', () => {
  const fixture = useApi();
  const mail = () => `${crypto.randomUUID()}@test.example`;
  const register = (given: object = {}) =>
    fixture.api.post('/v1/auth/register', { body: { email: mail(), password: PASSWORD, name: 'Ada', ...given } });
  const logIn = (email: string, password = PASSWORD) =>
    fixture.api.post('/v1/auth/login', { body: { email, password } });
  const suspend = (id: string) => fixture.orm.em.fork().nativeUpdate(Account, { id }, { status: 'suspended' });

  describe('registering', () => {
    it('opens a consumer account and signs it in', async () => {
      const { status, body, headers } = await register({ email: 'Ada.Lovelace@Test.Example', name: '  Ada ' });
      expect(status).to.equal(201);
      expect(headers['cache-control']).to.equal('no-store');
      expect(body.account).to.deep.include({ email: 'ada.lovelace@test.example', name: 'Ada', roles: ['consumer'] });
      expect(body).to.include({ tokenType: 'Bearer' });
      expect(body.expiresInSeconds).to.be.within(890, 900);
      const me = await fixture.api.get('/v1/auth/me', { as: body.accessToken });
      expect(me.status).to.equal(200);
      expect(me.body).to.deep.equal(body.account);
    });

    it('refuses an address that has an account, in whatever case it is written', async () => {
      const email = mail();
      expect((await register({ email })).status).to.equal(201);
      expect(await register({ email: email.toUpperCase() })).to.be.problem(409, 'email_taken');
    });

    it('opens one account when two ask for the same address at once', async () => {
      const email = mail();
      const answers = await Promise.all(Array.from({ length: 4 }, () => register({ email })));
      expect(answers.map(({ status }) => status)).to.have.members([201, 409, 409, 409]);
    });

    it('names every wrong field and lets nobody choose roles', async () => {
      const answer = await register({ email: 'nobody', password: 'short', roles: ['admin'] });
      expect(answer).to.be.problem(400, 'validation_failed');
      expect(answer.body.errors.map(({ path }: { path: string }) => path)).to.have.members([
        '/email',
        '/password',
        '/roles',
      ]);
    });

    it('keeps the password as a hash only', async () => {
      const { body } = await register();
      const { passwordHash } = await fixture.orm.em.fork().findOneOrFail(Account, body.account.id);
      expect(passwordHash).to.match(/^\$argon2id\$/);
    });
  });

  describe('signing in', () => {
    it('takes the right password for the address in any case', async () => {
      const { body } = await register();
      const answer = await logIn(body.account.email.toUpperCase());
      expect(answer.status).to.equal(200);
      expect(answer.body.account).to.deep.equal(body.account);
    });

    it('answers a wrong password and an unknown address alike', async () => {
      const { body } = await register();
      const wrong = await logIn(body.account.email, 'not the password');
      const unknown = await logIn(mail());
      expect(wrong).to.be.problem(401, 'unauthenticated');
      const shown = ({ status, body: { instance: _instance, ...rest }, headers }: typeof wrong) => {
        const { date: _date, 'x-request-id': _id, ...others } = headers;
        return { status, rest, others };
      };
      expect(shown(unknown)).to.deep.equal(shown(wrong));
    });

    it('does the work of a hash for an unknown address, too', async () => {
      const { body } = await register();
      const fastest = async (email: () => string): Promise<number> => {
        const times: number[] = [];
        for (let round = 0; round < 7; round += 1) {
          const startedAt = performance.now();
          expect((await logIn(email(), 'not the password')).status).to.equal(401);
          times.push(performance.now() - startedAt);
        }
        return Math.min(...times);
      };
      const wrong = await fastest(() => body.account.email);
      expect(await fastest(mail)).to.be.greaterThan(wrong / 2);
    });

    it('refuses an account without a usable password', async () => {
      const email = mail();
      await insertAccount(fixture.orm.em.fork(), { email });
      expect(await logIn(email, '!')).to.be.problem(401, 'unauthenticated');
    });

    it('names the provider that the account runs', async () => {
      const em = fixture.orm.em.fork();
      const email = mail();
      const account = await insertAccount(em, {
        email,
        passwordHash: await hashPassword(PASSWORD),
        roles: ['provider', 'consumer'],
      });
      const provider = await insertProvider(em, { account });
      const { body } = await logIn(email);
      expect(body.account).to.deep.include({ providerId: provider.id, roles: ['consumer', 'provider'] });
    });
  });

  describe('a suspended account', () => {
    it('cannot sign in, go on or use its access token', async () => {
      const { body } = await register();
      await suspend(body.account.id);
      expect(await logIn(body.account.email)).to.be.problem(401, 'unauthenticated');
      const refreshed = await fixture.api.post('/v1/auth/refresh', { body: { refreshToken: body.refreshToken } });
      expect(refreshed).to.be.problem(401, 'unauthenticated');
      expect(await fixture.api.get('/v1/auth/me', { as: body.accessToken })).to.be.problem(401, 'unauthenticated');
    });

    it('is told so only with its password', async () => {
      const { body } = await register();
      await suspend(body.account.id);
      const { detail } = (await logIn(mail())).body;
      expect((await logIn(body.account.email, 'not the password')).body.detail).to.equal(detail);
    });
  });

  describe('showing who is signed in', () => {
    it('needs a token', async () => {
      expect(await fixture.api.get('/v1/auth/me')).to.be.problem(401, 'unauthenticated');
    });

    it('refuses the token of an account that is gone', async () => {
      const token = await fixture.tokenOf(crypto.randomUUID());
      expect(await fixture.api.get('/v1/auth/me', { as: token })).to.be.problem(401, 'unauthenticated');
    });
  });
});
