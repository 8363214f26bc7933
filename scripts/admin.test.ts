import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { expect } from 'chai';
import { Account } from '#db/entities/account.entity.ts';
import { AuditEntry } from '#db/entities/audit-entry.entity.ts';
import { testEnvironment } from '#test/support/config.ts';
import { insertAccount } from '#test/support/factories.ts';
import { startNode } from '#test/support/processes.ts';
import { useOrm } from '#test/support/use-orm.ts';

const LAUNCH = path.join(import.meta.dirname, 'launch.mjs');

describe('npm run admin', function () {
  this.timeout(60_000);
  const db = useOrm();
  const why = ['--reason', 'the first operator of this installation'];
  const rolesOf = async (id: string) => (await db.em().findOneOrFail(Account, id)).roles;

  async function run(...args: readonly string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
    const running = startNode([LAUNCH, 'admin', ...args], testEnvironment({ DATABASE_URL: db.database.url }));
    const { code } = await running.ended();
    return { code, stdout: running.stdout(), stderr: running.stderr() };
  }

  it('makes the first operator by mail address and takes it back by id, both noted with their reason', async () => {
    const email = `first-${randomUUID()}@test.example`;
    const [id, other] = [await insertAccount(db.em(), { email }), await insertAccount(db.em())];
    const granted = await run('grant', email.toUpperCase(), ...why);
    expect(granted).to.deep.equal({
      code: 0,
      stdout: `The account ${id} is an operator; running APIs notice within two seconds.\n`,
      stderr: '',
    });
    expect(await rolesOf(id)).to.deep.equal(['consumer', 'admin']);
    expect((await run('grant', other, ...why)).code).to.equal(0);
    expect((await run('revoke', id, ...why)).code).to.equal(0);
    expect(await rolesOf(id)).to.deep.equal(['consumer']);

    const entries = await db.em().find(AuditEntry, { resourceId: id });
    expect(entries).to.have.length(2);
    for (const entry of entries) {
      const { operationId, side, actorId, reason, userAgent, ip } = entry;
      expect({ operationId, side, actorId, reason, userAgent, ip }).to.deep.equal({
        operationId: 'changeAccountRoles',
        side: 'system',
        actorId: null,
        reason: why[1],
        userAgent: 'npm run admin',
        ip: null,
      });
    }

    const last = await run('revoke', other, ...why);
    expect(last).to.include({ code: 1, stderr: 'Nothing was changed: the account is the last active operator.\n' });
    expect(await rolesOf(other)).to.deep.equal(['consumer', 'admin']);
  });

  it('says in one sentence what is wrong, and changes nothing', async () => {
    const id = await insertAccount(db.em());
    const usage = /^Usage: npm run admin -- grant\|revoke [^\n]*\n$/;
    expect((await run('grant', id)).stderr).to.match(usage);
    expect((await run('promote', id, ...why)).stderr).to.match(usage);
    expect((await run('grant', id, '--reason', 'no')).stderr).to.match(usage);
    expect((await run('grant', id, '--because', 'of it')).stderr).to.match(usage);
    expect(await run('grant', 'nobody@test.example', ...why)).to.include({
      code: 1,
      stderr: 'There is no account with this mail address.\n',
    });
    expect((await run('grant', randomUUID(), ...why)).stderr).to.equal('There is no account with this id.\n');
    expect(await rolesOf(id)).to.deep.equal(['consumer']);
  });
});
