import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { query } from '#platform/embedded/postgres.ts';
import { silentLogger } from '#platform/logger.ts';
import { UserError } from '#platform/user-error.ts';
import { testPostgres, type SharedPostgres } from '#test/support/postgres.ts';
import { EXTENSIONS } from './extensions.ts';
import { migrate } from './migrate.ts';

describe('migrate, for a role that is no superuser', () => {
  let postgres: SharedPostgres;
  before(async () => void (postgres = await testPostgres()));

  /** An empty database as the superuser and as the role that is to use it. */
  async function prepared({ owns = true } = {}): Promise<{
    asSuperuser: string;
    asRole: string;
    name: string;
    role: string;
  }> {
    const { name, url } = await postgres.createDatabase({ content: 'empty' });
    const [role, password] = [`role_${randomBytes(8).toString('hex')}`, randomBytes(8).toString('hex')];
    await query(url, `create role ${role} login password '${password}'`);
    if (owns) await query(url, `alter database ${name} owner to ${role}`);
    const asRole = new URL(url);
    [asRole.username, asRole.password] = [role, password];
    return { asSuperuser: url, asRole: asRole.href, name, role };
  }

  it('takes the extensions that a superuser has made', async () => {
    const { asSuperuser, asRole } = await prepared();
    for (const name of EXTENSIONS) await query(asSuperuser, `create extension ${name}`);
    await migrate(asRole, silentLogger);
    await migrate(asRole, silentLogger);
    expect(await query(asRole, 'select count(*)::int as rows from service_requests')).to.deep.equal([{ rows: 0 }]);
  });

  it('says in one sentence which ones a superuser has to make, and what to run, which then works', async () => {
    const { asSuperuser, asRole, name } = await prepared();
    const error = await failure(migrate(asRole, silentLogger));
    expect(error).to.be.instanceOf(UserError);
    const [, statements] =
      new RegExp(`^The database '${name}' lacks extensions .* superuser run \`(.+)\` in it once`).exec(error.message) ??
      [];
    expect(statements).to.include('create extension earthdistance;');
    await query(asSuperuser, statements ?? '');
    await migrate(asRole, silentLogger);
  });

  it('says in one sentence that the role may not make tables', async () => {
    const { asRole, name, role } = await prepared({ owns: false });
    const error = await failure(migrate(asRole, silentLogger));
    expect(error).to.be.instanceOf(UserError);
    expect(error.message).to.equal(
      `The role '${role}' may not make tables in the database '${name}': make it the owner ` +
        `(\`alter database ${name} owner to ${role};\`), then migrate again.`,
    );
  });
});

async function failure(work: Promise<unknown>): Promise<Error> {
  return work.then(
    () => new Error('it worked'),
    (error: unknown) => error as Error,
  );
}
