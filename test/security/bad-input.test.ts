import { expect } from 'chai';
import { z } from 'zod';
import { bodyExample } from '#api/http/examples.ts';
import type { Route } from '#api/http/route.ts';
import { allRoutes } from '#api/routes.ts';
import type { ProblemDocument } from '#contracts/problem.ts';
import { sampled } from '#test/support/seed.ts';
import { limitMs, sizeOf } from '#test/support/sizes.ts';
import { addressOf, call, cellsOf, forEach, type Cell } from './authorization/cells.ts';
import { fingerprintOf } from './authorization/fingerprint.ts';
import { useWorld } from './authorization/world.ts';
import { fieldsOf, withParents, withText, type Field, type Schema } from './bad-input-schema.ts';
import { BAD_IDS, badTexts, extremesOf, illegalFor, NO_COUNT, NO_JSON, NO_OBJECT } from './bad-input-values.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const { percentOfValues } = sizeOf('bad-input');
const NOBODY_READS = 20; // of wrong calls in the message of a failure

describe('bad input', function () {
  this.timeout(limitMs('bad-input'));
  const used = useWorld();
  let routes: Route[];
  let writes: Route[];

  before(() => {
    routes = allRoutes(used.fixture.deps);
    writes = routes.filter(({ body }) => body);
  });

  /** A call of somebody who may call, so that whatever is refused is refused for what was sent. */
  const cellOf = (route: Route): Cell =>
    cellsOf(route).find(({ expected, target }) => expected === 'in' && target === 'real')!;
  const addressFor = (route: Route): string => addressOf(used.world, cellOf(route));
  const ask = async (route: Route, address: string, body?: string | Buffer) => {
    const sent = body === undefined ? undefined : { body: body as string, headers: JSON_TYPE };
    const answer = await call(used.fixture.url, used.world, cellOf(route), sent, address);
    return { status: answer.status, text: await answer.text() };
  };

  interface Attempt {
    readonly route: Route;
    readonly address?: string;
    readonly body?: string | Buffer;
    /** What is tried there, wherever else it is tried as well. */
    readonly value?: string;
    /** Where the only mistake is; undefined when the whole cannot be read. */
    readonly at?: string;
  }

  /** Sends all of it and expects each to be refused for the one thing that is wrong with it, and nothing to be changed. */
  async function expectRefused(all: readonly Attempt[], least: number): Promise<void> {
    expect(all.length, 'attempts').to.be.greaterThan(least);
    const attempts = some(all);
    const before = await fingerprintOf(used.fixture.orm);
    const wrong = await forEach(attempts, async ({ route, address = addressFor(route), body, at }) => {
      const { status, text } = await ask(route, address, body);
      if (status === 400 && isNamed(text, at)) return undefined;
      return `${route.operationId} ${address} ${String(body).slice(0, 300)}: expected ${at}, got ${status} ${text.slice(0, 400)}`;
    });
    expectNone(wrong);
    expect(await fingerprintOf(used.fixture.orm)).to.deep.equal(before);
  }

  /** A share of the attempts, in which every operation, every place and every value that is tried at any place is still tried. */
  function some(all: readonly Attempt[]): Attempt[] {
    const groupsOf = ({ route: { operationId }, at, value }: Attempt): string[] => [
      operationId,
      `${operationId} ${at}`,
      `value ${value}`,
    ];
    return sampled(all, { share: percentOfValues / 100, name: 'bad input', groupsOf });
  }

  it('is refused by the name of the field, for every field of every body', async () => {
    const attempts = writes.flatMap((route) => {
      const fields = fieldsOf(route.body);
      return fields.flatMap((field) => illegalFor(field.schema).map((text) => inBody(route, fields, field, text)));
    });
    await expectRefused(attempts, 1_000);
  });

  it('is refused when a field is named twice, in every object of every body, and however deep', async () => {
    const attempts = writes.flatMap((route) => {
      const fields = fieldsOf(route.body);
      const isNamedOnce = ({ path }: Field): boolean => path.length > 0 && path.at(-1) !== '0';
      return fields.filter(isNamedOnce).flatMap((field) => {
        const name = JSON.stringify(field.path.at(-1));
        const pointer = `body /${field.path.join('/')}`;
        const parent = { ...field, path: field.path.slice(0, -1) };
        const twice = [`{${name}:null,${name}:null}`, `{${name}:null,"x":{},"\\u${hex(name[1])}${name.slice(2)}:1}`];
        return twice.map((text) => ({ ...inBody(route, fields, parent, text), at: pointer }));
      });
    });
    await expectRefused(attempts, 50);
  });

  it('is refused as a whole where it is no JSON or no object', async () => {
    const unreadable = writes.flatMap((route) => NO_JSON.map((body, kind) => ({ route, body, value: String(kind) })));
    const noObjects = writes.flatMap((route) => NO_OBJECT.map((body) => ({ route, body, value: body, at: 'body ' })));
    await expectRefused([...unreadable, ...noObjects], 200);
  });

  it('is refused where a body is sent to an operation that takes none', async () => {
    const bodiless = routes.filter(({ body, upload, method }) => !body && !upload && method !== 'get'); // fetch sends no body with GET
    await expectRefused(
      bodiless.map((route) => ({ route, body: '{}', at: 'body ' })),
      0,
    );
  });

  it('is refused for every id in every path, or names nothing', async () => {
    const before = await fingerprintOf(used.fixture.orm);
    const raw = ['%zz', '%', '%ff', '%c0%af', '%e0%80%af', '%00', '%2e%2e%2f', '%2500', 'x'.repeat(8_000), ''];
    const named = routes.filter(({ path, isPage }) => path.includes(':') && !isPage); // a page reads its address itself
    const attempts = named.flatMap((route) =>
      [...BAD_IDS.filter((id) => !id.includes('..')).map(encodeURIComponent), ...raw].map((id) => {
        const [, query = ''] = addressFor(route).split('?');
        return {
          route,
          value: id,
          ...goodBody(route),
          address: `${route.path.replaceAll(/:\w+/g, () => id)}?${query}`,
        };
      }),
    );
    expect(attempts.length).to.be.greaterThan(500);
    const wrong = await forEach(some(attempts), async ({ route, address = addressFor(route), body }) => {
      const { status, text } = await ask(route, address, body);
      const isFree = !fieldsOf(route.params).some(({ schema }) => schema.format === 'uuid');
      const isRight =
        status === 404 || status === 405 || (status === 400 && (isFree || isNamed(text, `path ${pathOf(route)}`)));
      return isRight ? undefined : `${address}: ${status} ${text}`;
    });
    expectNone(wrong);
    expect(await fingerprintOf(used.fixture.orm)).to.deep.equal(before);
  });

  it('is refused by the name of the parameter, for every parameter of every query', async () => {
    const attempts = routes.filter(({ query }) => query).flatMap((route) => queryAttempts(route));
    await expectRefused(attempts, 300);
  });

  it('is refused where a query parameter is not known, however it is written and however many come before it', async () => {
    const names = ['bogus', '__proto__', 'constructor', 'limit[]', 'limit[0]', 'limit.max', 'Limit', '$where', ''];
    // What is wrong with the query of an upload is told beside the missing bytes; a page leaves its query to its script.
    const withoutUpload = routes.filter(({ upload, isPage }) => !upload && !isPage);
    const attempts = withoutUpload.flatMap((route) =>
      names.map((name) => ({
        route,
        value: name,
        ...goodBody(route),
        address: withQuery(addressFor(route), name, '1'),
        at: `query /${name}`,
      })),
    );
    const far = withoutUpload.map((route) => ({
      route,
      ...goodBody(route),
      address: withQuery(addressFor(route), `${'&'.repeat(2_000)}bogus`, '1'),
      at: 'query /bogus',
    }));
    await expectRefused([...attempts, ...far], 200);
  });

  it('is refused where a cursor was not made for this list', async () => {
    const other = used.fixture.deps
      .cursorsOf('anotherList', z.array(z.unknown()))
      .seal(['2026-03-02T09:00:00Z', BAD_IDS[0]]);
    const payload = Buffer.concat([Buffer.alloc(16), Buffer.from('["2026-03-02T09:00:00Z","x"]')]).toString(
      'base64url',
    );
    const forged = [other, payload, `${other}A`, 'null', '%25', '_', 'e30', "' or 1=1 --", '__proto__', '0'];
    const lists = routes.filter(({ query }) => query && fieldsOf(query).some(({ path }) => path[0] === 'cursor'));
    const attempts = lists.flatMap((route) =>
      forged.map((cursor) => ({
        route,
        value: cursor,
        address: withQuery(addressFor(route), 'cursor', cursor),
        at: 'query /cursor',
      })),
    );
    await expectRefused(attempts, 50);
  });

  it('begins beyond what a contract allows: whatever is just inside is no mistake of ours', async () => {
    const inBodies = writes.flatMap((route) => {
      const fields = fieldsOf(route.body);
      return fields.flatMap((field) =>
        extremesOf(field.schema).map((text) => ({ ...inBody(route, fields, field, text), value: '' })),
      );
    });
    const inQueries = routes
      .filter(({ query }) => query)
      .flatMap((route) =>
        fieldsOf(route.query).flatMap(({ path: [name = ''], schema }) =>
          extremesOf(schema).map((text) => ({
            route,
            at: `query /${name}`,
            ...goodBody(route),
            address: withQuery(addressFor(route), name, encodeURIComponent(String(JSON.parse(text)))),
          })),
        ),
      );
    const attempts: Attempt[] = [...inBodies, ...inQueries];
    expect(attempts.length).to.be.greaterThan(100);
    const wrong = await forEach(some(attempts), async ({ route, address = addressFor(route), body }) => {
      const { status, text } = await ask(route, address, body);
      const isFine = status < 500 || (JSON.parse(text) as ProblemDocument).code === 'unavailable'; // there is no Temporal here
      return isFine ? undefined : `${route.operationId} ${address} ${String(body).slice(0, 300)}: ${status} ${text}`;
    });
    expectNone(wrong);
  });

  function queryAttempts(route: Route): Attempt[] {
    const [, ...fields] = fieldsOf(route.query);
    return fields.flatMap(({ path: [name = ''], schema }) => {
      const texts = schema.type === 'integer' ? noNumbers(schema) : badTexts(schema);
      const clean = addressFor(route).replace(new RegExp(`${name}=[^&]*&?`), '');
      const at = `query /${name}`;
      const values = [...texts.map(encodeURIComponent), '%00', '%ff', '%zz', '%c0%af'];
      const single = values.map((value) => ({ route, value, address: rawQuery(clean, `${name}=${value}`), at }));
      return [...single, { route, address: rawQuery(clean, `${name}=1&${name}=1`), at }];
    });
  }
});

