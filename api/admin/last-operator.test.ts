import { expect } from 'chai';
import { Account } from '#db/entities/account.entity.ts';
import { AuditEntry } from '#db/entities/audit-entry.entity.ts';
import { useApi } from '#test/support/api.ts';
import { peopleOf, type SignedIn } from '#test/support/people.ts';
import { createAccountAdministration } from './admin-accounts.writes.ts';

const reason = 'two providers report the same abuse';

describe('the administration of accounts keeps an operator', () => {
  const fixture = useApi();
  const people = () => peopleOf(fixture);
  const em = () => fixture.orm.em.fork();
  const row = (id: string) => em().findOneOrFail(Account, id);
  const act = (as: SignedIn, id: string, what: string, body: object = { reason }) =>
    fixture.api.post(`/v1/admin/accounts/${id}/${what}`, { as, body });
  const administration = () =>
    createAccountAdministration({ orm: fixture.orm, accountChanges: fixture.deps.accountChanges });

  beforeEach(() => em().execute(`update accounts set roles = '{consumer}' where 'admin' = any (roles)`));

  it('by letting nobody suspend or demote themselves', async () => {
    const [admin, other] = [await people().admin(), await people().admin()];
    const before = await row(admin.accountId);
    const demotion = { revoke: ['admin'], reason };
    expect(await act(admin, admin.accountId, 'suspend')).to.be.problem(409, 'own_account');
    expect(await act(admin, admin.accountId, 'roles', demotion)).to.be.problem(409, 'own_account');
    expect(await row(admin.accountId)).to.deep.equal(before);
    expect((await act(other, admin.accountId, 'roles', demotion)).body.roles).to.deep.equal(['consumer']);
  });

  it('when the last two demote or suspend each other at once, whoever comes first', async () => {
    for (let round = 0; round < 5; round += 1) {
      await em().execute(`update accounts set roles = '{consumer}' where 'admin' = any (roles)`);
      const [ann, ben] = [await people().admin(), await people().admin()];
      const by = ({ accountId }: SignedIn) =>
        ({ side: 'admin', actorId: accountId, reason, requestId: 'race' }) as const;
      const outcomes = await Promise.allSettled([
        administration().revoke(ben.accountId, ['admin'], by(ann)),
        administration().suspend(ann.accountId, by(ben)),
      ]);
      const refusals = outcomes.filter((each) => each.status === 'rejected').map(({ reason: why }) => why.code);
      expect(refusals).to.deep.equal(['last_admin']);
      expect(await em().count(Account, { status: 'active', roles: { $contains: ['admin'] } })).to.equal(1);
    }
  });

  it('over HTTP, too', async () => {
    const [ann, ben] = [await people().admin(), await people().admin()];
    const demotion = { revoke: ['admin'], reason };
    const answers = await Promise.all([
      act(ann, ben.accountId, 'roles', demotion),
      act(ben, ann.accountId, 'roles', demotion),
    ]);
    const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);
    expect(statuses[0]).to.equal(200);
    expect(statuses[1]).to.be.oneOf([403, 409]); // the role may be gone before the call is looked at
    expect(await em().count(Account, { roles: { $contains: ['admin'] } })).to.equal(1);
  });

  it('and lets nobody act whose role was taken a moment ago', async () => {
    const [former, user] = [await people().consumer(), await people().consumer()];
    const before = await row(user.accountId);
    const failed = await administration()
      .suspend(user.accountId, { side: 'admin', actorId: former.accountId, reason, requestId: 'late' })
      .then(
        () => 'done',
        (error: { code: string }) => error.code,
      );
    expect(failed).to.equal('forbidden');
    expect(await row(user.accountId)).to.deep.equal(before);
    expect(await em().count(AuditEntry, { resourceId: user.accountId })).to.equal(0);
  });
});
