import { expect } from 'chai';
import { query } from '#platform/embedded/postgres.ts';
import { silentLogger } from '#platform/logger.ts';
import { testPostgres, type TestDatabase } from '#test/support/postgres.ts';
import { migrate, migrateDown } from './migrate.ts';

const INSERT = `insert into accounts (id, email, name, password_hash, roles)
  values (gen_random_uuid(), null, 'New user', '!', '{consumer}')`;

describe('the migration to external identities', () => {
  let database: TestDatabase;
  before(async () => {
    database = await (await testPostgres()).createDatabase();
  });
  after(() => database?.drop());

  it('can be taken back with accounts that have no mail address, and keeps them', async () => {
    await query(database.url, INSERT);
    const isThere = async (): Promise<boolean> => {
      const [row] = await query(database.url, `select to_regclass('external_identities') is not null as there`);
      return (row as { there: boolean }).there;
    };
    while (await isThere()) await migrateDown(database.url, silentLogger);
    const kept = await query(database.url, `select email like '%@account.invalid' as placeholder from accounts`);
    expect(kept).to.deep.equal([{ placeholder: true }]);
    await migrate(database.url, silentLogger);
    expect(await isThere()).to.equal(true);
  });
});
