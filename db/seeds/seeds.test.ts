import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { rebuildRating } from '#activities/booking/rating.ts';
import { findMatches } from '#activities/matching/find-matches.ts';
import { CATEGORY_NAMES, SERVICE_TYPE_NAMES, categoryOf, findService } from '#domain/catalog.ts';
import { isTimeZone } from '#domain/availability/zone.ts';
import { rank } from '#domain/matching/rank.ts';
import { DEFAULT_WEIGHTS } from '#domain/matching/score.ts';
import { PROJECT_DIR } from '#platform/config.ts';
import { query } from '#platform/embedded/postgres.ts';
import { silentLogger } from '#platform/logger.ts';
import { UNUSABLE_PASSWORD, verifyPassword } from '#platform/password.ts';
import { insertRequest } from '#test/support/factories.ts';
import { testPostgres } from '#test/support/postgres.ts';
import { testFolder } from '#test/support/servers.ts';
import { useOrm } from '#test/support/use-orm.ts';
import { Account } from '../entities/account.entity.ts';
import { ProviderService } from '../entities/provider-service.entity.ts';
import { Provider } from '../entities/provider.entity.ts';
import { Review } from '../entities/review.entity.ts';
import { ServiceRequest } from '../entities/service-request.entity.ts';
import { DEMO_ACCOUNTS } from './demo-accounts.ts';
import { seedOnce } from './index.ts';

const run = promisify(execFile);

