import { QueryClient } from '@tanstack/react-query';
import { expect } from 'chai';
import { createApi, type Api } from './client.ts';
import { createConnectivity } from './connectivity.ts';
import { OfflineError, ProblemError } from './problem-error.ts';
import { itemsOf, keyOf, one, pages, retry, type QueryKey } from './queries.ts';
import { createServerWaits } from './server-waits.ts';
import { useScriptedServer } from '#test/support/scripted-server.ts';

const path = { id: 'r1' };

describe('queries', () => {
  const server = useScriptedServer();
  const connectivity = createConnectivity({ probe: () => Promise.resolve(true) });
  const tokens = { current: () => Promise.resolve(undefined), renew: () => Promise.resolve(undefined) };
  let api: Api;
  let cache: QueryClient;

  beforeEach(() => {
    api = createApi({ baseUrl: server.url, tokens, waits: createServerWaits(), connectivity });
    cache = new QueryClient();
  });
  afterEach(() => cache.clear());

  const found = (queryKey: QueryKey) =>
    cache
      .getQueryCache()
      .findAll({ queryKey })
      .map((each) => each.queryKey);

  it('are found by resource: everything about one, all lists, or one list with its filters', () => {
    const keys = [
      keyOf('/v1/requests/{id}', { path }),
      keyOf('/v1/requests/{id}/offers', { path, query: { limit: 5 } }),
      keyOf('/v1/requests', { query: { status: 'pending' } }),
      keyOf('/v1/requests'),
    ];
    for (const key of keys) cache.setQueryData(key, {});
    expect(found(['requests', 'r1'])).to.deep.equal([keys[0], keys[1]]);
    expect(found(['requests', {}])).to.deep.equal([keys[2], keys[3]]);
    expect(found(['requests'])).to.have.length(4);
  });
  it('read a list page by page up to its end', async () => {
    server.answers.push(
      { status: 200, body: { items: [1, 2], nextCursor: 'c1' } },
      { status: 200, body: { items: [3], nextCursor: null } },
    );
    const data = await cache.fetchInfiniteQuery({ ...pages(api, '/v1/requests', { query: { limit: 2 } }), pages: 5 });
    expect(itemsOf(data as never)).to.deep.equal([1, 2, 3]);
    expect(server.calls.map(({ url }) => url)).to.deep.equal([
      '/v1/requests?limit=2',
      '/v1/requests?limit=2&cursor=c1',
    ]);
    expect(found(['requests', {}])).to.have.length(1);
  });
  it('read one resource where its key says', async () => {
    server.answers.push({ status: 200, body: { id: 'r1' } });
    expect(await cache.fetchQuery(one(api, '/v1/requests/{id}', { path }))).to.deep.equal({ id: 'r1' });
    expect(server.calls[0]?.url).to.equal('/v1/requests/r1');
  });
  it('are repeated after a lost connection and a mistake of the server, never after a refusal', () => {
    const failed = (status: number) => new ProblemError({ status, code: 'conflict', detail: '' });
    expect(
      [new OfflineError(), failed(500), failed(404), failed(409), failed(503)].map((each) => retry(1, each)),
    ).to.deep.equal([true, true, false, false, false]);
    expect(retry(3, new OfflineError())).to.equal(false);
  });
});
