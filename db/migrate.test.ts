import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { PROJECT_DIR } from '#platform/config.ts';
import { query } from '#platform/embedded/postgres.ts';
import { silentLogger } from '#platform/logger.ts';
import { UserError } from '#platform/user-error.ts';
import { testPostgres } from '#test/support/postgres.ts';
import { testFolder } from '#test/support/servers.ts';
import { EXTENSIONS } from './extensions.ts';
import { createMigration, migrate, migrateDown } from './migrate.ts';
import { createOrm } from './orm.ts';

const run = promisify(execFile);

/** What Postgres knows of our tables, functions and triggers, the books of the migrations aside. */
const CATALOG = `
  select 'column' as kind, table_name || '.' || column_name || ' ' || data_type || coalesce(column_default, '') as what
    from information_schema.columns where table_schema = 'public' and table_name <> 'migrations'
  union all select 'constraint', conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(pg_constraint.oid)
    from pg_constraint where connamespace = 'public'::regnamespace and conrelid > 0
    and conrelid <> coalesce(to_regclass('migrations'), 0)
  union all select 'index', indexdef from pg_indexes where schemaname = 'public' and tablename <> 'migrations'
  union all select 'trigger', pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
  union all select 'function', proname || prosrc from pg_proc
    where pronamespace = 'public'::regnamespace and prolang = (select oid from pg_language where lanname = 'plpgsql')
  order by 1, 2`;

describe('migrate', () => {
  /** Names a database that does not exist yet, or one without any table. */
  async function fresh(make = true): Promise<string> {
    const postgres = await testPostgres();
    const database = await postgres.createDatabase({ content: 'empty' });
    if (!make) await database.drop();
    return database.url;
  }

  async function differences(url: string): Promise<string> {
    const orm = await createOrm({ url, poolMax: 1 });
    try {
      const { up, down } = await orm.schema.getUpdateSchemaMigrationSQL({ wrap: false });
      return up + down;
    } finally {
      await orm.close();
    }
  }

  it('leads to exactly what the entities declare', async () => {
    const url = await fresh();
    await migrate(url, silentLogger);
    expect(await differences(url)).to.equal('');
  });

  it('leads to the same definitions as the entities alone, down to every expression', async () => {
    const [migrated, declared] = [await fresh(), await fresh()];
    await migrate(migrated, silentLogger);
    for (const name of EXTENSIONS) await query(declared, `create extension ${name}`);
    const orm = await createOrm({ url: declared, poolMax: 1 });
    await orm.schema.create();
    await orm.close();
    expect(await query(migrated, CATALOG)).to.deep.equal(await query(declared, CATALOG));
  });

  for (const [part, sql] of [
    ['an index', 'drop index offers_service_id_index'],
    ['the index of places', 'drop index provider_services_place'],
    ['the exclusion constraint', 'alter table bookings drop constraint bookings_no_overlap'],
    ['a check', 'alter table offers drop constraint offers_price_amount_check'],
    ['a trigger', 'drop trigger workflow_outbox_announce on workflow_outbox'],
    ['a column', 'alter table providers drop column bio'],
  ] as const) {
    it(`would not pass with ${part} missing`, async () => {
      const url = await fresh();
      await migrate(url, silentLogger);
      await query(url, sql);
      expect(await differences(url)).not.to.equal('');
    });
  }

  it('goes down to nothing and up to the same again', async () => {
    const url = await fresh();
    await migrate(url, silentLogger);
    const first = await query(url, CATALOG);
    expect(first).to.have.length.greaterThan(100);
    for (const _ of fs.readdirSync(`${PROJECT_DIR}/db/migrations`)) await migrateDown(url, silentLogger);
    expect(await query(url, CATALOG)).to.deep.equal([]);
    await migrateDown(url, silentLogger); // nothing is left to take back
    await migrate(url, silentLogger);
    expect(await query(url, CATALOG)).to.deep.equal(first);
  });

  it('changes nothing when it runs again', async () => {
    const url = await fresh();
    await migrate(url, silentLogger);
    const before = await query(url, 'select * from migrations order by id');
    await migrate(url, silentLogger);
    expect(await query(url, 'select * from migrations order by id')).to.deep.equal(before);
  });

  it('makes a database that is missing, and runs once for four processes that start together', async () => {
    const url = await fresh(false);
    const script = testFolder('migrate.mjs');
    const [module, logger] = ['db/migrate.ts', 'platform/logger.ts'].map((file) => `file://${PROJECT_DIR}/${file}`);
    fs.writeFileSync(
      script,
      `import { migrate } from '${module}'; import { silentLogger } from '${logger}';
       const log = { ...silentLogger, info: (_, text) => process.stdout.write(text + ';') };
       await migrate(process.argv[2], log);`,
    );
    const processes = await Promise.all([1, 2, 3, 4].map(() => run(process.execPath, [script, url])));
    const printed = processes.map(({ stdout }) => stdout).join('');
    expect(printed.match(/was migrated/g)).to.have.length(1);
    expect(printed.match(/was created/g)).to.have.length(1);
    const names = fs.readdirSync(`${PROJECT_DIR}/db/migrations`).map((file) => ({ name: file.replace(/\.ts$/, '') }));
    expect(await query(url, 'select name from migrations')).to.have.deep.members(names);
    expect(await differences(url)).to.equal('');
  });

  it('leaves nothing behind when it fails half-way', async () => {
    const url = await fresh();
    await query(url, 'create table events (in_the_way int)');
    expect(await migrate(url, silentLogger).catch((error: unknown) => error)).to.be.instanceOf(Error);
    expect(await query(url, `select tablename from pg_tables where schemaname = 'public'`)).to.deep.equal([
      { tablename: 'events' },
      { tablename: 'migrations' },
    ]);
  });

  it('says in one sentence that a database is missing and may not be made', async () => {
    const postgres = await testPostgres();
    await query(postgres.url('postgres'), `create role plain login password 'plain'`);
    const url = new URL(await fresh(false));
    url.username = 'plain';
    url.password = 'plain';
    const error = await migrate(url.href, silentLogger).catch((cause: unknown) => cause);
    expect(error).to.be.instanceOf(UserError);
    expect((error as Error).message).to.match(/does not exist and this user may not create it/);
  });

  describe('createMigration', () => {
    it('writes nothing where the entities and the database agree', async () => {
      const url = await fresh();
      await migrate(url, silentLogger);
      const written = await createMigration(url, 'nothing-new', silentLogger);
      if (written !== undefined) fs.rmSync(written); // a migration that lies about would break every database to come
      expect(written).to.equal(undefined);
    });

    it('refuses a database that is behind, and a name that is none', async () => {
      const url = await fresh();
      for (const name of ['add-reviews', 'Add Reviews', '']) {
        expect(await createMigration(url, name, silentLogger).catch((error: unknown) => error)).to.be.instanceOf(
          UserError,
        );
      }
    });
  });
});