describe('the seeds', () => {
  const db = useOrm('seeded');

  it('hold at least 60 active providers over all categories and three cities, in at least two time zones', async () => {
    const providers = await db.em().find(Provider, { status: 'active' });
    expect(providers).to.have.length.greaterThanOrEqual(60);
    expect(new Set(providers.map(({ city }) => city))).to.have.property('size', 3);
    const zones = new Set(providers.map(({ timezone }) => timezone));
    expect(zones.size).to.be.greaterThanOrEqual(2);
    for (const zone of zones) expect(isTimeZone(zone)).to.equal(true);
    for (const { lat, lng } of providers) expect([typeof lat, typeof lng]).to.deep.equal(['number', 'number']);
    for (const { schedule } of providers) expect(Object.keys(schedule)).to.have.length.greaterThanOrEqual(5);
  });

  it('offer every service type of the catalog in every city, at prices that are typical for it', async () => {
    const services = await db.em().find(ProviderService, {}, { populate: ['provider'] });
    const offered = new Set(services.map(({ serviceType, provider }) => `${serviceType} in ${provider.city}`));
    expect(offered.size).to.equal(3 * SERVICE_TYPE_NAMES.length);
    expect(new Set(services.map(({ category }) => category)).size).to.equal(CATEGORY_NAMES.length);
    for (const { serviceType, category, priceMin, priceMax, currency } of services) {
      const { min, max } = findService(serviceType)!.typicalPriceRange;
      expect(category).to.equal(categoryOf(serviceType));
      expect(priceMin).to.be.within(min, priceMax);
      expect(priceMax).to.be.within(priceMin, max);
      expect(currency).to.equal('USD');
    }
  });

  it('give a provider only specializations of what it offers', async () => {
    for (const provider of await db.em().find(Provider, {})) {
      const services = await db.em().find(ProviderService, { provider });
      const known = services.flatMap(({ serviceType }) => findService(serviceType)!.specializations);
      expect(known).to.include.members(provider.specializations);
      expect(services).to.have.length.within(1, 2);
    }
  });

  it('hold newcomers beside those who are known', async () => {
    const newcomers = await db.em().count(Provider, { rating: null, reviewCount: 0, responseRate: null });
    expect(newcomers).to.be.within(5, 30);
    expect(await db.em().count(Provider, { rating: null, reviewCount: { $gt: 0 } })).to.equal(0);
  });

  it('give a provider the rating that its reviews make: rebuilding it changes nothing', async () => {
    const standing = async () =>
      (await db.em().find(Provider, {}, { orderBy: { id: 1 } })).map((each) => [
        each.id,
        each.rating,
        each.reviewCount,
        each.reviewerCount,
      ]);
    const before = await standing();
    for (const [id] of before) await rebuildRating(db.em(), String(id));
    expect(await standing()).to.deep.equal(before);
    expect(await db.em().count(Review)).to.be.greaterThan(500);
  });

  it('let the demo accounts sign in, and nobody else', async () => {
    for (const { id, email, password, role } of DEMO_ACCOUNTS) {
      const account = await db.em().findOneOrFail(Account, { id, email });
      expect(account.roles).to.include(role);
      expect(await verifyPassword(account.passwordHash, password)).to.equal(true);
    }
    const others = { id: { $nin: DEMO_ACCOUNTS.map(({ id }) => id) }, passwordHash: { $ne: UNUSABLE_PASSWORD } };
    expect(await db.em().count(Account, others)).to.equal(0);
    expect(DEMO_ACCOUNTS.map(({ role }) => role)).to.deep.equal(['consumer', 'provider', 'provider', 'admin']);
  });

  for (const [label, place] of [
    ['in Brooklyn', {}],
    ['in the city', { lat: null, lng: null }],
    ['in Manhattan', { lat: 40.7831, lng: -73.9712 }],
  ] as const) {
    it(`have the demo providers best for a curly haircut ${label}`, async () => {
      const { id } = await insertRequest(db.em(), { ...place });
      const request = await db.em().findOneOrFail(ServiceRequest, id);
      const search = { weights: DEFAULT_WEIGHTS, candidatesPerBatch: 200, limit: 10, excluded: [], nowMs: Date.now() };
      const { ranked } = await findMatches(db.em(), request, search);
      const demo = DEMO_ACCOUNTS.flatMap(({ providerId }) => (providerId ? [providerId] : []));
      expect(demo).to.have.length(2);
      expect(ranked.slice(0, 2).map(({ providerId }) => providerId)).to.have.members(demo);
      expect(rank(ranked.map(({ providerId, score: total }) => ({ providerId, total })))).to.have.length(ranked.length);
    });
  }

  describe('seedOnce', () => {
    /** Everything but salted hashes and what Postgres itself stamps. */
    async function content(url: string): Promise<unknown[]> {
      const tables = [
        'accounts',
        'providers',
        'provider_services',
        'service_requests',
        'offers',
        'bookings',
        'reviews',
      ];
      const rows = tables.map((table) =>
        query(url, `select to_jsonb(t) - 'password_hash' as row from ${table} t order by id`),
      );
      return Promise.all(rows);
    }

    async function emptyDatabase(): Promise<string> {
      return (await (await testPostgres()).createDatabase()).url;
    }

    it('makes the same rows in every database', async () => {
      const url = await emptyDatabase();
      await seedOnce(url, silentLogger, { demoAccounts: true });
      const again = await emptyDatabase();
      await seedOnce(again, silentLogger, { demoAccounts: true });
      expect(await content(again)).to.deep.equal(await content(url));
    });

    it('leaves a database alone that is not empty', async () => {
      const url = await emptyDatabase();
      await query(
        url,
        `insert into accounts (id, email, name, password_hash, roles)
         values (gen_random_uuid(), 'first@test.example', 'First', '!', '{consumer}')`,
      );
      await seedOnce(url, silentLogger);
      expect(await query(url, 'select count(*)::int from accounts')).to.deep.equal([{ count: 1 }]);
    });

    it('fills a database once when two processes do it together', async () => {
      const url = await emptyDatabase();
      const script = testFolder('seed.mjs');
      const [module, logger] = ['db/seeds/index.ts', 'platform/logger.ts'].map(
        (file) => `file://${PROJECT_DIR}/${file}`,
      );
      fs.writeFileSync(
        script,
        `import { seedOnce } from '${module}'; import { silentLogger } from '${logger}';
         await seedOnce(process.argv[2], { ...silentLogger, info: (_, text) => process.stdout.write(text + ';') });`,
      );
      const processes = await Promise.all([1, 2].map(() => run(process.execPath, [script, url])));
      expect(processes.map(({ stdout }) => stdout).join('')).to.equal('the empty database was filled;');
    });

    it('makes no account that anybody could sign in to, unless it is asked to', async () => {
      const url = await emptyDatabase();
      await seedOnce(url, silentLogger);
      const usable = await query(
        url,
        `select count(*)::int from accounts where password_hash <> '${UNUSABLE_PASSWORD}'`,
      );
      expect(usable).to.deep.equal([{ count: 0 }]);
      const [{ count } = { count: 0 }] = (await query(url, 'select count(*)::int from providers')) as {
        count: number;
      }[];
      expect(count).to.be.greaterThanOrEqual(60);
    });
  });
});
