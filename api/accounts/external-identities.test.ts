import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { Account } from '#db/entities/account.entity.ts';
import { ExternalIdentity } from '#db/entities/external-identity.entity.ts';
import { UNUSABLE_PASSWORD } from '#platform/password.ts';
import { useApi } from '#test/support/api.ts';
import { auditOf } from '#test/support/audit.ts';
import { insertAccount } from '#test/support/factories.ts';
import { useIssuer } from '#test/support/oidc-issuer.ts';
import { createExternalIdentities } from './external-identities.ts';

describe('external identities', () => {
  const issuer = useIssuer();
  const settings = () => ({ PROXIE_OIDC_ISSUER: issuer.url, PROXIE_OIDC_AUDIENCE: issuer.audience });
  const fixture = useApi({ settings });
  const other = useApi({ settings, orm: () => fixture.orm });
  const cold = useApi({ settings, orm: () => fixture.orm }); // has no keys of the issuer yet
  const em = () => fixture.orm.em.fork();
  const mail = () => `${randomUUID()}@test.example`;
  const me = async (claims: object) => {
    const answer = await fixture.api.get('/v1/auth/me', { as: await issuer.sign({ claims: { ...claims } }) });
    expect(answer.status).to.equal(200);
    return answer.body;
  };
  const rowOf = (id: string) => fixture.orm.em.execute('select * from accounts where id = ?', [id]);
  const count = () => Promise.all([em().count(Account), em().count(ExternalIdentity)]);

  it('open a consumer’s account at the first call and find it again at the next', async () => {
    const sub = randomUUID();
    const account = await me({ sub, name: '  Ada\tMoreno ' });
    expect(account).to.deep.include({ email: null, name: 'Ada Moreno', roles: ['consumer'], providerId: null });
    const before = await count();
    expect(await me({ sub, name: 'Somebody Else' })).to.deep.equal(account);
    expect(await count()).to.deep.equal(before);
  });

  it('open one account however many first calls come at once, in however many processes', async () => {
    const sub = randomUUID();
    const [accounts, identities] = await count();
    const entries = await auditOf(fixture).entries({ operationId: 'openForeignAccount' });
    const tokens = await Promise.all(
      Array.from({ length: 40 }, (_, index) => issuer.sign({ claims: { sub, jti: `${index}` } })),
    );
    const answers = await Promise.all(
      tokens.map((as, index) => (index % 2 ? fixture : other).api.get('/v1/auth/me', { as })),
    );
    expect(new Set(answers.map(({ status }) => status))).to.deep.equal(new Set([200]));
    expect(new Set(answers.map(({ body }) => body.id)).size).to.equal(1);
    expect(await count()).to.deep.equal([accounts + 1, identities + 1]);
    expect(await auditOf(fixture).entries({ operationId: 'openForeignAccount' })).to.have.length(entries.length + 1);
  });

  it('leave an entry in the audit for the account, once, with nothing of what the issuer says', async () => {
    const [sub, email] = [`canary-${randomUUID()}`, `canary-${mail()}`];
    let id = '';
    const found = await auditOf(fixture).since(async () => {
      for (let i = 0; i < 2; i += 1) ({ id } = await me({ sub, email, email_verified: true, name: 'Canary' }));
    });
    expect(found).to.have.length(1);
    expect(found[0]).to.deep.include({
      operationId: 'openForeignAccount',
      side: 'consumer',
      actorId: id,
      resourceType: 'accounts',
      resourceId: id,
      outcome: 'succeeded',
      status: 201,
      mailHash: null,
      reason: null,
    });
    const text = JSON.stringify(found).toLowerCase();
    for (const foreign of ['canary', issuer.url, sub, email]) expect(text).not.to.include(foreign);
  });

  it('open no account whose entry in the audit cannot be written', async () => {
    const as = await issuer.sign({ claims: { sub: randomUUID() } });
    const before = await count();
    await auditOf(fixture).whileDown(async () =>
      expect(await fixture.api.get('/v1/auth/me', { as })).to.be.problem(503, 'unavailable'),
    );
    expect(await count()).to.deep.equal(before);
    expect((await fixture.api.get('/v1/auth/me', { as })).status).to.equal(200);
  });

  it('call somebody without a name a new user', async () => {
    expect((await me({ sub: randomUUID() })).name).to.equal('New user');
  });

  it('take over a mail address that the issuer has verified and nobody has', async () => {
    const email = mail();
    expect((await me({ sub: randomUUID(), email: email.toUpperCase(), email_verified: true })).email).to.equal(email);
    expect((await me({ sub: randomUUID(), email: mail(), email_verified: false })).email).to.equal(null);
  });

  it('never lead into an account that was there before, whoever has its mail address', async () => {
    const email = mail();
    const victim = await insertAccount(em(), { email, roles: ['consumer', 'admin'] });
    const before = await rowOf(victim);
    const account = await me({ sub: randomUUID(), email, email_verified: true, preferred_username: email });
    expect(account.id).not.to.equal(victim);
    expect(account).to.deep.include({ email: null, roles: ['consumer'] });
    expect(await rowOf(victim)).to.deep.equal(before);
    expect(await em().count(ExternalIdentity, { account: victim })).to.equal(0);
  });

  it('do not take the subject of one issuer for that of another, nor for the id of an account', async () => {
    const accountOf = createExternalIdentities(fixture.orm);
    const subject = await insertAccount(em());
    const ids = [
      await accountOf({ issuer: 'https://one.example', subject }),
      await accountOf({ issuer: 'https://two.example', subject }),
      await accountOf({ issuer: 'https://one.example', subject: subject.toUpperCase() }),
    ];
    expect(new Set([subject, ...ids]).size).to.equal(4);
  });

  it('have the roles and the standing of the account, whatever the issuer says', async () => {
    const sub = randomUUID();
    const claims = { sub, roles: ['admin'], scope: 'admin', groups: ['admin'], status: 'active' };
    const { id, roles } = await me(claims);
    expect(roles).to.deep.equal(['consumer']);
    await em().nativeUpdate(Account, { id }, { roles: ['consumer', 'admin'] });
    expect((await me({ sub })).roles).to.deep.equal(['consumer', 'admin']);
    await em().nativeUpdate(Account, { id }, { status: 'suspended' });
    const answer = await other.api.get('/v1/auth/me', { as: await issuer.sign({ claims }) });
    expect(answer).to.be.problem(401, 'unauthenticated');
  });

  it('give no password that anybody could sign in with', async () => {
    const email = mail();
    const { id } = await me({ sub: randomUUID(), email, email_verified: true });
    expect((await em().findOneOrFail(Account, id)).passwordHash).to.equal(UNUSABLE_PASSWORD);
    for (const password of [UNUSABLE_PASSWORD, 'a long pass phrase', email]) {
      const answer = await fixture.api.post('/v1/auth/login', { body: { email, password } });
      expect(answer).to.be.problem(401, 'unauthenticated');
    }
  });

  it('go with their account', async () => {
    const { id } = await me({ sub: randomUUID() });
    await em().nativeDelete(Account, { id });
    expect(await em().count(ExternalIdentity, { account: id })).to.equal(0);
  });

  it('are not made for a token that is refused, nor while the issuer is down', async () => {
    const before = await count();
    const idToken = await issuer.sign({ claims: { sub: randomUUID(), nonce: 'n' } });
    expect(await fixture.api.get('/v1/auth/me', { as: idToken })).to.be.problem(401, 'unauthenticated');
    await issuer.stop();
    const answer = await cold.api.get('/v1/auth/me', { as: await issuer.sign() });
    expect(answer).to.be.problem(503, 'unavailable');
    expect(await count()).to.deep.equal(before);
    await issuer.start();
  });
});
