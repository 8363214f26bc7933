import { expect } from 'chai';
import fc from 'fast-check';
import type { z } from 'zod';
import { bodyExample } from '#api/http/examples.ts';
import type { Route } from '#api/http/route.ts';
import { allRoutes } from '#api/routes.ts';
import { useApi } from '#test/support/api.ts';
import { limitMs, sizeOf } from '#test/support/sizes.ts';
import { fieldsOf, withParents, withText, type Field } from './bad-input-schema.ts';
import { valuesAround } from './contract-values.ts';

/** How a column holds what a field brings, by the type and the format of the field. */
const COLUMNS: Readonly<Record<string, string>> = {
  integer: 'bigint',
  number: 'float8',
  boolean: 'boolean',
  date: 'date',
  'date-time': 'timestamptz',
  uuid: 'uuid',
};
/** The only whole numbers that are larger than an `int4`: they count the entries of a feed, in a column of eight bytes. */
const LONG = /^(?:upTo|after)$/;
const { valuesPerField: RUNS } = sizeOf('bad-input');

describe('what a contract takes, the database takes', function () {
  this.timeout(limitMs('bad-input')); // thousands of statements
  const fixture = useApi();
  const taken = new Map<string, number>();

  it('for every field of every body, in the column that its kind has and inside a document', async () => {
    const writes = allRoutes(fixture.deps).filter(({ body, operationId }) => body && !operationId.startsWith('codec'));
    expect(writes.length).to.be.greaterThan(20);
    for (const route of writes) for (const field of leavesOf(route)) await holds(route, field);
    // The others stand in a pair that a single value cannot change, such as category and service.
    const used = [...taken].filter(([, count]) => count > 0);
    expect(used.length, 'fields of which at least one value was taken').to.be.greaterThan(60);
  });

  it('and the formulas of distance take every place', async () => {
    const create = allRoutes(fixture.deps).find(({ operationId }) => operationId === 'createRequest')!;
    const fields = fieldsOf(create.body as z.ZodType);
    const degrees = fields.filter(({ path }) => /^location\/(?:lat|lng)$/.test(path.join('/')));
    const [lats, lngs] = degrees.map(({ schema }) => valuesAround(schema)) as [
      fc.Arbitrary<number>,
      fc.Arbitrary<number>,
    ];
    let count = 0;
    const property = fc.asyncProperty(lats, lngs, async (lat, lng) => {
      const place = { city: 'Berlin', lat, lng };
      const read = create.body?.safeParse({ ...(bodyExample(create) as object), location: place });
      if (!read?.success) return;
      count += 1;
      const { location } = read.data as { location: { lat: number; lng: number } };
      const [row] = await ask<{ km: number; square: number }>(
        `select earth_distance(ll_to_earth(?::float8, ?::float8), ll_to_earth(52.5, 13.4)) / 1000 as km,
           power(sin(radians(?::float8) / 2), 2) as square`,
        [location.lat, location.lng, location.lat],
      );
      expect(row?.km).to.be.within(0, 20_100);
    });
    await fc.assert(property, { numRuns: 500 });
    expect(count).to.be.greaterThan(100);
  });

  async function holds(route: Route, field: Field): Promise<void> {
    const fields = fieldsOf(route.body as z.ZodType);
    const whole = withParents(bodyExample(route), fields, field.path);
    const name = `${route.operationId} ${field.path.join('/')}`;
    const isLong = LONG.test(field.path.at(-1) ?? '');
    let count = 0;
    const property = fc.asyncProperty(valuesAround(field.schema), async (value) => {
      const read = route.body?.safeParse(JSON.parse(withText(whole, field.path, JSON.stringify(value))));
      if (!read?.success) return;
      count += 1;
      const kept = at(read.data, field.path);
      const [row] = await ask<{ body: unknown; held: string | null }>(
        `select ?::jsonb as body, to_jsonb(?::${columnOf(field, isLong)}) #>> '{}' as held`,
        [JSON.stringify(read.data), kept ?? null],
      );
      expect(row?.body, name).to.deep.equal(JSON.parse(JSON.stringify(read.data)));
      if (typeof kept === 'string' && field.schema.format === undefined) expect(row?.held, name).to.equal(kept);
      if (typeof kept === 'number') expect(Number(row?.held), name).to.equal(kept);
      if (field.schema.format === 'date-time') {
        expect(Date.parse(row?.held ?? ''), name).to.equal(Date.parse(String(kept)));
      }
    });
    await fc.assert(property, { numRuns: RUNS });
    taken.set(name, (taken.get(name) ?? 0) + count);
  }

  async function ask<Row>(sql: string, params: unknown[]): Promise<Row[]> {
    return (await fixture.orm.em.fork().execute(sql, params)) as Row[];
  }
});

/** The fields of a body that hold a value and no others. */
function leavesOf(route: Route): Field[] {
  const leaves = fieldsOf(route.body as z.ZodType).filter(
    ({ schema }) => !['object', 'array'].includes(schema.type ?? ''),
  );
  return leaves.filter(({ path }) => path.length > 0);
}

function columnOf({ schema: { type = 'string', format = '' } }: Field, isLong: boolean): string {
  if (type === 'integer' && !isLong) return 'int4';
  return COLUMNS[format] ?? COLUMNS[type] ?? 'text';
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((part, name) => (part as Record<string, unknown> | null | undefined)?.[name], value);
}
