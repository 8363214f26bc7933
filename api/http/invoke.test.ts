import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { createAccountLookup } from '#api/accounts/accounts.queries.ts';
import { createInvokedAudit } from '#api/audit/invoked.ts';
import { allRoutes, OWNERSHIP } from '#api/routes.ts';
import type { UseCaseCall, UseCases } from '#contracts/use-cases.ts';
import { Account } from '#db/entities/account.entity.ts';
import { AuditEntry } from '#db/entities/audit-entry.entity.ts';
import { ServiceRequest } from '#db/entities/service-request.entity.ts';
import { silentLogger } from '#platform/logger.ts';
import { useApi } from '#test/support/api.ts';
import { HAIRCUT } from '#test/support/client-life.ts';
import { insertRequest } from '#test/support/factories.ts';
import { peopleOf } from '#test/support/people.ts';
import { createInvoker } from './invoke.ts';
import { Problem } from './problem.ts';

describe('createInvoker', () => {
  const fixture = useApi({ settings: { PROXIE_COMMAND_DEADLINE: '400ms', PROXIE_TEMPORAL_DOWN_DEADLINE: '300ms' } });
  const people = peopleOf(fixture);
  const em = () => fixture.orm.em.fork();
  let useCases: UseCases;
  before(() => {
    const { deps, orm } = fixture;
    useCases = createInvoker({
      routes: allRoutes(deps),
      ownership: OWNERSHIP,
      deps,
      accounts: createAccountLookup(orm),
      log: silentLogger,
      noteFor: createInvokedAudit(deps),
    });
  });
  const refusal = async (call: UseCaseCall): Promise<string> => {
    const answer = await useCases.invoke(call);
    return answer.ok ? 'done' : answer.problem.code;
  };

  it('does what the operation does, once for one command, and notes it without an address', async () => {
    const { accountId } = await people.consumer();
    const commandId = randomUUID();
    const call = { accountId, operationId: 'createRequest', body: HAIRCUT, commandId };
    for (const answer of [await useCases.invoke(call), await useCases.invoke(call)]) {
      expect(answer).to.deep.include({ ok: true, status: 201 });
      expect(answer.ok && answer.body).to.deep.include({ id: commandId, consumerId: accountId, status: 'pending' });
    }
    expect(await em().count(ServiceRequest, { consumer: accountId })).to.equal(1);
    const notes = await em().findAll(AuditEntry, { where: { actorId: accountId } });
    expect(notes).to.have.length(1);
    expect(notes[0]).to.deep.include({
      operationId: 'createRequest',
      side: 'consumer',
      outcome: 'succeeded',
      ip: null,
    });
  });

  it('has the rights of the account as they are now, and no others', async () => {
    const [owner, stranger, provider] = [await people.consumer(), await people.consumer(), await people.provider()];
    const { id } = await insertRequest(em(), { consumer: owner.accountId });
    const read = { operationId: 'getRequest', params: { id } };
    expect(await refusal({ ...read, accountId: owner.accountId })).to.equal('done');
    expect(await refusal({ ...read, accountId: stranger.accountId })).to.equal('not_yours');
    expect(await refusal({ ...read, accountId: provider.accountId })).to.equal('not_yours');
    expect(await refusal({ operationId: 'listLeads', accountId: owner.accountId })).to.equal('forbidden');
    expect(await refusal({ operationId: 'listLeads', accountId: provider.accountId })).to.equal('done');
    expect(await refusal({ ...read, accountId: randomUUID() })).to.equal('unauthenticated');
    await em().nativeUpdate(Account, { id: owner.accountId }, { status: 'suspended' });
    expect(await refusal({ ...read, accountId: owner.accountId })).to.equal('unauthenticated');
  });

  it('holds path, query and body against the contract, as the door over HTTP does', async () => {
    const { accountId } = await people.consumer();
    const calls: Omit<UseCaseCall, 'accountId'>[] = [
      { operationId: 'createRequest', body: { ...HAIRCUT, status: 'booked' } },
      { operationId: 'createRequest', body: { ...HAIRCUT, rawInput: 'a\0b' } },
      { operationId: 'createRequest' },
      { operationId: 'getRequest', params: { id: 'x' } },
      { operationId: 'listRequests', query: { limit: '0' } },
      { operationId: 'listRequests', query: { status: 'x' } },
    ];
    for (const call of calls) {
      expect(await refusal({ ...call, accountId }), JSON.stringify(call)).to.equal('validation_failed');
    }
    expect(await em().count(ServiceRequest, { consumer: accountId })).to.equal(0);
  });

  it('throws what may go better the next time, and what no operation is', async () => {
    const { accountId } = await people.consumer();
    const { id } = await insertRequest(em(), { consumer: accountId });
    const cancel = { accountId, operationId: 'cancelRequest', params: { id }, body: { reason: 'not now' } };
    const outage: unknown = await useCases.invoke(cancel).catch((error: unknown) => error);
    expect(outage).to.be.instanceOf(Problem);
    expect((outage as Problem).code).to.equal('unavailable');
    const unknown: unknown = await useCases
      .invoke({ accountId, operationId: 'dropTables' })
      .catch((error: unknown) => error);
    expect(unknown).to.be.instanceOf(Error).and.not.instanceOf(Problem);
  });
});
