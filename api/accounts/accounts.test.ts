import { expect } from 'chai';
import { Account } from '#db/entities/account.entity.ts';
import { cheapHash } from '#test/support/cheap-hash.ts';
import { tellingParts } from '#test/support/alike.ts';
import { useApi } from '#test/support/api.ts';
import { insertAccount, insertProvider } from '#test/support/factories.ts';
import { countHashes } from '#test/support/hashes.ts';

const PASSWORD = 'a long pass phrase';

describe('accounts', () => {
  const fixture = useApi();
  const mail = () => `${crypto.randomUUID()}@test.example`;
  const em = () => fixture.orm.em.fork();
  const logIn = (email: string, password = PASSWORD) =>
    fixture.api.post('/v1/auth/login', { body: { email, password } });
  /** Somebody with an account and a session. */
  const signedUp = async () => {
    const email = mail();
    await insertAccount(em(), { email, passwordHash: await cheapHash(PASSWORD) });
    return logIn(email);
  };
  const suspend = (id: string) => fixture.orm.em.fork().nativeUpdate(Account, { id }, { status: 'suspended' });

  describe('signing in', () => {
    it('takes the right password for the address in any case', async () => {
      const { body } = await signedUp();
      const answer = await logIn(body.account.email.toUpperCase());
      expect(answer.status).to.equal(200);
      expect(answer.body.account).to.deep.equal(body.account);
    });

    it('answers a wrong password and an unknown address alike', async () => {
      const { body } = await signedUp();
      const wrong = await logIn(body.account.email, 'not the password');
      const unknown = await logIn(mail());
      expect(wrong).to.be.problem(401, 'unauthenticated');
      expect(tellingParts(unknown)).to.deep.equal(tellingParts(wrong));
    });

    it('does the same work whether the password is wrong, there is none, or nobody has the address', async () => {
      const { body } = await signedUp();
      const withoutPassword = mail();
      await insertAccount(em(), { email: withoutPassword });
      const work = async (email: string) => {
        fixture.takeStatements();
        const hashes = await countHashes(() => logIn(email, 'not the password'));
        return { hashes, statements: fixture.takeStatements() };
      };
      const wrong = await work(body.account.email);
      expect(wrong.hashes).to.equal(1);
      expect(wrong.statements).not.to.have.length(0);
      expect(await work(withoutPassword)).to.deep.equal(wrong);
      expect(await work(mail())).to.deep.equal(wrong);
      await suspend(body.account.id);
      expect(await work(body.account.email)).to.deep.equal(wrong);
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
        passwordHash: await cheapHash(PASSWORD),
        roles: ['provider', 'consumer'],
      });
      const provider = await insertProvider(em, { account });
      const { body } = await logIn(email);
      expect(body.account).to.deep.include({ providerId: provider.id, roles: ['consumer', 'provider'] });
    });
  });

  describe('a suspended account', () => {
    it('cannot sign in, go on or use its access token', async () => {
      const { body } = await signedUp();
      await suspend(body.account.id);
      expect(await logIn(body.account.email)).to.be.problem(401, 'unauthenticated');
      const refreshed = await fixture.api.post('/v1/auth/refresh', { body: { refreshToken: body.refreshToken } });
      expect(refreshed).to.be.problem(401, 'unauthenticated');
      expect(await fixture.api.get('/v1/auth/me', { as: body.accessToken })).to.be.problem(401, 'unauthenticated');
    });

    it('is told so only with its password', async () => {
      const { body } = await signedUp();
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
