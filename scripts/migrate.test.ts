import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { migrateDown } from '#db/migrate.ts';
import { query } from '#platform/embedded/postgres.ts';
import { silentLogger } from '#platform/logger.ts';
import { testEnvironment } from '#test/support/config.ts';
import { testPostgres } from '#test/support/postgres.ts';
import { startNode } from '#test/support/processes.ts';

const LAUNCH = path.join(import.meta.dirname, 'launch.mjs');
const MIGRATIONS = fs.readdirSync(path.join(import.meta.dirname, '..', 'db', 'migrations'));

describe('npm run migrate', function () {
  this.timeout(300_000); // half a dozen processes, one after the other
  let url: string;

  before(async () => {
    url = (await (await testPostgres()).createDatabase({ content: 'empty' })).url;
  });

  async function run(...args: readonly string[]): Promise<{ code: number | null; stderr: string }> {
    const running = startNode([LAUNCH, 'migrate', ...args], testEnvironment({ DATABASE_URL: url }));
    const { code } = await running.ended();
    return { code, stderr: running.stderr() };
  }

  async function tables(): Promise<unknown> {
    return query(
      url,
      `select count(*)::int as tables from pg_tables where schemaname = 'public' and tablename <> 'migrations'`,
    );
  }

  it('goes up and down', async () => {
    expect(await run('up')).to.deep.equal({ code: 0, stderr: '' });
    expect(await tables()).not.to.deep.equal([{ tables: 0 }]);
    expect(await run('create', 'nothing', 'new')).to.deep.equal({ code: 0, stderr: '' });
    expect(await run('down')).to.deep.equal({ code: 0, stderr: '' });
    for (const _each of MIGRATIONS.slice(1)) await migrateDown(url, silentLogger); // a process for each takes minutes
    expect(await tables()).to.deep.equal([{ tables: 0 }]);
  });

  it('says in one sentence what is wrong', async () => {
    expect(await run('sideways')).to.have.property('code', 1);
    expect((await run('create')).stderr).to.match(/^Give the migration a name .*\n$/);
  });
});
