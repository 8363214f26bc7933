import { expect } from 'chai';
import { z } from 'zod';
import { startKernel, type TestKernel } from '#test/support/kernel.ts';
import { findFaults } from './mount.ts';
import { route, type Route } from './route.ts';

const PAGE = 'https://ui.example.org';
const foreignPage = { origins: [PAGE], headers: ['X-Page'], cookie: 'page' } as const;
const Words = z.strictObject({ words: z.string().max(50_000) });

/** A route that a page elsewhere may call, or one that is wrong in some way. */
function readWords(changed: Partial<Route> = {}): Route {
  return {
    ...route({
      operationId: 'readWords',
      tags: ['test'],
      summary: 'Read words',
      description: 'Gives back what it is given.',
      method: 'post',
      path: '/words',
      access: 'signed-in',
      rateClass: 'none',
      idempotency: 'none',
      safe: true,
      foreignPage,
      body: Words,
      success: { status: 200, schema: Words },
      problems: [],
      example: { body: { words: 'a' }, answer: { words: 'a' } },
      handle: ({ body }) => body,
    }),
    ...changed,
  };
}

describe('a route that a foreign page may call', () => {
  it('cannot be mounted where a cookie would not be looked at, or a browser would not ask first', () => {
    const faults = (changed: Partial<Route>) => findFaults([readWords(changed)], {});
    expect(faults({})).to.deep.equal([]);
    expect(faults({ access: 'public' })).to.include(
      'readWords: lets foreign pages call with a cookie that nobody looks at',
    );
    expect(faults({ path: '/words/:id', params: z.strictObject({ id: z.string() }) })).to.include(
      'readWords: lets foreign pages call a path with parameters',
    );
    for (const changed of [{ method: 'get', body: undefined }, { body: undefined }, { method: 'put' }] as const) {
      expect(faults(changed as Partial<Route>)).to.include(
        'readWords: lets foreign pages call something else than a POST with a JSON body',
      );
    }
  });

  it('needs no Idempotency-Key only because it says that it changes nothing, and then takes none', () => {
    const changing = { ...readWords(), safe: undefined };
    expect(findFaults([changing], {})).to.have.length(1);
    expect(findFaults([readWords({ idempotency: 'optional' })], {})).to.have.length(1);
  });

  describe('over HTTP', () => {
    const account = { id: crypto.randomUUID(), roles: ['consumer'] as const, status: 'active' };
    let kernel: TestKernel;
    let token: string;
    before(async () => {
      const plain = readWords({ operationId: 'readPlainWords', path: '/plain', foreignPage: undefined });
      kernel = await startKernel({
        routes: [readWords({ bodyLimitBytes: 30_000 }), plain],
        accounts: [account],
        config: { bodyLimitBytes: 1_000, corsOrigins: ['https://app.example.org'] },
      });
      ({ token } = await kernel.issueToken(account.id));
    });
    after(() => kernel.stop());
    const send = (path: string, headers: Record<string, string>, words = 'a') =>
      kernel.api.post(path, { headers, body: { words } });

    it('takes the cookie in place of a token from the page and from nowhere else', async () => {
      expect((await send('/words', { cookie: `page=${token}`, origin: PAGE })).status).to.equal(200);
      expect((await send('/words', { cookie: `a=b; page=${token};c`, origin: PAGE })).status).to.equal(200);
      const others: Record<string, string>[] = [
        { cookie: `page=${token}` },
        { cookie: `page=${token}`, origin: 'https://app.example.org' },
        { cookie: `page=${token}`, origin: `${PAGE}.evil.example` },
        { cookie: `other=${token}`, origin: PAGE },
        { cookie: `xpage=${token}`, origin: PAGE },
      ];
      for (const headers of others) {
        expect(await send('/words', headers), JSON.stringify(headers)).to.be.problem(401, 'unauthenticated');
      }
      const elsewhere = await send('/plain', { cookie: `page=${token}`, origin: PAGE });
      expect(elsewhere).to.be.problem(401, 'unauthenticated');
    });

    it('goes by the token where there is one, however good the cookie is', async () => {
      const headers = { cookie: `page=${token}`, origin: PAGE, authorization: 'Bearer a.b.c' };
      expect(await send('/words', headers)).to.be.problem(401, 'unauthenticated');
    });

    it('answers the page with its own CORS and every other route with the usual', async () => {
      const byPage = await send('/words', { origin: PAGE });
      expect(byPage.headers['access-control-allow-origin']).to.equal(PAGE);
      expect(byPage.headers['access-control-allow-credentials']).to.equal('true');
      const usual = await send('/plain', { origin: 'https://app.example.org' });
      expect(usual.headers['access-control-allow-origin']).to.equal('https://app.example.org');
      expect(usual.headers).not.to.have.property('access-control-allow-credentials');
      for (const [path, origin] of [
        ['/plain', PAGE],
        ['/words', 'https://app.example.org'],
      ] as const) {
        expect((await send(path, { origin })).headers, path).not.to.have.property('access-control-allow-origin');
      }
    });

    it('takes bodies up to its own limit, which is nobody else’s', async () => {
      const headers = { authorization: `Bearer ${token}` };
      expect((await send('/words', headers, 'x'.repeat(20_000))).status).to.equal(200);
      expect(await send('/words', headers, 'x'.repeat(40_000))).to.be.problem(413, 'payload_too_large');
      expect(await send('/plain', headers, 'x'.repeat(20_000))).to.be.problem(413, 'payload_too_large');
    });
  });
});
