import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { ROLES } from '#domain/accounts.ts';
import { startKernel, type TestKernel } from '#test/support/kernel.ts';
import { silentLogger } from '#platform/logger.ts';
import { PROJECT_DIR } from '#platform/config.ts';
import { clientTypes } from './client-types.ts';
import { documentRoutes } from './document-routes.ts';
import { rolesOf } from './http/access.ts';
import { createMetrics } from './http/metrics.ts';
import { findFaults } from './http/mount.ts';
import { createReadiness } from './http/readiness.ts';
import type { Route } from './http/route.ts';
import { openApiYaml, wholeDocument } from './openapi-yaml.ts';
import { OWNERSHIP } from './routes.ts';
import { systemRoutes } from './system/system.routes.ts';

describe('the list of routes', () => {
  const routes = documentRoutes();
  const accounts = ROLES.map((role) => ({ id: randomUUID(), roles: [role], status: 'active' }));
  let kernel: TestKernel;

  before(async () => {
    kernel = await startKernel({ routes, deps: undefined as never, ownership: OWNERSHIP, accounts });
  });
  after(() => kernel.stop());

  const committed = (file: string): string => readFileSync(path.join(PROJECT_DIR, file), 'utf8');
  const send = ({ method, path: pattern }: Route, as?: string) =>
    kernel.api.send(method.toUpperCase(), pattern.replaceAll(/:\w+/g, 'not-an-id'), { as });

  it('is fit to be mounted', () => {
    expect(findFaults(routes, OWNERSHIP)).to.deep.equal([]);
  });
  it('is what the committed openapi.yaml says', () => {
    expect(committed('openapi.yaml') === openApiYaml(routes), 'run `npm run openapi`').to.equal(true);
  });
  it('is what the committed types of the web client say', () => {
    const types = clientTypes(wholeDocument(routes));
    expect(committed('web/api/schema.ts') === types, 'run `npm run openapi`').to.equal(true);
  });
  it('limits every operation but those that probes ask all the time', () => {
    const readiness = createReadiness({ checks: [], log: silentLogger });
    const system = systemRoutes({ routes, readiness, metrics: createMetrics(), metricsEnabled: true });
    const unlimited = [...system, ...routes].filter(({ rateClass }) => rateClass === 'none');
    expect(unlimited.map(({ operationId }) => operationId)).to.deep.equal(['getHealth', 'getReadiness']);
  });
  it('lets nobody without a token past a route that is not for everybody', async () => {
    const closed = routes.filter(({ access }) => access !== 'public' && access !== 'optional');
    expect(closed.length).to.be.greaterThan(10);
    for (const each of closed) expect(await send(each), each.operationId).to.be.problem(401, 'unauthenticated');
  });
  it('lets nobody with a bad token past a route that asks who is there', async () => {
    for (const each of routes.filter(({ access }) => access !== 'public')) {
      expect(await send(each, 'bad'), each.operationId).to.be.problem(401, 'unauthenticated');
    }
  });
  it('lets no role past a route that is for another', async () => {
    for (const account of accounts) {
      const { token } = await kernel.issueToken(account.id);
      const held = new Set(['consumer', ...account.roles]);
      const foreign = routes.filter((each) => rolesOf(each.access)?.every((role) => !held.has(role)));
      for (const each of foreign) expect(await send(each, token), each.operationId).to.be.problem(403, 'forbidden');
    }
  });
});
