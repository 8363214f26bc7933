import { expect } from 'chai';
import type { TestAnswer } from '#test/support/http.ts';
import { atOnce, startLimited, tally, type LimitedKernel } from '#test/support/limits.ts';
import { until } from '#test/support/until.ts';

const SETTINGS = { PROXIE_RATE_LIMITS: 'login=3,chat=5,requests=4,offers=3,bookings=3,providers=6,uploads=2,other=7' };

describe('rate limits', () => {
  let kernel: LimitedKernel;

  const start = async (setup: Parameters<typeof startLimited>[0] = {}): Promise<LimitedKernel> =>
    (kernel = await startLimited({ settings: SETTINGS, ...setup }));
  const get = (path: string, as?: string, headers: Record<string, string> = {}): Promise<TestAnswer> =>
    kernel.api.get(`/v1/${path}`, { as, headers });
  const from = (ip: string): Record<string, string> => ({ 'x-forwarded-for': ip });
  afterEach(() => kernel?.stop());

  it('lets exactly as many calls pass as a class has, of twenty connections at once', async () => {
    await start();
    const [ann] = await kernel.users(1);
    expect(tally(await atOnce(20, () => get('chat', ann)))).to.deep.equal({ 200: 5, 429: 15 });
    expect(await get('chat', ann)).to.be.problem(429, 'rate_limited');
  });

  it('counts each class by itself, and by the number that is set for it', async () => {
    await start();
    const [ann] = await kernel.users(1);
    const limits = { login: 3, chat: 5, requests: 4, offers: 3, bookings: 3, providers: 6, uploads: 2, other: 7 };
    for (const [name, limit] of Object.entries(limits)) {
      expect(tally(await atOnce(10, () => get(name, ann))), name).to.deep.equal({ 200: limit, 429: 10 - limit });
    }
  });

  it('counts each user alone, from whatever address the calls come', async () => {
    await start({ trustProxy: 1 });
    const [ann, ben] = await kernel.users(2);
    expect(tally(await atOnce(9, (index) => get('chat', ann, from(`192.0.2.${index}`))))).to.deep.equal({
      200: 5,
      429: 4,
    });
    expect(tally(await atOnce(9, () => get('chat', ben, from('192.0.2.1'))))).to.deep.equal({ 200: 5, 429: 4 });
  });

  it('does not count a user of a good token against the address', async () => {
    await start();
    const [ann] = await kernel.users(1);
    await atOnce(9, () => get('open', ann));
    expect((await get('open')).headers['x-ratelimit-remaining']).to.equal('5');
  });

  it('counts callers without a token by their address, and still tells them 401 while there is room', async () => {
    await start();
    const [ann] = await kernel.users(1);
    expect(tally(await atOnce(9, () => get('chat')))).to.deep.equal({ 401: 5, 429: 4 });
    expect(tally(await atOnce(9, () => get('open')))).to.deep.equal({ 200: 6, 429: 3 });
    expect((await get('chat', ann)).status, 'a user behind the same address').to.equal(200);
  });

  it('counts callers with IPv6 by their /64, their /56 and their /48, so that nobody walks through a network', async () => {
    await start({ trustProxy: 1 });
    const spread = (times: number, address: (index: number) => string) =>
      atOnce(times, (index) => get('public', undefined, from(address(index)))); // 7 of one address
    const hex = (index: number) => index.toString(16).padStart(2, '0');
    expect(tally(await spread(20, (n) => `2001:db8:a:1::${n + 1}`)), 'one /64').to.deep.equal({ 200: 7, 429: 13 });
    expect(tally(await spread(60, (n) => `2001:db8:b:2${hex(n)}::1`)), 'one /56').to.deep.equal({ 200: 28, 429: 32 });
    expect(tally(await spread(200, (n) => `2001:db8:c:${hex(n)}00::1`)), 'one /48').to.deep.equal({
      200: 112,
      429: 88,
    });
    expect((await get('public', undefined, from('2001:db8:d::1'))).status, 'a neighbour').to.equal(200);
    const refused = await get('public', undefined, from('2001:db8:c:ffff::1'));
    expect(refused).to.be.problem(429, 'rate_limited');
    expect(refused.headers['ratelimit-policy']).to.equal('"other-48";q=112;w=60');
  });

  it('counts bad tokens against the address, each only 401 while there is room', async () => {
    await start();
    const [ann = ''] = await kernel.users(1);
    const guesses = ['x', 'a.b.c', `${ann}x`, ann.slice(0, -2), ann];
    for (const guess of guesses.slice(0, -1)) expect(await get('chat', guess)).to.be.problem(401, 'unauthenticated');
    expect(await get('chat')).to.be.problem(401, 'unauthenticated');
    for (const guess of guesses.slice(0, -1)) expect(await get('chat', guess)).to.be.problem(429, 'rate_limited');
    expect((await get('chat', ann)).status).to.equal(200);
    expect((await get('open', 'x')).headers, 'where a token is optional').to.include({ 'x-ratelimit-remaining': '5' });
  });

  it('counts public routes by the address, so that no token buys more', async () => {
    await start();
    const tokens = await kernel.users(10);
    expect(tally(await atOnce(10, (index) => get('public', tokens[index])))).to.deep.equal({ 200: 7, 429: 3 });
  });

  it('does not limit what has the class none, and says nothing of limits there', async () => {
    await start();
    const [ann] = await kernel.users(1);
    const answers = await atOnce(30, () => get('none', ann));
    expect(tally(answers)).to.deep.equal({ 200: 30 });
    expect(Object.keys(answers[0]?.headers ?? {}).filter((name) => name.includes('ratelimit'))).to.deep.equal([]);
    for (const path of ['/health', '/ready', '/metrics']) {
      expect(tally(await atOnce(30, () => kernel.api.get(path))), path).to.deep.equal({ 200: 30 });
    }
  });

  it('ignores a forged X-Forwarded-For when no proxy is trusted', async () => {
    await start();
    const forged = ['192.0.2.1', '192.0.2.2, 10.0.0.1', '2001:db8::1', 'nonsense', ''];
    const answers = await atOnce(10, (index) => get('open', undefined, from(forged[index % forged.length] ?? '')));
    expect(tally(answers)).to.deep.equal({ 200: 6, 429: 4 });
  });

  it('believes only what the trusted proxy has added to X-Forwarded-For', async () => {
    await start({ trustProxy: 1 });
    const behind = (claimed: string, real: string) => get('open', undefined, from(`${claimed}, ${real}`));
    expect(tally(await atOnce(10, (index) => behind(`10.0.0.${index}`, '192.0.2.1')))).to.deep.equal({
      200: 6,
      429: 4,
    });
    expect((await behind('192.0.2.1', '192.0.2.2')).headers['x-ratelimit-remaining']).to.equal('5');
  });

  it('counts the addresses of one IPv6 network together', async () => {
    await start({ trustProxy: 1 });
    const answers = await atOnce(10, (index) => get('open', undefined, from(`2001:db8:1:2:${index}::${index}`)));
    expect(tally(answers)).to.deep.equal({ 200: 6, 429: 4 });
    expect((await get('open', undefined, from('2001:db8:1:3::1'))).status).to.equal(200);
  });

  it('says the same in both families of headers, success or refusal, over a whole window', async () => {
    await start();
    const [ann] = await kernel.users(1);
    for (let call = 1; call <= 7; call++) {
      const beforeMs = Date.now();
      const answer = await get('chat', ann);
      const left = Math.max(0, 5 - call);
      const { reset, waitSeconds } = read(answer);
      expect(answer.status).to.equal(call <= 5 ? 200 : 429);
      expect(answer.headers).to.include({
        'x-ratelimit-limit': '5',
        'x-ratelimit-remaining': String(left),
        'ratelimit-policy': '"chat";q=5;w=60',
        ratelimit: `"chat";r=${left};t=${waitSeconds}`,
      });
      expect(waitSeconds).to.be.within(1, 60);
      expect(reset).to.be.within(
        Math.floor(beforeMs / 1_000) + waitSeconds,
        Math.floor(Date.now() / 1_000) + waitSeconds + 1,
      );
      expect(answer.headers['retry-after']).to.equal(call <= 5 ? undefined : String(waitSeconds));
    }
    expect((await get('requests')).headers, 'a 401').to.include({ ratelimit: '"requests";r=3;t=60' });
    expect((await get('requests?x=1', ann)).headers, 'a 400').to.include({ ratelimit: '"requests";r=3;t=60' });
  });

  it('lets browsers read the headers', async () => {
    await start({ corsOrigins: ['https://app.example.org'] });
    const { headers } = await get('open', undefined, { origin: 'https://app.example.org' });
    const exposed = headers['access-control-expose-headers']?.toLowerCase().split(/, */);
    expect(exposed).to.include.members([
      'x-ratelimit-limit',
      'x-ratelimit-remaining',
      'x-ratelimit-reset',
      'ratelimit',
      'ratelimit-policy',
      'retry-after',
    ]);
  });

  it('has room again after the time that it named, and not before', async () => {
    await start({ windowSeconds: 1 });
    const [ann] = await kernel.users(1);
    const refused = await until('the limit to be used up', async () => {
      const answers = await atOnce(6, () => get('chat', ann));
      return answers.find(({ status }) => status === 429);
    });
    expect(refused.headers).to.include({ 'retry-after': '1', 'ratelimit-policy': '"chat";q=5;w=1' });
    await until('room in the next window', async () => (await get('chat', ann)).status === 200);
    expect(Math.ceil(Date.now() / 1_000)).to.be.at.least(read(refused).reset);
    await until('the limit to be used up again', async () => {
      return (await atOnce(6, () => get('chat', ann))).some(({ status }) => status === 429);
    });
  });

  it('shows how many calls it turned away, by class, and that each process counts alone without Redis', async () => {
    await start();
    const [ann] = await kernel.users(1);
    await atOnce(9, () => get('chat', ann));
    await atOnce(5, () => get('uploads', ann));
    expect(await kernel.figure(/^proxie_rate_limited_total{class="chat"} (\d+)$/m)).to.equal(4);
    expect(await kernel.figure(/^proxie_rate_limited_total{class="uploads"} (\d+)$/m)).to.equal(3);
    expect(await kernel.figure(/^proxie_rate_limits_shared (\d+)$/m)).to.equal(0);
  });

  function read({ headers }: TestAnswer): { reset: number; waitSeconds: number } {
    return {
      reset: Number(headers['x-ratelimit-reset']),
      waitSeconds: Number(/t=(\d+)$/.exec(headers.ratelimit ?? '')?.[1]),
    };
  }
});