/** Zero is a number like any other where the contract allows it. */
function noNumbers({ minimum, maximum = 0 }: Schema): string[] {
  return [...NO_COUNT.filter((text) => text !== '0' || minimum !== 0), String(maximum + 1)];
}

function expectNone(wrong: readonly (string | undefined)[]): void {
  const found = wrong.filter((each) => each !== undefined);
  expect(found.length, found.slice(0, NOBODY_READS).join('\n')).to.equal(0);
}

/** The call in which one field of a good body has another value. */
function inBody(route: Route, fields: readonly Field[], { path }: Field, text: string) {
  const body = withText(withParents(bodyExample(route), fields, path), path, text);
  return { route, body, value: text, at: `body ${path.map((name) => `/${name}`).join('')}` };
}

/** True when a problem names this place or places inside it and no other; a cursor has a problem of its own. */
function isNamed(text: string, at: string | undefined): boolean {
  const { code, errors = [] } = JSON.parse(text) as ProblemDocument;
  if (at === undefined) return code === 'malformed_request';
  if (at === 'query /cursor' && code === 'invalid_cursor') return true;
  const isInside = (place: string): boolean => place === at || place.startsWith(`${at}/`);
  return (
    code === 'validation_failed' && errors.length > 0 && errors.every((each) => isInside(`${each.in} ${each.path}`))
  );
}

const goodBody = (route: Route): { body?: string } => (route.body ? { body: JSON.stringify(bodyExample(route)) } : {});
const pathOf = ({ path }: Route): string => path.match(/:\w+/)?.[0]?.replace(':', '/') ?? '';
const rawQuery = (address: string, query: string): string => `${address}${address.includes('?') ? '&' : '?'}${query}`;
const withQuery = (address: string, name: string, value: string): string => rawQuery(address, `${name}=${value}`);
const hex = (character = ''): string => character.charCodeAt(0).toString(16).padStart(4, '0');
