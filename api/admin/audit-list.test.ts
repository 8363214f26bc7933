import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { recordAudit, type Deed } from '#api/audit/record.ts';
import { AuditEntry } from '#db/entities/audit-entry.entity.ts';
import { useApi } from '#test/support/api.ts';
import { auditOf } from '#test/support/audit.ts';
import { peopleOf, type SignedIn } from '#test/support/people.ts';

describe('reading the audit', () => {
  const fixture = useApi();
  const em = () => fixture.orm.em.fork();
  let admin: SignedIn;

  before(async () => {
    admin = await peopleOf(fixture).admin();
  });

  const read = (query: Record<string, string>) =>
    fixture.api.get(`/v1/admin/audit?${new URLSearchParams(query).toString()}`, { as: admin });
  const idsOf = async (query: Record<string, string>): Promise<string[]> => {
    const { status, body } = await read({ limit: '100', ...query });
    expect(status, JSON.stringify(body)).to.equal(200);
    return body.items.map(({ requestId }: { requestId: string }) => requestId);
  };
  /** An entry; its request id names it. */
  async function useEntry(given: Partial<Deed> = {}): Promise<string> {
    const requestId = randomUUID();
    const common = { operationId: 'cancelRequest', side: 'consumer', outcome: 'succeeded', status: 200 } as const;
    await recordAudit(em(), { ...common, ...given, requestId });
    return requestId;
  }

  it('shows an entry as it was written', async () => {
    const [actorId, id] = [randomUUID(), randomUUID()];
    const beforeMs = Date.now();
    const requestId = await useEntry({
      actorId,
      side: 'admin',
      resource: { type: 'requests', id },
      outcome: 'refused',
      status: 409,
      code: 'request_closed',
      reason: 'a reason',
      ip: '203.0.113.7',
      userAgent: 'Test/1',
      omitted: 3,
    });
    const { body } = await read({ actorId });
    const [{ id: _id, at, ...shown }] = body.items;
    expect(Date.parse(at)).to.be.within(beforeMs - 1, Date.now() + 1); // rounded to milliseconds
    expect(shown).to.deep.equal({
      actorId,
      side: 'admin',
      operationId: 'cancelRequest',
      resource: { type: 'requests', id },
      outcome: 'refused',
      status: 409,
      code: 'request_closed',
      reason: 'a reason',
      ip: '203.0.113.7',
      userAgent: 'Test/1',
      mailHash: null,
      requestId,
      replayed: false,
      omitted: 3,
      anonymisedAt: null,
    });
  });

  it('finds entries by who, what, to which resource, how it ended and which address was named', async () => {
    const [actorId, id, mailHash] = [randomUUID(), randomUUID(), randomUUID().replaceAll('-', '')];
    const operationId = `operation${id.slice(0, 8)}`;
    const one = await useEntry({ actorId, resource: { type: 'requests', id } });
    const two = await useEntry({ actorId, operationId, outcome: 'refused', status: 403, code: 'not_yours' });
    const three = await useEntry({ mailHash, operationId, outcome: 'failed', status: 503 });
    expect(await idsOf({ actorId })).to.have.members([one, two]);
    expect(await idsOf({ operationId })).to.have.members([two, three]);
    expect(await idsOf({ resourceId: id })).to.deep.equal([one]);
    expect(await idsOf({ mailHash })).to.deep.equal([three]);
    expect(await idsOf({ actorId, outcome: 'refused' })).to.deep.equal([two]);
    expect(await idsOf({ actorId, outcome: 'failed' })).to.deep.equal([]);
  });

  it('finds entries from a moment on and before another', async () => {
    const actorId = randomUUID();
    const days = ['2026-01-01', '2026-01-02', '2026-01-03'];
    for (const day of days) {
      const createdAt = new Date(`${day}T00:00:00Z`);
      const deed = {
        operationId: 'logIn',
        side: 'consumer',
        outcome: 'succeeded',
        status: 200,
        requestId: day,
      } as const;
      await em().insert(AuditEntry, { id: randomUUID(), actorId, createdAt, ...deed });
    }
    const from = '2026-01-02T00:00:00Z';
    expect(await idsOf({ actorId, from })).to.deep.equal(['2026-01-03', '2026-01-02']);
    expect(await idsOf({ actorId, to: from })).to.deep.equal(['2026-01-01']);
    expect(await idsOf({ actorId, from, to: '2026-01-03T00:00:00Z' })).to.deep.equal(['2026-01-02']);
  });

  it('goes through all of it page by page, newest first, while more is written', async () => {
    const actorId = randomUUID();
    const written: string[] = [];
    for (let i = 0; i < 10; i += 1) written.push(await useEntry({ actorId }));
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const { body } = await read({ actorId, limit: '3', ...(cursor !== null && { cursor }) });
      expect(body.items.length).to.be.at.most(3);
      seen.push(...body.items.map(({ requestId }: { requestId: string }) => requestId));
      cursor = body.nextCursor as string | null;
      await useEntry({ actorId });
    } while (cursor !== null);
    expect(seen).to.deep.equal(written.toReversed());
  });

  it('takes the same number of statements for one entry and for a hundred', async () => {
    const actorId = randomUUID();
    const count = async (): Promise<number> => {
      await read({ actorId }); // so that nobody has to be looked up
      fixture.takeStatements();
      await read({ actorId, limit: '100' });
      return fixture.takeStatements().length;
    };
    await useEntry({ actorId });
    const one = await count();
    for (let i = 0; i < 99; i += 1) await useEntry({ actorId });
    expect(await count()).to.equal(one);
    expect(one).to.equal(2); // the page and the entry of the look
  });

  it('is itself in it, unless nothing was shown', async () => {
    const found = await auditOf(fixture).since(async () => {
      await read({});
      expect(await read({ cursor: 'forged' })).to.be.problem(400, 'invalid_cursor');
      expect(await read({ outcome: 'unknown' })).to.be.problem(400, 'validation_failed');
    });
    expect(found.map(({ operationId, actorId, outcome }) => [operationId, actorId, outcome])).to.deep.equal([
      ['listAudit', admin.accountId, 'succeeded'],
    ]);
  });
});
