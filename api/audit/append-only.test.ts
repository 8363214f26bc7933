import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { anonymiseAudit } from './anonymise.ts';
import { createMailHash } from './mail-hash.ts';
import { recordAudit, type Deed } from './record.ts';
import { useOrm } from '#test/support/use-orm.ts';
import { AuditEntry } from '#db/entities/audit-entry.entity.ts';
import { sqlStateOf } from '#platform/outages.ts';

const APPEND_ONLY = '23001';
const DAY_MS = 86_400_000;

describe('audit_entries', () => {
  const db = useOrm();
  const deed = (given: Partial<Deed> = {}): Deed => ({
    operationId: 'suspendAccount',
    side: 'admin',
    actorId: randomUUID(),
    resource: { type: 'accounts', id: randomUUID() },
    outcome: 'succeeded',
    status: 200,
    reason: 'a reason',
    ip: '203.0.113.7',
    userAgent: 'Test/1',
    requestId: randomUUID(),
    ...given,
  });
  const useEntry = async (given: Partial<Deed> = {}): Promise<AuditEntry> => {
    const requestId = randomUUID();
    await recordAudit(db.em(), deed({ ...given, requestId }));
    return find(requestId);
  };
  const find = (requestId: string) => db.em().findOneOrFail(AuditEntry, { requestId });
  const refusalOf = (sql: string, params: unknown[]) =>
    db
      .em()
      .execute(sql, params)
      .then(() => 'allowed', sqlStateOf);

  it('refuses every change of what was done, by whom and how it ended', async () => {
    const entry = await useEntry();
    const changes = {
      actor_id: `'${randomUUID()}'`,
      side: `'system'`,
      operation_id: `'other'`,
      resource_type: 'null',
      resource_id: 'null',
      outcome: `'refused'`,
      status: '500',
      code: `'conflict'`,
      request_id: `'other-request'`,
      command_id: `'other'`,
      replayed: 'true',
      omitted: '7',
      created_at: 'now()',
      reason: `'another reason'`,
      ip: `'198.51.100.1'`,
      user_agent: `'Other/1'`,
      mail_hash: `'${'0'.repeat(32)}'`,
    };
    for (const [column, value] of Object.entries(changes)) {
      for (const also of ['', ', anonymised_at = now()']) {
        const sql = `update audit_entries set ${column} = ${value}${also} where id = ?`;
        expect(await refusalOf(sql, [entry.id]), sql).to.equal(APPEND_ONLY);
      }
    }
    expect(await find(entry.requestId)).to.deep.equal(entry);
  });

  it('lets personal fields only be taken out, and only so that it shows', async () => {
    const entry = await useEntry();
    expect(await refusalOf('update audit_entries set ip = null where id = ?', [entry.id])).to.equal(APPEND_ONLY);
    expect((await find(entry.requestId)).ip).to.equal('203.0.113.7');
    const sql = 'update audit_entries set ip = null, anonymised_at = now() where id = ?';
    expect(await refusalOf(sql, [entry.id])).to.equal('allowed');
    expect(await refusalOf('update audit_entries set anonymised_at = null where id = ?', [entry.id])).to.equal(
      APPEND_ONLY,
    );
    expect((await find(entry.requestId)).anonymisedAt).to.be.instanceOf(Date);
  });

  it('lets go of no entry that is younger than half a year', async () => {
    const entry = await useEntry();
    expect(await refusalOf('delete from audit_entries where id = ?', [entry.id])).to.equal(APPEND_ONLY);
    const old = { id: randomUUID(), createdAt: new Date(Date.now() - 181 * DAY_MS) };
    const { operationId, side, outcome, status, requestId } = entry;
    await db.em().insert(AuditEntry, { ...old, operationId, side, outcome, status, requestId });
    expect(await refusalOf('delete from audit_entries where id = ?', [old.id])).to.equal('allowed');
    expect(await db.em().find(AuditEntry, { requestId: entry.requestId })).to.have.length(1);
  });

  it('has one entry for one outcome of one command, and another for another outcome', async () => {
    const commandId = randomUUID();
    for (const status of [503, 503, 200, 200]) {
      await recordAudit(db.em(), deed({ commandId, status, outcome: status === 200 ? 'succeeded' : 'failed' }));
    }
    const found = await db.em().find(AuditEntry, { commandId }, { orderBy: { id: 1 } });
    expect(found.map(({ status }) => status)).to.deep.equal([503, 200]);
  });

  it('forgets a person who is erased, and nobody else', async () => {
    const mailHash = createMailHash('a secret');
    const [person, other] = [randomUUID(), randomUUID()];
    const email = 'gone@test.example';
    const own = await useEntry({ actorId: person, side: 'consumer', reason: undefined });
    const about = await useEntry({ actorId: other, resource: { type: 'accounts', id: person } });
    const failed = await useEntry({
      actorId: undefined,
      resource: undefined,
      mailHash: mailHash(email),
      reason: undefined,
    });
    const foreign = await useEntry({ actorId: other, mailHash: mailHash('else@test.example') });
    const impersonal = await useEntry({
      actorId: other,
      resource: { type: 'accounts', id: person },
      reason: undefined,
    });

    const forget = () => db.em().transactional((em) => anonymiseAudit(em, { accountId: person, email }, mailHash));
    expect(await forget()).to.equal(3);

    const gone = { ip: null, userAgent: null, mailHash: null };
    expect(await find(own.requestId)).to.deep.include({ ...gone, actorId: person, operationId: own.operationId });
    expect(await find(about.requestId)).to.include({ reason: null, ip: about.ip, actorId: other });
    expect(await find(failed.requestId)).to.include(gone);
    expect((await find(about.requestId)).anonymisedAt).to.be.instanceOf(Date);
    for (const entry of [foreign, impersonal]) expect(await find(entry.requestId)).to.deep.equal(entry);
    expect(await forget()).to.equal(0);
  });
});
