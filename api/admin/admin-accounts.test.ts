import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { Account } from '#db/entities/account.entity.ts';
import { cheapHash } from '#test/support/cheap-hash.ts';
import { useApi } from '#test/support/api.ts';
import { auditOf } from '#test/support/audit.ts';
import { insertAccount, insertProvider } from '#test/support/factories.ts';
import { client } from '#test/support/http.ts';
import { peopleOf, type SignedIn } from '#test/support/people.ts';
import { until } from '#test/support/until.ts';
import { createAccountAdministration } from './admin-accounts.writes.ts';

const PASSWORD = 'a long pass phrase';
const reason = 'two providers report the same abuse';

describe('the administration of accounts', () => {
  const fixture = useApi();
  /** A second process over the same database: it hears of nothing and has to notice. */
  const second = useApi({ orm: () => fixture.orm });
  const em = () => fixture.orm.em.fork();
  const row = (id: string) => em().findOneOrFail(Account, id);
  const act = (as: SignedIn, id: string, what: string, body: object = { reason }) =>
    fixture.api.post(`/v1/admin/accounts/${id}/${what}`, { as, body });
  let admin: SignedIn;

  before(async () => {
    admin = await peopleOf(fixture).admin();
  });

  /** An account with a login. */
  async function useUser(roles: Account['roles'] = ['consumer']) {
    const email = `${randomUUID()}@test.example`;
    const id = await insertAccount(em(), { email, roles, passwordHash: await cheapHash(PASSWORD) });
    const logIn = () => fixture.api.post('/v1/auth/login', { body: { email, password: PASSWORD } });
    const { accessToken, refreshToken } = (await logIn()).body;
    const refresh = () => fixture.api.post('/v1/auth/refresh', { body: { refreshToken } });
    const me = (at = fixture.url) => client(at).get('/v1/auth/me', { as: accessToken });
    return { id, email, accountId: id, token: accessToken as string, logIn, refresh, me };
  }

  describe('suspending', () => {
    it('ends tokens, logins and refreshing at once here, and within five seconds in every other process', async () => {
      const user = await useUser();
      expect((await user.me(second.url)).status).to.equal(200);
      const answer = await act(admin, user.id, 'suspend');
      expect(answer.status).to.equal(200);
      expect(answer.body).to.include({ id: user.id, status: 'suspended', openLogins: 0 });
      const refused = await user.me();
      expect(refused).to.be.problem(401, 'unauthenticated');
      expect(await user.refresh()).to.be.problem(401, 'unauthenticated');
      expect(await user.logIn()).to.be.problem(401, 'unauthenticated');
      await until('the other process to notice', async () => (await user.me(second.url)).status === 401, 5_000);
    });

    it('leaves the logins from before ended when it is taken back', async () => {
      const user = await useUser();
      await act(admin, user.id, 'suspend');
      const answer = await act(admin, user.id, 'reinstate', { reason: 'it was a mix-up' });
      expect(answer.body).to.include({ status: 'active', openLogins: 0 });
      expect((await user.me()).status).to.equal(200);
      expect(await user.refresh()).to.be.problem(401, 'unauthenticated');
      expect((await user.logIn()).status).to.equal(200);
    });

    it('is refused where nothing would change', async () => {
      const user = await useUser();
      expect(await act(admin, user.id, 'reinstate')).to.be.problem(409, 'conflict');
      await act(admin, user.id, 'suspend');
      const before = await row(user.id);
      expect(await act(admin, user.id, 'suspend')).to.be.problem(409, 'conflict');
      expect(await row(user.id)).to.deep.equal(before);
    });
  });

  it('ends every login of an account, which stays as it is', async () => {
    const user = await useUser();
    await user.logIn();
    const before = await row(user.id);
    expect((await fixture.api.get(`/v1/admin/accounts/${user.id}`, { as: admin })).body.openLogins).to.equal(2);
    expect((await act(admin, user.id, 'sign-out')).body).to.include({ status: 'active', openLogins: 0 });
    expect(await user.refresh()).to.be.problem(401, 'unauthenticated');
    expect(await row(user.id)).to.deep.equal(before);
    expect((await user.logIn()).status).to.equal(200);
  });

  describe('roles', () => {
    it('make an operator and take that back, in every process within five seconds', async () => {
      const user = await useUser();
      const isOperator = async (at: string) =>
        (await client(at).get('/v1/admin/accounts', { as: user.token })).status === 200;
      expect(await isOperator(second.url)).to.equal(false);
      const granted = await act(admin, user.id, 'roles', { grant: ['admin'], reason });
      expect(granted.body.roles).to.deep.equal(['consumer', 'admin']);
      expect(await isOperator(fixture.url)).to.equal(true);
      await until('the other process to notice', () => isOperator(second.url), 5_000);
      const revoked = await act(admin, user.id, 'roles', { revoke: ['admin'], reason });
      expect(revoked.body.roles).to.deep.equal(['consumer']);
      expect(await isOperator(fixture.url)).to.equal(false);
      await until('the other process to notice', async () => !(await isOperator(second.url)), 5_000);
    });

    it('other than admin are not given by hand, and never two ways at once', async () => {
      const user = await useUser();
      const before = await row(user.id);
      for (const body of [
        { grant: ['provider'], reason },
        { grant: ['consumer'], reason },
        { revoke: ['consumer'], reason },
        { grant: ['admin'], revoke: ['admin'], reason },
        { grant: [], reason },
        { reason },
      ]) {
        expect(await act(admin, user.id, 'roles', body), JSON.stringify(body)).to.be.problem(400, 'validation_failed');
      }
      expect(await row(user.id)).to.deep.equal(before);
    });
  });

  describe('is noted', () => {
    it('in the same transaction, once, with its reason', async () => {
      const user = await useUser();
      const found = await auditOf(fixture).since(async () => {
        await act(admin, user.id, 'suspend', { reason: '  the reason  ' });
        await act(admin, user.id, 'reinstate');
        await act(admin, user.id, 'roles', { grant: ['admin'], reason });
        await act(admin, user.id, 'sign-out');
      });
      expect(found.map(({ operationId }) => operationId)).to.deep.equal([
        'suspendAccount',
        'reinstateAccount',
        'changeAccountRoles',
        'signOutAccount',
      ]);
      expect(found[0]).to.include({
        reason: 'the reason',
        side: 'admin',
        actorId: admin.accountId,
        resourceId: user.id,
      });
      expect(found[0]?.ip).to.match(/127\.0\.0\.1$/);
    });

    it('and done once, also when the attempt before died after its commit', async () => {
      const { orm, deps } = fixture;
      const administration = createAccountAdministration({ orm, accountChanges: deps.accountChanges });
      const user = await useUser();
      const by = {
        side: 'admin',
        actorId: admin.accountId,
        reason,
        requestId: 'again',
        commandId: randomUUID(),
      } as const;
      const found = await auditOf(fixture).since(async () => {
        await administration.suspend(user.id, by);
        const before = await row(user.id);
        await administration.suspend(user.id, by);
        expect(await row(user.id)).to.deep.equal(before);
      });
      expect(found).to.have.length(1);
    });

    it('or does not happen', async () => {
      const user = await useUser();
      const before = await row(user.id);
      await em().execute('alter table audit_entries add constraint closed check (false) not valid');
      expect((await act(admin, user.id, 'suspend')).status).to.equal(500);
      await em().execute('alter table audit_entries drop constraint closed');
      expect(await row(user.id)).to.deep.equal(before);
      expect((await user.refresh()).status).to.equal(200);
    });
  });

  describe('shows', () => {
    it('one account by its id or its mail address in whatever case, and never its password', async () => {
      const user = await useUser();
      const { id: providerId, accountId } = await insertProvider(em());
      const byId = await fixture.api.get(`/v1/admin/accounts/${user.id}`, { as: admin });
      expect(byId.body).to.deep.include({
        id: user.id,
        email: user.email,
        roles: ['consumer'],
        status: 'active',
        openLogins: 1,
      });
      expect(byId.body.mailHash).to.equal(fixture.deps.mailHash(user.email));
      const find = (email: string) => fixture.api.post('/v1/admin/account-searches', { as: admin, body: { email } });
      expect((await find(user.email.toUpperCase())).body).to.deep.equal(byId.body);
      expect(JSON.stringify(byId.body)).not.to.match(/password|argon/i);
      expect((await fixture.api.get(`/v1/admin/accounts/${accountId}`, { as: admin })).body.providerId).to.equal(
        providerId,
      );
      expect(await find(`no-${user.email}`)).to.be.problem(404, 'not_found');
      expect(await fixture.api.get(`/v1/admin/accounts/${randomUUID()}`, { as: admin })).to.be.problem(
        404,
        'not_found',
      );
    });

    it('pages of accounts by role and status, each account once, with a constant number of statements', async () => {
      const made = new Set<string>();
      for (let i = 0; i < 7; i += 1) {
        made.add(await insertAccount(em(), { status: 'suspended', roles: ['consumer', 'provider'] }));
      }
      const seen: string[] = [];
      const counts = new Set<number>();
      let cursor: string | null = '';
      while (cursor !== null) {
        fixture.takeStatements();
        const path: string = `/v1/admin/accounts?status=suspended&role=provider&limit=3${cursor && `&cursor=${cursor}`}`;
        const { body } = await fixture.api.get(path, { as: admin });
        counts.add(fixture.takeStatements().length);
        seen.push(...body.items.map(({ id }: { id: string }) => id));
        cursor = body.nextCursor as string | null;
      }
      expect(seen).to.have.members([...made]);
      expect(Math.max(...counts)).to.be.at.most(3); // the page, who asks, and the audit
    });
  });

  it('is for operators only', async () => {
    const [consumer, provider] = [await peopleOf(fixture).consumer(), await peopleOf(fixture).provider()];
    const before = await row(consumer.accountId);
    const base = `/v1/admin/accounts`;
    const id = consumer.accountId;
    for (const [method, path] of [
      ['GET', base],
      ['GET', `${base}/${id}`],
      ['POST', '/v1/admin/account-searches'],
      ...['suspend', 'reinstate', 'roles', 'sign-out'].map((what) => ['POST', `${base}/${id}/${what}`]),
      ['GET', '/v1/admin/audit'],
    ] as [string, string][]) {
      const body = method === 'POST' ? { reason, grant: ['admin'] } : undefined;
      expect(await fixture.api.send(method, path, { body }), path).to.be.problem(401, 'unauthenticated');
      for (const as of [consumer, provider]) {
        expect(await fixture.api.send(method, path, { as, body }), path).to.be.problem(403, 'forbidden');
      }
    }
    expect(await row(consumer.accountId)).to.deep.equal(before);
  });
});
