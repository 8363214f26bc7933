import { hash } from 'node:crypto';
import { expect } from 'chai';
import { Account } from '#db/entities/account.entity.ts';
import { RefreshToken } from '#db/entities/refresh-token.entity.ts';
import { cheapHash } from '#test/support/cheap-hash.ts';
import type { Orm } from '#db/transaction.ts';
import { createRefreshSuccessors } from '#platform/refresh-successors.ts';
import { useApi } from '#test/support/api.ts';
import { insertAccount } from '#test/support/factories.ts';
import { until } from '#test/support/until.ts';
import { createRefreshTokens } from './refresh-tokens.ts';

const PASSWORD = 'a long pass phrase';

describe('refresh tokens', () => {
  const fixture = useApi();
  const email = 'refresh@test.example';
  let accountId: string;

  before(async () => {
    const passwordHash = await cheapHash(PASSWORD);
    accountId = await insertAccount(fixture.orm.em.fork(), { email, passwordHash });
  });

  const logIn = async (): Promise<string> =>
    (await fixture.api.post('/v1/auth/login', { body: { email, password: PASSWORD } })).body.refreshToken;
  const refresh = (refreshToken: string) => fixture.api.post('/v1/auth/refresh', { body: { refreshToken } });
  /** Puts every use so far behind the grace. */
  const passGrace = async (): Promise<void> => {
    const { refreshGraceMs } = fixture.config.auth;
    await fixture.orm.em.execute(
      `update refresh_tokens set used_at = used_at - ? * interval '1 millisecond' where used_at is not null`,
      [refreshGraceMs],
    );
  };
  const lockWaits = async (): Promise<number> => {
    const [{ count = 0 } = {}]: { count?: number }[] = await fixture.orm.em.execute(
      `select count(*)::int from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return count;
  };
  const familySize = async (token: string): Promise<number> => {
    const em = fixture.orm.em.fork();
    const { familyId } = await em.findOneOrFail(RefreshToken, { tokenHash: hash('sha256', token, 'hex') });
    return em.count(RefreshToken, { familyId });
  };
  const tokensOver = (em: Orm['em']) =>
    createRefreshTokens({
      orm: { em },
      refreshTtlMs: fixture.config.auth.refreshTtlMs,
      graceMs: fixture.config.auth.refreshGraceMs,
      successorOf: createRefreshSuccessors(fixture.config.cursorSecret),
    });
  const logOut = (refreshToken: string) => fixture.api.post('/v1/auth/logout', { body: { refreshToken } });

  it('are exchanged for a session with a new one', async () => {
    const token = await logIn();
    const { status, body } = await refresh(token);
    expect(status).to.equal(200);
    expect(body.refreshToken).to.be.a('string').and.not.equal(token);
    expect(body.account.id).to.equal(accountId);
    expect((await fixture.api.get('/v1/auth/me', { as: body.accessToken })).status).to.equal(200);
    expect((await refresh(body.refreshToken)).status).to.equal(200);
  });

  it('end their whole family when one is used again, and no other login', async () => {
    const [stolen, other] = [await logIn(), await logIn()];
    const { body } = await refresh(stolen);
    await passGrace();
    expect(await refresh(stolen)).to.be.problem(401, 'unauthenticated');
    expect(await refresh(body.refreshToken)).to.be.problem(401, 'unauthenticated');
    expect((await refresh(other)).status).to.equal(200);
  });

  it('have one successor, however many use the same at once', async () => {
    for (const rivals of [2, 10]) {
      const token = await logIn();
      const answers = await Promise.all(Array.from({ length: rivals }, () => refresh(token)));
      expect(answers.map(({ status }) => status)).to.deep.equal(Array.from({ length: rivals }, () => 200));
      const [successor, ...others] = new Set(answers.map(({ body }) => body.refreshToken));
      expect(others).to.deep.equal([]);
      expect(await familySize(successor)).to.equal(2);
      expect((await refresh(successor)).status).to.equal(200);
    }
  });

  describe('that were used a moment ago', () => {
    it('are answered with the same successor, which makes no second', async () => {
      const token = await logIn();
      const successor = (await refresh(token)).body.refreshToken;
      const again = await refresh(token);
      expect([again.status, again.body.refreshToken]).to.deep.equal([200, successor]);
      expect((await fixture.api.get('/v1/auth/me', { as: again.body.accessToken })).status).to.equal(200);
      expect(await familySize(successor)).to.equal(2);
    });

    it('are answered with the newest token, where their successor has been used, too', async () => {
      const token = await logIn();
      const successor = (await refresh(token)).body.refreshToken;
      const newest = (await refresh(successor)).body.refreshToken;
      expect((await refresh(token)).body.refreshToken).to.equal(newest);
      expect(await familySize(newest)).to.equal(3);
    });

    it('end the login when they come back after the grace', async () => {
      const token = await logIn();
      const successor = (await refresh(token)).body.refreshToken;
      expect((await refresh(token)).status).to.equal(200);
      await passGrace();
      expect(await refresh(token)).to.be.problem(401, 'unauthenticated');
      expect(await refresh(successor)).to.be.problem(401, 'unauthenticated');
    });

    it('are not good any more when their login is over', async () => {
      const token = await logIn();
      const successor = (await refresh(token)).body.refreshToken;
      await logOut(successor);
      expect(await refresh(token)).to.be.problem(401, 'unauthenticated');
    });

    it('are not good while their account is suspended, and end nothing', async () => {
      const token = await logIn();
      const successor = (await refresh(token)).body.refreshToken;
      const em = fixture.orm.em.fork();
      await em.nativeUpdate(Account, { id: accountId }, { status: 'suspended' });
      expect(await refresh(token)).to.be.problem(401, 'unauthenticated');
      await em.nativeUpdate(Account, { id: accountId }, { status: 'active' });
      expect((await refresh(successor)).status).to.equal(200);
    });

    it('are not good where the grace is none', async () => {
      const { refreshTtlMs } = fixture.config.auth;
      const successorOf = createRefreshSuccessors('only-for-this-test');
      const strict = createRefreshTokens({ orm: fixture.orm, refreshTtlMs, graceMs: 0, successorOf });
      const token = await logIn();
      const rotated = await strict.rotate(token);
      expect(await strict.rotate(token)).to.equal(undefined);
      expect(await strict.rotate(rotated?.token ?? '')).to.equal(undefined);
    });
  });

  it('leave nothing alive when a used one comes while the newest is being exchanged', async () => {
    const used = await logIn();
    const newest = (await refresh(used)).body.refreshToken;
    await passGrace();
    const [exchanged, reuse] = await fixture.orm.em.fork().transactional(async (em) => {
      const next = await tokensOver(em).rotate(newest);
      const meanwhile = refresh(used); // cannot see what this transaction has inserted
      await until('the family to be locked', async () => (await lockWaits()) > 0);
      return [next, meanwhile] as const;
    });
    expect(await reuse).to.be.problem(401, 'unauthenticated');
    expect(await refresh(exchanged?.token ?? '')).to.be.problem(401, 'unauthenticated');
  });

  it('stop working at their end', async () => {
    const token = await logIn();
    const past = new Date(Date.now() - 1);
    await fixture.orm.em.fork().nativeUpdate(RefreshToken, { account: accountId, usedAt: null }, { expiresAt: past });
    expect(await refresh(token)).to.be.problem(401, 'unauthenticated');
  });

  it('are good for the configured time, counted anew from each exchange', async () => {
    const ttlMs = fixture.config.auth.refreshTtlMs;
    const { body } = await refresh(await logIn());
    expect(body.refreshToken).to.have.length(43); // 32 random bytes
    const [newest] = await fixture.orm.em
      .fork()
      .find(RefreshToken, { account: accountId }, { orderBy: { createdAt: -1 }, limit: 1 });
    expect(newest!.expiresAt.getTime() - newest!.createdAt.getTime()).to.equal(ttlMs);
  });

  it('are kept as hashes only', async () => {
    const token = await logIn();
    const rows = await fixture.orm.em.fork().find(RefreshToken, { account: accountId });
    expect(rows).to.not.have.length(0);
    expect(JSON.stringify(rows)).to.not.include(token);
    for (const { tokenHash } of rows) expect(tokenHash).to.match(/^[0-9a-f]{64}$/);
  });

  it('are refused when nobody gave them out', async () => {
    expect(await refresh('never-given-out')).to.be.problem(401, 'unauthenticated');
  });

  it('are not given out for an account that is suspended in this moment', async () => {
    const em = fixture.orm.em.fork();
    const suspended = await insertAccount(em, { status: 'suspended' });
    expect(await tokensOver(em).issue(em, suspended)).to.equal(undefined);
    expect(await em.count(RefreshToken, { account: suspended })).to.equal(0);
  });

  it('still work after their account was suspended for a while', async () => {
    const token = await logIn();
    const em = fixture.orm.em.fork();
    await em.nativeUpdate(Account, { id: accountId }, { status: 'suspended' });
    expect(await refresh(token)).to.be.problem(401, 'unauthenticated');
    await em.nativeUpdate(Account, { id: accountId }, { status: 'active' });
    expect((await refresh(token)).status).to.equal(200);
  });

  describe('signing out', () => {
    it('ends the login that the token belongs to, and no other', async () => {
      const [first, other] = [await logIn(), await logIn()];
      const { body } = await refresh(first);
      const { status, body: nothing } = await logOut(body.refreshToken);
      expect([status, nothing]).to.deep.equal([204, undefined]);
      expect(await refresh(body.refreshToken)).to.be.problem(401, 'unauthenticated');
      expect((await refresh(other)).status).to.equal(200);
    });

    it('is no mistake the second time or with an unknown token', async () => {
      const token = await logIn();
      expect((await logOut(token)).status).to.equal(204);
      expect((await logOut(token)).status).to.equal(204);
      expect((await logOut('never-given-out')).status).to.equal(204);
    });

    it('is answered however many end the same login at once', async () => {
      let token = await logIn();
      const family = [token];
      for (let step = 0; step < 5; step += 1) {
        token = (await refresh(token)).body.refreshToken;
        family.push(token);
      }
      const answers = await Promise.all(
        [...family, ...family].map((each, index) => (index % 2 ? logOut(each) : refresh(each))),
      );
      for (const { status } of answers) expect(status).to.be.oneOf([200, 204, 401]);
      expect(await refresh(token)).to.be.problem(401, 'unauthenticated');
    });
  });
});
