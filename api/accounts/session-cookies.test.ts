import { expect } from 'chai';
import { useApi } from '#test/support/api.ts';
import { insertAccount } from '#test/support/factories.ts';
import { cheapHash } from '#test/support/cheap-hash.ts';
import { createSessionCookies } from './session-cookies.ts';

const PASSWORD = 'a long pass phrase';
const OWN = { 'sec-fetch-site': 'same-origin' };
const FOREIGN = { origin: 'https://pages.example', 'sec-fetch-site': 'cross-site' };
const COOKIE = /^proxie_refresh=([\w-]{43}); Max-Age=(\d+); Path=\/v1\/auth; HttpOnly; SameSite=Strict$/;

describe('the session of a browser', () => {
  const fixture = useApi({ settings: { PROXIE_CORS_ORIGINS: FOREIGN.origin } });
  const email = 'browser@test.example';

  before(async () => {
    await insertAccount(fixture.orm.em.fork(), { email, passwordHash: await cheapHash(PASSWORD) });
  });

  const post = (path: string, body: object, headers: Record<string, string>) =>
    fixture.api.post(`/v1/auth/${path}`, { body, headers });
  const tokenOf = ({ headers }: { headers: Readonly<Record<string, string>> }): string =>
    COOKIE.exec(headers['set-cookie'] ?? '')?.[1] ?? '';
  const logIn = async (): Promise<string> =>
    tokenOf(await post('login', { email, password: PASSWORD, cookie: true }, OWN));
  const withCookie = (token: string, site: Record<string, string> = OWN) => ({
    ...site,
    cookie: `theme=dark; proxie_refresh=${token}`,
  });

  it('has its refresh token in a cookie that no script sees, and nowhere else', async () => {
    const answer = await post('login', { email, password: PASSWORD, cookie: true }, OWN);
    expect(answer.status).to.equal(200);
    const [, , seconds] = COOKIE.exec(answer.headers['set-cookie'] ?? '') ?? [];
    expect(Number(seconds) * 1_000).to.equal(fixture.config.auth.refreshTtlMs);
    expect(answer.body).to.have.property('accessToken');
    expect(answer.body).to.not.have.property('refreshToken');
    expect(JSON.stringify(answer.body)).to.not.include(tokenOf(answer));
  });

  it('has a second cookie for as long, which pages may read and which says only that the first is there', async () => {
    const cookiesOf = async (path: string, body: object, headers: Record<string, string>): Promise<string[]> => {
      const answer = await fetch(new URL(`/v1/auth/${path}`, fixture.url), {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });
      return answer.headers.getSetCookie();
    };
    const begun = await cookiesOf('login', { email, password: PASSWORD, cookie: true }, OWN);
    const token = COOKIE.exec(begun[1] ?? '')?.[1] ?? '';
    const seconds = fixture.config.auth.refreshTtlMs / 1_000;
    const hint = `proxie_signed_in=yes; Max-Age=${seconds}; Path=/; SameSite=Strict`;
    expect(begun).to.have.length(2);
    expect(begun[0]).to.equal(hint);
    expect((await cookiesOf('refresh', {}, withCookie(token)))[0]).to.equal(hint);
    expect((await cookiesOf('logout', {}, withCookie(token)))[0]).to.match(/^proxie_signed_in=; Max-Age=0; Path=\/;/);
    expect(await cookiesOf('login', { email, password: PASSWORD }, OWN)).to.deep.equal([]);
    const planted = { ...OWN, cookie: 'proxie_signed_in=yes' };
    expect(await post('refresh', {}, planted)).to.be.problem(401, 'unauthenticated'); // it signs nobody in
  });

  it('goes on by the cookie, whose successor comes as a cookie, too, also when none is asked for', async () => {
    const token = await logIn();
    const first = await post('refresh', {}, withCookie(token));
    expect([first.status, first.body.refreshToken]).to.deep.equal([200, undefined]);
    expect(tokenOf(first)).to.not.be.oneOf(['', token]);
    const second = await post('refresh', { cookie: false }, withCookie(tokenOf(first)));
    expect([second.status, second.body.refreshToken]).to.deep.equal([200, undefined]);
    expect((await fixture.api.get('/v1/auth/me', { as: second.body.accessToken })).status).to.equal(200);
  });

  it('takes over one that had its token in the body', async () => {
    const { refreshToken } = (await post('login', { email, password: PASSWORD }, {})).body;
    const answer = await post('refresh', { refreshToken, cookie: true }, OWN);
    expect([answer.status, answer.body.refreshToken]).to.deep.equal([200, undefined]);
    expect(tokenOf(answer)).to.not.equal('');
  });

  it('is the same in two tabs that refresh at once', async () => {
    const token = await logIn();
    const answers = await Promise.all([1, 2].map(() => post('refresh', {}, withCookie(token))));
    expect(answers.map(({ status }) => status)).to.deep.equal([200, 200]);
    expect(tokenOf(answers[0]!)).to.equal(tokenOf(answers[1]!));
  });

  it('ends with the login of the cookie, which the browser is told to forget', async () => {
    const token = await logIn();
    const answer = await post('logout', {}, withCookie(token));
    expect(answer.status).to.equal(204);
    expect(answer.headers['set-cookie']).to.match(/^proxie_refresh=; Max-Age=0; Path=\/v1\/auth; HttpOnly/);
    expect(await post('refresh', {}, withCookie(token))).to.be.problem(401, 'unauthenticated');
    expect((await post('logout', {}, OWN)).status).to.equal(204);
  });

  it('is neither begun nor continued nor ended by a foreign page, also one that may call with a token', async () => {
    const token = await logIn();
    const { origin } = FOREIGN;
    const sites: Record<string, string>[] = [FOREIGN, { origin }, { 'sec-fetch-site': 'same-site' }, {}];
    for (const site of sites) {
      const login = await post('login', { email, password: PASSWORD, cookie: true }, site);
      expect(login).to.be.problem(403, 'forbidden');
      for (const refused of [
        await post('confirm', { token: 'any', cookie: true }, site),
        await post('refresh', {}, withCookie(token, site)),
        await post('refresh', { refreshToken: token, cookie: true }, site),
        await post('logout', {}, withCookie(token, site)),
        login,
      ]) {
        expect(refused).to.be.problem(403, 'forbidden');
        expect(refused.headers).to.not.have.property('set-cookie');
      }
    }
    expect((await post('refresh', {}, withCookie(token))).status).to.equal(200);
  });

  it('is not found where there is no cookie, or more than one', async () => {
    const token = await logIn();
    expect(await post('refresh', {}, OWN)).to.be.problem(401, 'unauthenticated');
    const twice = { ...OWN, cookie: `proxie_refresh=${token}; proxie_refresh=planted` };
    expect(await post('refresh', {}, twice)).to.be.problem(401, 'unauthenticated');
  });

  it('has no part in calls that say who they are by a token', async () => {
    const token = await logIn();
    const answer = await fixture.api.get('/v1/auth/me', { headers: withCookie(token) });
    expect(answer).to.be.problem(401, 'unauthenticated');
  });
});

describe('the cookie of a session', () => {
  const isSecure = (publicUrl: string): boolean => {
    const { cookies = [] } = createSessionCookies({ publicUrl }, { refreshTtlMs: 1_000 }).over;
    expect(cookies).to.have.length(2);
    return cookies.every((cookie) => cookie.endsWith('; Secure'));
  };

  it('goes over secure connections only, but on this machine', () => {
    for (const url of [
      'https://proxie.example',
      'https://localhost:3000',
      'http://proxie.example',
      'http://10.0.0.7',
    ]) {
      expect(isSecure(url), url).to.equal(true);
    }
    for (const url of ['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000']) {
      expect(isSecure(url), url).to.equal(false);
    }
  });
});
