import http from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'chai';
import { allRoutes } from '#api/routes.ts';
import type { Route } from '#api/http/route.ts';
import { sampled } from '#test/support/seed.ts';
import { sizeOf } from '#test/support/sizes.ts';
import { tokenOf, type CallerName } from './actors.ts';
import { addressOf, cellsOf, forEach, operationOf, someoneLetIn, type Cell } from './cells.ts';
import { useWorld } from './world.ts';

const { percentOfSpellings } = sizeOf('doors');

interface Raw {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}

describe('the doors', () => {
  const used = useWorld();
  let closed: Route[];

  before(() => {
    closed = allRoutes(used.fixture.deps).filter((route) => operationOf(route).may !== 'everybody');
  });

  /** Exactly the request line and headers that are given: nothing is put in order on the way. */
  function send(method: string, target: string, by?: { as: CallerName; route: Route }, headers = {}): Promise<Raw> {
    const { fixture, world } = used;
    const token = by && tokenOf(world, by.as, someoneLetIn(operationOf(by.route)));
    const { hostname, port } = new URL(fixture.url);
    return new Promise((resolve, reject) => {
      const request = http.request(
        {
          hostname,
          port,
          method,
          path: target,
          headers: { ...(token && { authorization: `Bearer ${token}` }), ...headers },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => void chunks.push(chunk));
          response.on('end', () => {
            const { statusCode: status = 0 } = response;
            resolve({ status, headers: response.headers, text: Buffer.concat(chunks).toString() });
          });
        },
      );
      request.on('error', reject).end();
    });
  }

  const cellOf = (route: Route, target: Cell['target'] = 'real'): Cell =>
    cellsOf(route).find((cell) => cell.target === target) ?? cellsOf(route)[0]!;
  const pathOf = (route: Route, target?: Cell['target']): string => addressOf(used.world, cellOf(route, target));
  /** An answer without what differs from call to call. */
  const plain = ({ status, headers, text }: Raw) => ({
    status,
    allow: headers.allow,
    text: text.replaceAll(/"instance":"[^"]*"/g, ''),
  });
  const expectNone = (wrong: readonly (string | undefined)[]): void => {
    const found = wrong.filter((each) => each !== undefined);
    expect(found, found.slice(0, 30).join('\n')).to.have.length(0);
  };

  it('answer HEAD as they answer GET, without the body', async () => {
    const reads = closed.filter(({ method }) => method === 'get');
    const calls = reads.flatMap((route) => cellsOf(route).map((cell) => ({ route, cell })));
    const wrong = await forEach(calls, async ({ route, cell }) => {
      const path = addressOf(used.world, cell);
      const by = { as: cell.caller, route };
      const [get, head] = [await send('GET', path, by), await send('HEAD', path, by)];
      const isSame = head.status === get.status && head.text === '';
      return isSame ? undefined : `HEAD ${path} by ${cell.caller}: ${head.status}, GET ${get.status}`;
    });
    expectNone(wrong);
  });

  it('tell by OPTIONS and by methods they do not have which methods they have, and nothing more', async () => {
    const routes = allRoutes(used.fixture.deps);
    const methods = ['OPTIONS', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND', 'LOCK'];
    const wrong = await forEach(closed, async (route) => {
      const same = routes.filter(({ path }) => fits(path, route.path)).map(({ method }) => method.toUpperCase());
      const allow = [...new Set([...same, ...(same.includes('GET') ? ['HEAD'] : []), 'OPTIONS'])].toSorted().join(', ');
      const callers = ['nobody', 'badToken', 'otherConsumer', someoneLetIn(operationOf(route))] as const;
      for (const method of methods.filter((each) => !same.includes(each))) {
        const expected = plain(await send(method, pathOf(route, 'unknown')));
        const isRight = expected.status === (method === 'OPTIONS' ? 204 : 405) && expected.allow === allow;
        if (!isRight) return `${method} ${route.path}: ${expected.status} ${expected.allow}`;
        for (const as of callers) {
          const answer = plain(await send(method, pathOf(route), { as, route }));
          if (!isDeepStrictEqual(answer, expected)) return `${method} ${route.path} by ${as}: ${answer.text}`;
        }
      }
      return undefined;
    });
    expectNone(wrong);
  });

  it('know no method but the one of the request line', async () => {
    const names = ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'];
    const wrong = await forEach(closed, async (route) => {
      const other = route.method === 'get' ? 'DELETE' : 'GET';
      const claimed = Object.fromEntries(names.map((name) => [name, route.method.toUpperCase()]));
      const by = { as: someoneLetIn(operationOf(route)), route };
      for (const query of ['', `?_method=${route.method}`]) {
        const path = `${pathOf(route)}${query}`;
        const [claiming, without] = [await send(other, path, by, claimed), await send(other, path, by)];
        if (!isDeepStrictEqual(plain(claiming), plain(without))) return `${other} ${path}: ${claiming.status}`;
      }
      return undefined;
    });
    expectNone(wrong);
  });

  it('know no address but the one of the request line', async () => {
    const wrong = await forEach(closed, async (route) => {
      for (const name of ['X-Original-URL', 'X-Rewrite-URL', 'X-Forwarded-Prefix', 'X-Forwarded-Path']) {
        const method = route.method.toUpperCase();
        const hidden = await send(method, pathOf(route), undefined, { [name]: '/health' });
        const reached = await send('GET', '/health', undefined, { [name]: pathOf(route) });
        const isClosed = operationOf(route).may !== 'guests';
        if (isClosed && hidden.status !== 401) return `${name} hides ${route.path}: ${hidden.status}`;
        if (reached.text !== '{"status":"ok"}') return `${name} reaches ${route.path}: ${reached.text}`;
      }
      return undefined;
    });
    expectNone(wrong);
  });

  it('take a token from the Authorization header and from nowhere else', async () => {
    const wrong = await forEach(closed, async (route) => {
      const { may } = operationOf(route);
      if (may === 'guests') return undefined;
      const token = tokenOf(used.world, someoneLetIn(operationOf(route)), 'admin') ?? '';
      const cookies = ['token', 'access_token', 'session', 'proxie_codec'].map((name) => `${name}=${token}`).join('; ');
      const separator = pathOf(route).includes('?') ? '&' : '?';
      const answers = [
        await send(route.method.toUpperCase(), pathOf(route), undefined, { cookie: cookies }),
        await send(route.method.toUpperCase(), pathOf(route), undefined, {
          'x-access-token': token,
          'x-api-key': token,
        }),
        await send(route.method.toUpperCase(), pathOf(route), undefined, { 'proxy-authorization': `Bearer ${token}` }),
        await send(route.method.toUpperCase(), `${pathOf(route)}${separator}access_token=${token}`),
      ];
      const statuses = answers.map(({ status }) => status);
      return statuses.every((status) => status === 401) ? undefined : `${route.operationId}: ${statuses.join()}`;
    });
    expectNone(wrong);
  });

  it('open to no other way of writing their path', async () => {
    const all = closed.flatMap((route) =>
      otherSpellings(pathOf(route)).map((path, kind) => ({ route, path, kind: `spelling ${kind}` })),
    );
    const calls = sampled(all, {
      share: percentOfSpellings / 100,
      name: 'spellings of paths',
      groupsOf: ({ route, kind }) => [route.operationId, kind],
    });
    const wrong = await forEach(calls, async ({ route, path }) => {
      const method = route.method.toUpperCase();
      for (const as of ['nobody', 'badToken', 'otherConsumer', 'otherProvider'] as const) {
        const by = { as, route };
        const [other, own] = [await send(method, path, by), await send(method, pathOf(route), by)];
        const isRefused =
          [400, 404, 405].includes(other.status) || (other.status === own.status && other.status !== 200);
        const isSame = isDeepStrictEqual(plain(other), plain(own));
        if (!isRefused && !isSame) return `${method} ${path} by ${as}: ${other.status} instead of ${own.status}`;
      }
      return undefined;
    });
    expectNone(wrong);
  });
});

