import { createHash, randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { Problem, unavailable } from '#api/http/problem.ts';
import { cheapHash } from '#test/support/cheap-hash.ts';
import { silentLogger } from '#platform/logger.ts';
import { connectRedis } from '#platform/redis.ts';
import { useApi, type TestApi } from '#test/support/api.ts';
import { insertAccount } from '#test/support/factories.ts';
import type { TestAnswer } from '#test/support/http.ts';
import { atOnce, tally } from '#test/support/limits.ts';
import { testRedis } from '#test/support/redis.ts';
import { createLoginFailures } from './login-failures.ts';
import { createLimitStore } from './store.ts';
import { createWindow } from './window.ts';

const PASSWORD = 'a long pass phrase';
const WRONG = 'not the pass phrase';

describe('limits of logins', () => {
  const usual = useApi({
    settings: { PROXIE_TRUST_PROXY: '1', PROXIE_RATE_LIMITS: 'login=10', PROXIE_LOGIN_FAILURES: 'pair=100' },
  });
  const tight = useApi({
    settings: {
      PROXIE_TRUST_PROXY: '1',
      PROXIE_LOGIN_FAILURES: 'pair=3,ip=8,address=5',
      PROXIE_LOGIN_FAILURE_WINDOW: '2h',
    },
    orm: () => usual.orm,
  });
  let passwordHash = '';
  let lastIp = 0;

  before(async () => void (passwordHash = await cheapHash(PASSWORD)));

  const freshIp = (): string => `198.51.${Math.floor(++lastIp / 256)}.${lastIp % 256}`;
  const mail = (): string => `${randomUUID()}@test.example`;
  const account = async (): Promise<string> => {
    const email = mail();
    await insertAccount(usual.orm.em.fork(), { email, passwordHash });
    return email;
  };
  const logIn = ({ api }: TestApi, email: string, ip: string, password = WRONG): Promise<TestAnswer> =>
    api.post('/v1/auth/login', { body: { email, password }, headers: { 'x-forwarded-for': ip } });

  it('take ten attempts a minute from one IP, successful or not, whoever they are for', async () => {
    const ip = freshIp();
    const known = await account();
    for (let attempt = 1; attempt <= 9; attempt++) expect((await logIn(usual, mail(), ip)).status).to.equal(401);
    expect((await logIn(usual, known, ip, PASSWORD)).status).to.equal(200);
    const refused = await logIn(usual, known, ip, PASSWORD);
    expect(refused).to.be.problem(429, 'rate_limited');
    expect(refused.headers['ratelimit-policy']).to.equal('"login";q=10;w=60');
    expect((await logIn(usual, known, freshIp(), PASSWORD)).status).to.equal(200);
  });

  it('take no more guesses for one mail address from one IP, not even the right password, and leave others alone', async () => {
    const [email, other, ip] = [await account(), await account(), freshIp()];
    for (let guess = 1; guess <= 3; guess++) {
      expect(await logIn(tight, email, ip)).to.be.problem(401, 'unauthenticated');
    }
    const refused = await logIn(tight, email, ip, PASSWORD);
    expect(refused).to.be.problem(429, 'rate_limited');
    expect(refused.headers).to.include({
      'x-ratelimit-limit': '3',
      'x-ratelimit-remaining': '0',
      'ratelimit-policy': '"login-failures-pair";q=3;w=7200',
      ratelimit: `"login-failures-pair";r=0;t=${refused.headers['retry-after']}`,
    });
    expect(Number(refused.headers['retry-after'])).to.be.within(7_000, 7_200);
    const { body: figures } = await tight.api.get('/metrics');
    expect(figures).to.match(/^proxie_rate_limited_total{class="login_failures"} [1-9]/m);
    expect((await logIn(tight, email, freshIp(), PASSWORD)).status, 'its owner elsewhere').to.equal(200);
    expect((await logIn(tight, other, ip, PASSWORD)).status, 'somebody else here').to.equal(200);
  });

  it('take no more guesses for one mail address from many IPs', async () => {
    const email = await account();
    const answers = await atOnce(12, () => logIn(tight, email, freshIp()));
    expect(tally(answers)).to.deep.equal({ 401: 5, 403: 7 });
    expect(await logIn(tight, email, freshIp(), PASSWORD)).to.be.problem(403, 'login_confirmation_required');
  });

  it('take no more guesses from one IP for many mail addresses', async () => {
    const ip = freshIp();
    expect(tally(await atOnce(12, () => logIn(tight, mail(), ip)))).to.deep.equal({ 401: 8, 429: 4 });
  });

  it('let exactly the allowed guesses reach the password when many come at once', async () => {
    const [email, ip] = [await account(), freshIp()];
    expect(tally(await atOnce(20, () => logIn(tight, email, ip)))).to.deep.equal({ 401: 3, 429: 17 });
  });

  it('do not let one caller shut out the owner of a mail address', async () => {
    const [email, ip] = [await account(), freshIp()];
    await atOnce(20, () => logIn(tight, email, ip));
    expect((await logIn(tight, email, freshIp())).status).to.equal(401);
    expect((await logIn(tight, email, freshIp(), PASSWORD)).status).to.equal(200);
  });

  it('treat an address without an account just like one with an account', async () => {
    const sequence = async (email: string): Promise<unknown[]> => {
      const ip = freshIp();
      const answers = [];
      for (let guess = 1; guess <= 5; guess++) answers.push(await logIn(tight, email, ip));
      for (let guess = 1; guess <= 4; guess++) answers.push(await logIn(tight, email, freshIp()));
      return answers.map(({ status, headers, body }) => [
        status,
        (body as { code: string; detail: string }).detail,
        headers['ratelimit-policy'],
        headers['x-ratelimit-remaining'],
      ]);
    };
    const known = await sequence(await account());
    expect(known.map((each) => (each as unknown[])[0])).to.deep.equal([401, 401, 401, 429, 429, 401, 401, 403, 403]);
    expect(await sequence(mail())).to.deep.equal(known);
  });

  it('forget the failures of an address at one place once its owner has signed in there', async () => {
    const [email, ip] = [await account(), freshIp()];
    for (let round = 1; round <= 2; round++) {
      await logIn(tight, email, ip);
      await logIn(tight, email, ip);
      expect((await logIn(tight, email, ip, PASSWORD)).status, `round ${round}`).to.equal(200);
    }
  });

  it('do not tell by what is left for an address whether its owner has signed in', async () => {
    const [email, unknown] = [await account(), mail()];
    for (const each of [email, unknown]) for (let n = 0; n < 4; n++) await logIn(tight, each, freshIp());
    expect((await logIn(tight, email, freshIp(), PASSWORD)).status).to.equal(200);
    const left = async (address: string) => tally(await atOnce(4, () => logIn(tight, address, freshIp())));
    expect(await left(email)).to.deep.equal(await left(unknown));
  });

  it('do not forget the failures of an IP that has signed in with an account of its own', async () => {
    const [own, ip] = [await account(), freshIp()];
    await atOnce(6, () => logIn(tight, mail(), ip));
    expect((await logIn(tight, own, ip, PASSWORD)).status).to.equal(200);
    expect(tally(await atOnce(4, () => logIn(tight, mail(), ip)))).to.deep.equal({ 401: 2, 429: 2 });
  });
});

describe('createLoginFailures', () => {
  const attempt = { email: 'ann@test.example', ip: '192.0.2.1' };
  const guardOver = (store = createLimitStore(undefined, silentLogger), asksByMail = true) => {
    const window = (policy: string, limit: number) => createWindow({ policy, limit, windowSeconds: 60, store });
    const windows = {
      pair: window('pair', 2),
      ip: window('ip', 10),
      address: window('address', 4),
      device: window('device', 2),
    };
    return createLoginFailures({ windows, secret: 'a secret', asksByMail, onRefused: () => undefined });
  };

  it('does not count an attempt that an outage cut short', async () => {
    const failures = guardOver();
    const cutShort = () => failures.guard(attempt, () => Promise.reject(unavailable('the database is away')));
    for (let round = 0; round < 5; round++) {
      expect(await cutShort().catch((error: unknown) => error))
        .to.be.instanceOf(Problem)
        .with.property('code', 'unavailable');
    }
    expect(await failures.guard(attempt, () => Promise.resolve('in'))).to.equal('in');
  });

  for (const [asksByMail, code] of [
    [true, 'login_confirmation_required'],
    [false, 'rate_limited'],
  ] as const) {
    it(`answers ${code} for an address under attack where ${asksByMail ? 'mails can be sent' : 'no mail can be sent'}`, async () => {
      const failures = guardOver(undefined, asksByMail);
      const refused = new Problem('unauthenticated', 'no');
      const guess = (ip: string, deviceId?: string) =>
        failures
          .guard({ ...attempt, ip, deviceId }, () => Promise.reject(refused))
          .catch((error: Problem) => error.code);
      for (let n = 0; n < 4; n++) expect(await guess(`192.0.2.${n}`)).to.equal('unauthenticated');
      expect(await guess('192.0.2.9')).to.equal(code);
      expect(await guess('192.0.2.9', 'known')).to.equal('unauthenticated');
      expect(await failures.guard({ ...attempt, deviceId: 'known' }, async () => 'in')).to.equal('in');
      for (let n = 0; n < 2; n++) expect(await guess('192.0.2.9', 'known')).to.equal('unauthenticated');
      expect(await guess('192.0.2.9', 'known'), 'a known device that guesses itself').to.equal(code);
    });
  }

  it('keeps no mail address in Redis, nor anything from which one can be tried out', async function () {
    const server = await testRedis();
    if (!server) return this.skip();
    const redis = await connectRedis({ url: server.url, timeoutMs: 10_000 }, silentLogger);
    const failures = guardOver(createLimitStore(redis, silentLogger));
    const refused = new Problem('unauthenticated', 'no');
    await failures.guard(attempt, () => Promise.reject(refused)).catch(() => undefined);
    const keys = (await redis?.run((client) => client.keys('proxie:limit:*'))) ?? [];
    redis?.close();
    expect(keys.filter((key) => /:(pair|address):/.test(key))).to.have.length(2);
    for (const encoding of ['hex', 'base64', 'base64url'] as const) {
      const digest = createHash('sha256').update(attempt.email).digest(encoding);
      expect(keys.join()).not.to.include(attempt.email).and.not.to.include(digest);
    }
  });
});
