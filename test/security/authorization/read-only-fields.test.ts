import { isDeepStrictEqual } from 'node:util';
import { expect } from 'chai';
import { z } from 'zod';
import { bodyExample } from '#api/http/examples.ts';
import type { Route } from '#api/http/route.ts';
import { allRoutes } from '#api/routes.ts';
import type { ProblemDocument } from '#contracts/problem.ts';
import { sampled } from '#test/support/seed.ts';
import { limitMs, sizeOf } from '#test/support/sizes.ts';
import { call, cellsOf, forEach, type Cell } from './cells.ts';
import { fingerprintOf } from './fingerprint.ts';
import { useWorld } from './world.ts';

/** What somebody would try who wants more than is theirs, whether an answer shows it or not. */
const WANTED =
  '__proto__ constructor prototype toString role isAdmin admin actor actorId side accountId userId password_hash ' +
  'passwordHash version fee wave leadAt deletedAt $where';

/** Parts of bodies in which any name may stand, because they hold what is somebody else's. */
const FREE_NAMES = new Set(['decodePayloads /payloads/0/metadata']);

const { percentOfValues } = sizeOf('bad-input');

describe('fields that are not the caller’s to write', function () {
  this.timeout(limitMs('bad-input'));
  const used = useWorld();
  let writes: Route[];
  let readOnly: string[];

  before(() => {
    const routes = allRoutes(used.fixture.deps);
    writes = routes.filter(({ body }) => body);
    const shown = routes.flatMap(({ success }) => namesIn(success.schema && z.toJSONSchema(success.schema, ANY)));
    readOnly = [...new Set([...shown, ...WANTED.split(' ')])];
  });

  const namesWithout = (taken: readonly string[]): string[] => readOnly.filter((name) => !taken.includes(name));

  const cellOf = (route: Route): Cell =>
    cellsOf(route).find(({ expected, target }) => expected === 'in' && target === 'real')!;

  /** Sends the example of a route with something put into it and answers the fields that were refused. */
  async function refusedIn(route: Route, body: string): Promise<string[]> {
    const { fixture, world } = used;
    const headers = { 'content-type': 'application/json' };
    const answer = await call(fixture.url, world, cellOf(route), { body, headers });
    const { code, errors = [] } = JSON.parse((await answer.text()) || '{}') as Partial<ProblemDocument>;
    if (answer.status !== 400 || code !== 'validation_failed') return [`${answer.status} ${code}`];
    return errors.map((each) => `${each.in} ${each.path}`);
  }

  it('are many, and there are many bodies', () => {
    expect(readOnly).to.include.members([
      'id',
      'status',
      'createdAt',
      'consumerId',
      'providerId',
      'roles',
      'reputation',
    ]);
    expect(writes.length).to.be.greaterThan(10);
  });

  it('are refused by name, one by one and all at once, and nothing is changed', async () => {
    const before = await fingerprintOf(used.fixture.orm);
    const untaken = new Map(writes.map((route) => [route, namesWithout(namesAtTop(route))]));
    const pairs = writes.flatMap((route) => untaken.get(route)!.map((name) => ({ route, name })));
    const alone = sampled(pairs, {
      share: percentOfValues / 100,
      name: 'read-only fields',
      groupsOf: ({ route, name }) => [`by ${route.operationId}`, name],
    });
    const wrong = await forEach(writes, async (route) => {
      const example = bodyExample(route) as object;
      const names = alone.filter((each) => each.route === route).map(({ name }) => [name]);
      const sets = [...names, untaken.get(route)!];
      for (const set of sets) {
        const refused = await refusedIn(route, withFields(example, set));
        const expected = set.map((name) => `body /${name}`);
        const isRight = isDeepStrictEqual(refused.toSorted(), expected.toSorted());
        if (!isRight) return `${route.operationId}: ${set.join()}: ${refused.join()}`;
      }
      return undefined;
    });
    expect(wrong.filter((each) => each !== undefined)).to.deep.equal([]);
    expect(await fingerprintOf(used.fixture.orm)).to.deep.equal(before);
  });

  it('are refused where no body is expected at all', async () => {
    const bare = allRoutes(used.fixture.deps).filter(
      ({ method, body, upload }) => method !== 'get' && !body && !upload,
    );
    expect(bare.length).to.be.greaterThan(0);
    for (const route of bare) {
      expect(await refusedIn(route, '{"status":"completed"}'), route.operationId).to.deep.equal(['body ']);
    }
  });

  it('are refused by name in every part of a body, too', async () => {
    const before = await fingerprintOf(used.fixture.orm);
    let parts = 0;
    for (const route of writes) {
      const example = bodyExample(route) as object;
      for (const path of objectsIn(example).filter((each) => !FREE_NAMES.has(`${route.operationId} ${each}`))) {
        for (const name of ['id', 'status', '__proto__']) {
          parts += 1;
          const refused = await refusedIn(route, withFields(example, [name], path));
          expect(refused, `${route.operationId} ${path}`).to.deep.equal([`body ${path}/${name}`]);
        }
      }
    }
    expect(parts).to.be.greaterThan(10);
    expect(await fingerprintOf(used.fixture.orm)).to.deep.equal(before);
  });
});

const ANY = { io: 'output', unrepresentable: 'any' } as const;

/** The names of all properties in a JSON schema. */
function namesIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own = 'properties' in schema ? Object.keys(schema.properties as object) : [];
  return [...own, ...Object.values(schema).flatMap(namesIn)];
}

function namesAtTop({ body }: Route): string[] {
  return Object.keys((body as z.ZodObject).shape);
}

/** Pointers to the objects inside a value, itself left out. */
function objectsIn(value: unknown, pointer = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = pointer === '' || Array.isArray(value) ? [] : [pointer];
  return [...own, ...Object.entries(value).flatMap(([key, part]) => objectsIn(part, `${pointer}/${key}`))];
}

/** A JSON text with further fields in the object at a pointer; written by hand, because `__proto__` is no field of an object. */
function withFields(value: unknown, names: readonly string[], pointer = ''): string {
  if (pointer === '') {
    const own = JSON.stringify(value).slice(1, -1);
    return `{${[...(own ? [own] : []), ...names.map((name) => `${JSON.stringify(name)}:"1"`)].join()}}`;
  }
  const [, key = '', ...rest] = pointer.split('/');
  const parts = Object.entries(value as object).map(([name, part]) => [
    name,
    name === key ? withFields(part, names, rest.map((each) => `/${each}`).join('')) : JSON.stringify(part),
  ]);
  if (Array.isArray(value)) return `[${parts.map(([, text]) => text).join()}]`;
  return `{${parts.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join()}}`;
}
