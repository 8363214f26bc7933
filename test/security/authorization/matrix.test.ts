import { expect } from 'chai';
import { systemRoutes } from '#api/system/system.routes.ts';
import { createMetrics } from '#api/http/metrics.ts';
import { createReadiness } from '#api/http/readiness.ts';
import { allRoutes } from '#api/routes.ts';
import type { Route } from '#api/http/route.ts';
import { silentLogger } from '#platform/logger.ts';
import { sampled } from '#test/support/seed.ts';
import { sizeOf } from '#test/support/sizes.ts';
import { bodiesFor, HOSTILE_BODIES } from './bodies.ts';
import { call, cellsOf, forEach, knock, named, operationOf, someoneLetIn, type Cell } from './cells.ts';
import { fingerprintOf } from './fingerprint.ts';
import { mutantsOf, useSwitch } from './mutants.ts';
import { OPERATIONS } from './operations.ts';
import { useWorld } from './world.ts';

const { percentOfMutants, percentOfHostileBodies } = sizeOf('mutants');

describe('the authorization matrix', () => {
  const used = useWorld();
  const served = useSwitch();
  let routes: Route[];
  let cells: Cell[];
  let unchanged: Record<string, string>;

  before(async () => {
    const { fixture } = used;
    const readiness = createReadiness({ checks: [], log: silentLogger });
    const sliced = allRoutes(fixture.deps);
    const system = systemRoutes({ routes: sliced, readiness, metrics: createMetrics(), metricsEnabled: true });
    routes = [...sliced, ...system];
    cells = routes.filter(({ operationId }) => OPERATIONS[operationId]).flatMap(cellsOf);
    unchanged = await fingerprintOf(fixture.orm);
  });
  afterEach('nothing was changed by all this', async () => {
    expect(await fingerprintOf(used.fixture.orm)).to.deep.equal(unchanged);
  });

  const expectNone = (wrong: readonly (string | undefined)[], what: string): void => {
    const found = wrong.filter((each) => each !== undefined);
    expect(found, `${found.length} ${what}:\n${found.slice(0, 40).join('\n')}\n`).to.have.length(0);
  };

  it('has a line for every route and a route for every line', () => {
    const ids = routes.map(({ operationId }) => operationId);
    expect(Object.keys(OPERATIONS).toSorted()).to.deep.equal(ids.toSorted());
  });

  it('lets everybody in who may and nobody else, and says why', async () => {
    const { fixture, world } = used;
    const wrong = await forEach(cells, async (cell) => {
      const verdict = await knock(fixture.url, world, cell);
      return verdict === cell.expected ? undefined : `${named(cell)}: ${verdict} instead of ${cell.expected}`;
    });
    expectNone(wrong, 'calls were answered otherwise');
  });

  it('says so before it looks at a body, whatever that is', async () => {
    const { fixture, world } = used;
    const refused = cells.filter(({ route, expected }) => (route.body || route.upload) && expected !== 'in');
    const all = refused.flatMap((cell) => HOSTILE_BODIES.map((body) => ({ cell, body })));
    const calls = sampled(all, {
      share: percentOfHostileBodies / 100,
      name: 'hostile bodies',
      groupsOf: ({ cell, body }) => [cell.route.operationId, cell.caller, cell.expected, body.name],
    });
    expect(calls.length).to.be.greaterThan(100);
    const wrong = await forEach(calls, async ({ cell, body }) => {
      const verdict = await knock(fixture.url, world, cell, body);
      return verdict === cell.expected ? undefined : `${named(cell)} with ${body.name}: ${verdict}`;
    });
    expectNone(wrong, 'bodies were looked at');
  });

  it('looks at the body of whoever was let in', async () => {
    const { fixture, world } = used;
    const open = routes.filter(({ body }) => body).map((route) => cellsOf(route).find(isLetIn)!);
    const calls = open.flatMap((cell) => bodiesFor(cell.route).map((body) => ({ cell, body })));
    const wrong = await forEach(calls, async ({ cell, body }) => {
      const { status } = await call(fixture.url, world, cell, body);
      return status === body.status ? undefined : `${named(cell)} with ${body.name}: ${status}`;
    });
    expectNone(wrong, 'bodies were not refused');
  });

  it('answers every read for real to whoever may', async () => {
    const { fixture, world } = used;
    const reads = cells.filter(({ route, expected }) => route.method === 'get' && expected === 'in');
    const wrong = await forEach(reads, async (cell) => {
      const { status } = await call(fixture.url, world, cell);
      const isThere = cell.target === 'real' || cell.route.isPage ? status >= 200 && status < 300 : status === 404;
      return isThere ? undefined : `${named(cell)}: ${status}`;
    });
    expectNone(wrong, 'reads went wrong');
  });

  it('notices every access rule that is taken away or replaced', async () => {
    const { fixture, world } = used;
    const missed: string[] = [];
    const unchecked: string[] = [];
    let count = 0;
    const doors = allRoutes(fixture.deps);
    const every = doors.flatMap((route) =>
      mutantsOf(route, world, someoneLetIn(operationOf(route))).map((mutant) => ({ route, mutant })),
    );
    const chosen = sampled(every, {
      share: percentOfMutants / 100,
      name: 'mutants',
      groupsOf: ({ route, mutant }) => [route.operationId, mutant.name],
    });
    for (const route of doors) {
      const mutants = chosen.filter((each) => each.route === route).map(({ mutant }) => mutant);
      const isClosed = route.access !== 'public';
      if (isClosed && mutants.length === 0) unchecked.push(route.operationId);
      count += mutants.length;
      served.by(fixture.appWith({ routes: [route] }));
      if (await isNoticed(served.url, cellsOf(route))) missed.push(`${route.operationId}: fails as it stands`);
      for (const { name, ...doors } of mutants) {
        served.by(fixture.appWith(doors));
        if (!(await isNoticed(served.url, cellsOf(route)))) missed.push(`${route.operationId}: ${name}`);
      }
    }
    const operations = `${Object.keys(OPERATIONS).length} of ${routes.length} operations`;
    const caught = `${count - missed.length} of ${count} mutants caught, of ${every.length}`;
    process.stdout.write(`      ${operations}, ${cells.length} cells, ${caught}\n`);
    expect(count).to.be.greaterThan(routes.filter(({ access }) => access !== 'public').length);
    expectNone(unchecked, 'operations have no mutant');
    expectNone(missed, 'mutants were not noticed');

    async function isNoticed(url: string, among: readonly Cell[]): Promise<boolean> {
      for (const cell of among.toSorted(byPromise)) {
        if ((await knock(url, world, cell)) !== cell.expected) return true;
      }
      return false;
    }
  });
});

const isLetIn = ({ expected, target }: Cell): boolean => expected === 'in' && target === 'real';

/** First the calls with the real id: most mutants show there. */
function byPromise(a: Cell, b: Cell): number {
  return Number(a.target !== 'real') - Number(b.target !== 'real');
}
