import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { expect } from 'chai';
import { createMailHash } from '#api/audit/mail-hash.ts';
import { recordAudit, type Deed } from '#api/audit/record.ts';
import { Account } from '#db/entities/account.entity.ts';
import { AuditEntry } from '#db/entities/audit-entry.entity.ts';
import { testConfig, testEnvironment } from '#test/support/config.ts';
import { insertAccount } from '#test/support/factories.ts';
import { startNode } from '#test/support/processes.ts';
import { useOrm } from '#test/support/use-orm.ts';

const LAUNCH = path.join(import.meta.dirname, 'launch.mjs');

describe('npm run admin', () => {
  const db = useOrm();
  const why = ['--reason', 'the first operator of this installation'];
  const rolesOf = async (id: string) => (await db.em().findOneOrFail(Account, id)).roles;
  const find = (requestId: string) => db.em().findOneOrFail(AuditEntry, { requestId });

  /** An entry; its request id names it. */
  async function useEntry(given: Partial<Deed>): Promise<string> {
    const requestId = randomUUID();
    const common = { operationId: 'logIn', side: 'consumer', outcome: 'succeeded', status: 200 } as const;
    await recordAudit(db.em(), { ...common, ...given, requestId });
    return requestId;
  }

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

  it('takes what is personal about an account out of the audit, which is itself noted with its reason', async () => {
    const email = `gone-${randomUUID()}@test.example`;
    const [id, other] = [await insertAccount(db.em(), { email }), await insertAccount(db.em())];
    const from = { ip: '203.0.113.7', userAgent: 'Test/1' };
    const mailHash = createMailHash(testConfig().cursorSecret);
    const own = await useEntry({ actorId: id, ...from });
    const failedLogin = await useEntry({ side: 'anonymous', mailHash: mailHash(email), ...from });
    const about = await useEntry({ actorId: other, resource: { type: 'accounts', id }, reason: 'a reason', ...from });
    const foreign = await useEntry({ actorId: other, mailHash: mailHash('else@test.example'), ...from });
    const account = await db.em().findOneOrFail(Account, id);

    expect(await run('forget', email.toUpperCase(), ...why)).to.deep.equal({
      code: 0,
      stdout:
        `What is personal about the account ${id} is taken out of 3 entries of the audit. ` +
        'Failed logins are found only by its mail address and the PROXIE_CURSOR_SECRET of the APIs.\n',
      stderr: '',
    });

    const gone = { ip: null, userAgent: null, mailHash: null };
    expect(await find(own)).to.include({ ...gone, actorId: id });
    expect(await find(failedLogin)).to.include(gone);
    expect(await find(about)).to.include({ ...from, reason: null, actorId: other });
    expect(await find(foreign)).to.include({ ...from, mailHash: mailHash('else@test.example'), anonymisedAt: null });
    expect(await db.em().findOneOrFail(Account, id)).to.deep.equal(account);
    const noted = await db.em().find(AuditEntry, { operationId: 'forgetAccount' });
    expect(noted).to.have.length(1);
    expect(noted[0]).to.include({
      side: 'system',
      actorId: null,
      resourceType: 'accounts',
      resourceId: id,
      outcome: 'succeeded',
      status: 200,
      reason: why[1],
      userAgent: 'npm run admin',
      mailHash: null,
    });
  });

  it('forgets an account that is gone by its id, and says when the audit has nothing of it', async () => {
    const id = await insertAccount(db.em());
    const own = await useEntry({ actorId: id, ip: '203.0.113.7' });
    await db.em().nativeDelete(Account, { id });
    expect((await run('forget', id, ...why)).stdout).to.match(/ is taken out of 1 entry of the audit\. /);
    expect((await find(own)).ip).to.equal(null);

    const unknown = randomUUID();
    expect(await run('forget', unknown, ...why)).to.include({
      code: 1,
      stderr: 'Nothing was changed: there is no account with this id, and nothing personal of one in the audit.\n',
    });
    expect(await db.em().count(AuditEntry, { resourceId: unknown })).to.equal(0);
  });

  it('says in one sentence what is wrong, and changes nothing', async () => {
    const id = await insertAccount(db.em());
    const usage = /^Usage: npm run admin -- grant\|revoke\|forget [^\n]*\n$/;
    expect((await run('grant', id)).stderr).to.match(usage);
    expect((await run('forget', id)).stderr).to.match(usage);
    expect((await run('promote', id, ...why)).stderr).to.match(usage);
    expect((await run('grant', id, '--reason', 'no')).stderr).to.match(usage);
    expect((await run('grant', id, '--because', 'of it')).stderr).to.match(usage);
    for (const action of ['grant', 'forget']) {
      expect(await run(action, 'nobody@test.example', ...why)).to.include({
        code: 1,
        stderr: 'There is no account with this mail address.\n',
      });
    }
    expect((await run('grant', randomUUID(), ...why)).stderr).to.equal('There is no account with this id.\n');
    expect(await rolesOf(id)).to.deep.equal(['consumer']);
  });
});
