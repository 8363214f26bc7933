import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { authorizationOf, createAuthenticator, type Account, type Authenticator } from './auth.ts';
import { Problem } from './problem.ts';
import { createTokenIssuer, toKey } from './tokens.ts';

const newKey = (kid: string) => ({ kid, secret: randomBytes(32).toString('base64') });
const keys = [newKey('new'), newKey('old')] as const;
const settings = { keys, issuer: 'proxie', audience: 'proxie-api', accessTtlMs: 900_000 };

describe('the authenticator', () => {
  const account: Account = { id: randomUUID(), roles: ['provider'], status: 'active', providerId: 'p1' };
  let accounts: Map<string, Account>;
  let lookUps: number;
  let nowMs: number;
  let authenticator: Authenticator;
  const now = (): number => nowMs;
  const issue = createTokenIssuer(settings, now);

  beforeEach(() => {
    nowMs = Date.now();
    accounts = new Map([[account.id, account]]);
    lookUps = 0;
    authenticator = createAuthenticator({ ...settings, now, accounts: lookUp });
  });

  async function lookUp(id: string): Promise<Account | undefined> {
    lookUps += 1;
    return accounts.get(id);
  }
  const identify = (token: string) => authenticator.identify(`Bearer ${token}`);
  async function refuses(authorization: string): Promise<void> {
    const outcome = await authenticator.identify(authorization).catch((error: unknown) => error);
    expect(outcome, authorization).to.be.instanceOf(Problem);
    expect(outcome).to.include({ code: 'unauthenticated', status: 401 });
    expect((outcome as Problem).headers['WWW-Authenticate']).to.match(/^Bearer realm="proxie", error="invalid_token"/);
  }
  const sign = (change: {
    header?: object;
    claims?: JWTPayload;
    key?: { kid: string; secret: string };
  }): Promise<string> => {
    const seconds = Math.floor(nowMs / 1_000);
    const standard = { iss: 'proxie', aud: 'proxie-api', sub: account.id, iat: seconds, exp: seconds + 60 };
    return new SignJWT({ ...standard, ...change.claims })
      .setProtectedHeader({ alg: 'HS256', kid: 'new', typ: 'at+jwt', ...change.header })
      .sign(toKey(change.key ?? keys[0]));
  };

  it('knows the caller of a good token as the database has it now', async () => {
    const { token, expiresAtMs } = await issue(account.id);
    expect(expiresAtMs - nowMs).to.be.within(899_000, 900_000);
    expect(await identify(token)).to.deep.equal({ id: account.id, roles: ['consumer', 'provider'], providerId: 'p1' });
  });
  it('knows nobody without a token', async () => {
    expect(await authenticator.identify(undefined)).to.equal(undefined);
  });
  it('takes every key of the ring and signs with the first', async () => {
    expect((await identify(await sign({ header: { kid: 'old' }, key: keys[1] })))?.id).to.equal(account.id);
    const { token } = await issue(account.id);
    expect(JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString())).to.deep.equal({
      alg: 'HS256',
      kid: 'new',
      typ: 'at+jwt',
    });
  });
  it('puts nothing about the person into the token', async () => {
    const { token } = await issue(account.id);
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as object;
    expect(claims).to.have.all.keys('sub', 'iss', 'aud', 'iat', 'exp', 'jti');
  });
  it('refuses other keys, key ids, algorithms, types, issuers, audiences and missing claims', async () => {
    const foreign = newKey('new');
    const tokens = [
      await sign({ key: foreign }),
      await sign({ header: { kid: 'unknown' } }),
      await sign({ header: { kid: undefined } }),
      await sign({ header: { kid: 'old' } }),
      await sign({ header: { alg: 'HS512' } }),
      await sign({ header: { typ: 'JWT' } }),
      await sign({ header: { typ: undefined } }),
      await sign({ claims: { iss: 'another' } }),
      await sign({ claims: { aud: 'another' } }),
      await sign({ claims: { sub: undefined } }),
      await sign({ claims: { exp: undefined } }),
      await sign({ claims: { nbf: Math.floor(nowMs / 1_000) + 60 } }),
      new UnsecuredJWT({ sub: account.id })
        .setIssuer('proxie')
        .setAudience('proxie-api')
        .setExpirationTime('1h')
        .encode(),
    ];
    for (const token of tokens) await refuses(`Bearer ${token}`);
  });
  it('refuses what it would never issue, though it is signed with our key', async () => {
    const seconds = Math.floor(nowMs / 1_000);
    const tokens = [
      await sign({ header: { jku: 'http://127.0.0.1:1/keys' } }),
      await sign({ claims: { aud: ['proxie-api', 'another'] } }),
      await sign({ claims: { sub: 'no id' } }),
      await sign({ claims: { sub: 1 as unknown as string } }),
      await sign({ claims: { iat: seconds + 60, exp: seconds + 120 } }),
      await sign({ claims: { exp: seconds + 86_401 } }),
      await sign({ claims: { iat: seconds - 90_000 } }),
    ];
    for (const token of tokens) await refuses(`Bearer ${token}`);
    expect(lookUps).to.equal(0);
  });
  it('holds nothing of the token in its refusal', async () => {
    const token = await sign({ claims: { exp: 1, iat: 0, sub: account.id } });
    const refusal: unknown = await identify(token).catch((error: unknown) => error);
    expect((refusal as Problem).message).to.equal('the access token has expired');
    expect((refusal as Problem).cause).to.equal(undefined);
  });
  it('takes one Authorization header and no more', () => {
    const headers = { authorization: 'Bearer a.b.c' };
    expect(authorizationOf({ headers, rawHeaders: ['Authorization', 'Bearer a.b.c'] })).to.equal('Bearer a.b.c');
    expect(authorizationOf({ headers: {}, rawHeaders: [] })).to.equal(undefined);
    const twice = ['Authorization', 'Bearer a.b.c', 'authorization', ''];
    expect(() => authorizationOf({ headers, rawHeaders: twice })).to.throw(Problem, 'more than one');
  });
  it('refuses a token that was changed, even when the original is known', async () => {
    const { token } = await issue(account.id);
    await identify(token);
    const [header = '', payload = '', signature = ''] = token.split('.');
    const stranger = Buffer.from(payload, 'base64url').toString().replace(account.id, randomUUID());
    const forged = Buffer.from(stranger).toString('base64url');
    await refuses(`Bearer ${header}.${forged}.${signature}`);
    const alg = Buffer.from('{"alg":"none","kid":"new","typ":"at+jwt"}').toString('base64url');
    await refuses(`Bearer ${alg}.${payload}.`);
    await refuses(
      `Bearer ${alg}.${payload}.${createHmac('sha256', '').update(`${alg}.${payload}`).digest('base64url')}`,
    );
  });
  it('refuses what is no bearer token', async () => {
    const { token } = await issue(account.id);
    for (const header of [
      '',
      'Bearer',
      'Bearer ',
      `Basic ${token}`,
      token,
      `Bearer ${token} x`,
      `Bearer ${token}.${'x'.repeat(5_000)}`,
    ]) {
      await refuses(header);
    }
  });
  it('refuses an expired token, also one that it knew, but forgives clocks that differ a little', async () => {
    const { token, expiresAtMs } = await issue(account.id);
    await identify(token);
    nowMs = expiresAtMs + 3_000;
    expect((await identify(token))?.id).to.equal(account.id);
    nowMs = expiresAtMs + 6_000;
    await refuses(`Bearer ${token}`);
  });
  it('refuses the token of an account that is suspended or gone, within two seconds', async () => {
    const { token } = await issue(account.id);
    await identify(token);
    accounts.set(account.id, { ...account, status: 'suspended' });
    nowMs += 2_000;
    await refuses(`Bearer ${token}`);
    accounts.clear();
    nowMs += 2_000;
    await refuses(`Bearer ${token}`);
  });
  it('asks the database once in two seconds, however many ask at the same time', async () => {
    const { token } = await issue(account.id);
    await Promise.all(Array.from({ length: 50 }, () => identify(token)));
    expect(lookUps).to.equal(1);
    nowMs += 2_000;
    await identify(token);
    expect(lookUps).to.equal(2);
    authenticator.forget(account.id);
    await identify(token);
    expect(lookUps).to.equal(3);
  });
  it('passes an outage of the database on and asks again', async () => {
    const { token } = await issue(account.id);
    let isDown = true;
    authenticator = createAuthenticator({
      ...settings,
      now,
      accounts: async (id) => {
        if (isDown) throw Object.assign(new Error('down'), { code: 'ECONNREFUSED' });
        return lookUp(id);
      },
    });
    expect(await identify(token).catch((error: Error) => error.message)).to.equal('down');
    isDown = false;
    expect((await identify(token))?.id).to.equal(account.id);
  });
});
