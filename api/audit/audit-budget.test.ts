import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { documentRoutes } from '#api/document-routes.ts';
import { unauthenticated } from '#api/http/auth.ts';
import type { KernelContext } from '#api/http/pipeline.ts';
import { CREATE_REQUEST_EXAMPLE } from '#contracts/examples.ts';
import { AuditEntry } from '#db/entities/audit-entry.entity.ts';
import { silentLogger } from '#platform/logger.ts';
import { useApi } from '#test/support/api.ts';
import { auditOf } from '#test/support/audit.ts';
import { insertRequest } from '#test/support/factories.ts';
import { peopleOf, type SignedIn } from '#test/support/people.ts';
import { createAuditFor } from './audit.ts';

const PER_CALLER = 60;

describe('the budget of the audit', () => {
  const nowMs = Date.now();
  const fixture = useApi({ now: () => nowMs }); // one window that never ends
  const em = () => fixture.orm.em.fork();
  const since = (work: () => Promise<unknown>) => auditOf(fixture).since(work);
  const create = (as: SignedIn, headers: Record<string, string> = {}) =>
    fixture.api.post('/v1/requests', { as, body: CREATE_REQUEST_EXAMPLE, headers });
  const again = () => ({ 'idempotency-key': randomUUID() });

  /** Leaves nothing of a caller's budget. */
  async function useUp(as: SignedIn): Promise<void> {
    const { id } = await insertRequest(em());
    const cancel = () => fixture.api.post(`/v1/requests/${id}/cancel`, { as, body: { reason: 'no longer' } });
    const found = await since(async () => {
      for (let i = 0; i <= PER_CALLER; i += 1) expect(await cancel()).to.be.problem(403, 'not_yours');
    });
    expect(found).to.have.length(PER_CALLER);
  }

  it('never keeps out an effect that could not be noted at first: the repeated call notes it, once', async () => {
    const ann = await peopleOf(fixture).consumer();
    const headers = again();
    await useUp(ann);
    const { whileDown } = auditOf(fixture);
    const none = await since(() =>
      whileDown(async () => expect(await create(ann, headers)).to.be.problem(503, 'unavailable')),
    );
    expect(none).to.deep.equal([]);

    let id = '';
    const found = await since(async () => {
      for (let i = 0; i < 3; i += 1) {
        const answer = await create(ann, headers);
        expect(answer.status).to.equal(201);
        id = answer.body.id;
      }
    });
    expect(found).to.have.length(1);
    expect(found[0]).to.deep.include({
      operationId: 'createRequest',
      actorId: ann.accountId,
      resourceId: id,
      status: 201,
      replayed: false,
      omitted: 0,
    });
  });

  it('has one entry for an effect however many repeated calls come at once', async () => {
    const ann = await peopleOf(fixture).consumer();
    const headers = again();
    await auditOf(fixture).whileDown(() => create(ann, headers));
    const found = await since(() => Promise.all(Array.from({ length: 10 }, () => create(ann, headers))));
    expect(found.filter(({ replayed }) => !replayed)).to.have.length(1);
    expect(await em().count(AuditEntry, { actorId: ann.accountId, commandId: { $ne: null } })).to.equal(1);
  });

  it('has an end to the marks of repeated calls', async () => {
    const ann = await peopleOf(fixture).consumer();
    const headers = again();
    const found = await since(async () => {
      for (let i = 0; i < PER_CALLER + 10; i += 1) expect((await create(ann, headers)).status).to.equal(201);
    });
    expect(found.filter(({ replayed }) => !replayed)).to.have.length(1);
    expect(found.filter(({ replayed }) => replayed)).to.have.length(PER_CALLER);
  });

  it('is one for all addresses of an IPv6 host, and another for its neighbour', async () => {
    const { orm, deps } = fixture;
    const logIn = documentRoutes().find(({ operationId }) => operationId === 'logIn');
    const note = createAuditFor({ orm, mailHash: deps.mailHash, now: () => nowMs, log: silentLogger })(logIn!);
    const failFrom = async (ip: string): Promise<void> => {
      const ctx = { ip, req: { headers: {} }, state: { requestId: randomUUID() } } as unknown as KernelContext;
      await note?.(ctx, undefined, unauthenticated('the mail address and the password do not match'));
    };
    const found = await since(async () => {
      for (let i = 0; i < PER_CALLER + 10; i += 1) await failFrom(`2001:db8:1:2::${i.toString(16)}`);
    });
    expect(found).to.have.length(PER_CALLER);
    expect(new Set(found.map(({ ip }) => ip)).size).to.equal(PER_CALLER); // each is written down as it is
    expect(await since(() => failFrom('2001:db8:1:3::1'))).to.have.length(1);
  });
});