/** True when a path with parameters can stand for another one. */
function fits(pattern: string, path: string): boolean {
  return new RegExp(`^${pattern.replaceAll(/:\w+/g, '[^/]+')}$`).test(path);
}

/** The same path as proxies, browsers and attackers may write it. */
function otherSpellings(path: string): string[] {
  const [bare = '', query] = path.split('?');
  const last = bare.lastIndexOf('/');
  const [head, tail] = [bare.slice(0, last), bare.slice(last + 1)];
  const spellings = [
    `${bare}/`,
    `${bare}//`,
    `/${bare}`,
    `${head}//${tail}`,
    `${head}/./${tail}`,
    `${head}/x/../${tail}`,
    `${head}/%2e/${tail}`,
    `${head}/x/%2e%2e/${tail}`,
    `${head}%2F${tail}`,
    `${head}/${tail}%2F`,
    `${head}/%2F${tail}`,
    `${head}\\${tail}`,
    `${bare};a=b`,
    `${bare}%00`,
    `${bare}%20`,
    `${bare}.json`,
    `${bare}%23`,
    `${bare}%3Fx`,
    bare.toUpperCase(),
    bare.replace('/v1/', '/V1/'),
    bare.replace('/v1/', '/v1//'),
    bare.replace('/v1/', '/%76%31/'),
    bare.replace('/v1/', '/health/../v1/'),
    bare.replace('/v1/', '/health/%2e%2e/v1/'),
    bare.replace('/v1/', '/api/docs/..%2f..%2fv1/'),
    `http://127.0.0.1${bare}`,
    `//127.0.0.1${bare}`,
  ].filter((each) => each !== bare);
  return query === undefined ? spellings : spellings.map((each) => `${each}?${query}`);
}
