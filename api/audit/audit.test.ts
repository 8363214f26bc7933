import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { AuditEntry } from '#db/entities/audit-entry.entity.ts';
import { CREATE_REQUEST_EXAMPLE } from '#contracts/examples.ts';
import { cheapHash } from '#test/support/cheap-hash.ts';
import { useApi } from '#test/support/api.ts';
import { auditOf } from '#test/support/audit.ts';
import { insertAccount, insertBooking, insertOffer, insertRequest } from '#test/support/factories.ts';
import { peopleOf } from '#test/support/people.ts';

const PASSWORD = 'canary pass phrase 8d1f';

describe('the audit', () => {
  const fixture = useApi();
  const em = () => fixture.orm.em.fork();
  const since = (work: () => Promise<unknown>) => auditOf(fixture).since(work);
  const people = () => peopleOf(fixture);
  const create = (as: { token: string }, headers = {}) =>
    fixture.api.post('/v1/requests', { as, body: CREATE_REQUEST_EXAMPLE, headers });

  describe('of what people do', () => {
    it('says who did what to which resource, from where and with which outcome', async () => {
      const ann = await people().consumer();
      const beforeMs = Date.now();
      let id = '';
      const [entry, ...others] = await since(async () => {
        const headers = { 'user-agent': `Test/1 ${'x'.repeat(200)}`, 'x-request-id': 'request-of-the-test' };
        id = (await create(ann, headers)).body.id;
      });
      expect(others).to.deep.equal([]);
      expect(entry).to.deep.include({
        operationId: 'createRequest',
        side: 'consumer',
        actorId: ann.accountId,
        resourceType: 'requests',
        resourceId: id,
        outcome: 'succeeded',
        status: 201,
        code: null,
        reason: null,
        requestId: 'request-of-the-test',
        replayed: false,
        omitted: 0,
      });
      expect(entry?.ip).to.match(/127\.0\.0\.1$/);
      expect(entry?.userAgent).to.equal(`Test/1 ${'x'.repeat(113)}`);
      expect(entry?.createdAt.getTime()).to.be.within(beforeMs - 1, Date.now() + 1); // rounded to milliseconds
    });

    it('has refusals with their code, on the side on which the caller stands', async () => {
      const [stranger, { id, consumerId }] = [
        await people().consumer(),
        await insertRequest(em(), { status: 'booked' }),
      ];
      const owner = { token: await fixture.tokenOf(consumerId) };
      const cancel = (as: { token: string }) =>
        fixture.api.post(`/v1/requests/${id}/cancel`, { as, body: { reason: 'no longer' } });
      const found = await since(async () => {
        expect(await cancel(stranger)).to.be.problem(403, 'not_yours');
        expect(await cancel(owner)).to.be.problem(409, 'request_closed');
        expect(await fixture.api.post(`/v1/offers/${id}/withdraw`, { as: owner, body: {} })).to.be.problem(
          403,
          'forbidden',
        );
      });
      const common = { outcome: 'refused', side: 'consumer', resourceId: id, reason: null };
      expect(found.map(seen)).to.deep.equal([
        { ...common, operationId: 'cancelRequest', actorId: stranger.accountId, status: 403, code: 'not_yours' },
        { ...common, operationId: 'cancelRequest', actorId: consumerId, status: 409, code: 'request_closed' },
        { ...common, operationId: 'withdrawOffer', actorId: consumerId, status: 403, code: 'forbidden' },
      ]);
    });

    it('names the provider side where a provider acts', async () => {
      const provider = await people().provider();
      const { id } = await insertOffer(em(), { provider: provider.id, status: 'withdrawn' });
      const [entry] = await since(() => fixture.api.post(`/v1/offers/${id}/withdraw`, { as: provider, body: {} }));
      expect(entry).to.include({
        side: 'provider',
        operationId: 'withdrawOffer',
        resourceType: 'offers',
        resourceId: id,
      });
    });

    it('has commands whose outcome the caller was not told', async () => {
      const { id, consumerId } = await insertRequest(em()); // nobody listens where Temporal should be
      const as = { token: await fixture.tokenOf(consumerId) };
      const [entry] = await since(() =>
        fixture.api.post(`/v1/requests/${id}/cancel`, { as, body: { reason: 'no longer' } }),
      );
      expect(entry).to.include({ outcome: 'failed', status: 503, code: 'unavailable', resourceId: id });
    });

    it('has neither what people read of their own, nor calls that nobody could understand', async () => {
      const { id, consumerId } = await insertRequest(em());
      const as = { token: await fixture.tokenOf(consumerId) };
      const found = await since(async () => {
        for (const path of [`/v1/requests/${id}`, '/v1/requests', '/v1/auth/me']) await fixture.api.get(path, { as });
        expect(await fixture.api.post('/v1/requests', { as, body: {} })).to.be.problem(400, 'validation_failed');
        expect(await fixture.api.post('/v1/requests', { body: {} })).to.be.problem(401, 'unauthenticated');
      });
      expect(found).to.deep.equal([]);
    });

    it('has an end to the refusals that one caller can leave in it, and counts those that it left out', async () => {
      const [stranger, other] = [await people().consumer(), await people().consumer()];
      const { id } = await insertRequest(em());
      const cancel = (as: { token: string }) =>
        fixture.api.post(`/v1/requests/${id}/cancel`, { as, body: { reason: 'no longer' } });
      const found = await since(async () => {
        for (let i = 0; i < 130; i += 1) expect((await cancel(stranger)).status).to.equal(403);
      });
      expect(found.length).to.be.within(60, 120); // one window, or two if a minute ended meanwhile
      const inAll = await since(async () => {
        await cancel(other);
        expect((await create(stranger)).status).to.equal(201);
      });
      expect([...found, ...inAll].reduce((sum, { omitted }) => sum + omitted, 0)).to.equal(130 - found.length);
      expect(inAll.map(({ operationId }) => operationId)).to.deep.equal(['cancelRequest', 'createRequest']);
    });
  });

  describe('of calls that are sent again', () => {
    it('marks an answer that was given before', async () => {
      const ann = await people().consumer();
      const headers = { 'idempotency-key': randomUUID() };
      const found = await since(async () => {
        const [first, second] = [await create(ann, headers), await create(ann, headers)];
        expect(second.headers['idempotency-replayed']).to.equal('true');
        expect(second.body).to.deep.equal(first.body);
      });
      expect(found.map(({ status, replayed }) => ({ status, replayed }))).to.deep.equal([
        { status: 201, replayed: false },
        { status: 201, replayed: true },
      ]);
      expect(found[1]?.resourceId).to.equal(found[0]?.resourceId);
    });

    it('answers 503 when an effect could not be noted, and notes it when the call comes again', async () => {
      const ann = await people().consumer();
      const headers = { 'idempotency-key': randomUUID() };
      const found = await since(async () => {
        await auditOf(fixture).whileDown(async () =>
          expect(await create(ann, headers)).to.be.problem(503, 'unavailable'),
        );
        expect((await create(ann, headers)).status).to.equal(201);
      });
      expect(found.map(({ status, actorId, replayed }) => ({ status, actorId, replayed }))).to.deep.equal([
        { status: 201, actorId: ann.accountId, replayed: false },
      ]);
      expect((await fixture.api.get('/v1/requests', { as: ann })).body.items).to.have.length(1);
    });
  });

  describe('of ways in', () => {
    const useAccount = async (): Promise<{ email: string; id: string }> => {
      const email = `canary-${randomUUID()}@test.example`;
      return { email, id: await insertAccount(em(), { email, passwordHash: await cheapHash(PASSWORD) }) };
    };
    const logIn = (email: string, password = PASSWORD) =>
      fixture.api.post('/v1/auth/login', { body: { email, password } });

    it('has logins with their account, and failed ones with a keyed hash of the address', async () => {
      const { email, id } = await useAccount();
      const found = await since(async () => {
        expect((await logIn(email)).status).to.equal(200);
        expect((await logIn(email, 'not the password')).status).to.equal(401);
        expect((await logIn(`nobody-${email}`)).status).to.equal(401);
      });
      const common = { operationId: 'logIn', reason: null };
      const failed = { ...common, side: 'anonymous', actorId: null, resourceId: null, outcome: 'refused', status: 401 };
      expect(found.map(seen)).to.deep.equal([
        { ...common, side: 'consumer', actorId: id, resourceId: id, outcome: 'succeeded', status: 200, code: null },
        { ...failed, code: 'unauthenticated' },
        { ...failed, code: 'unauthenticated' },
      ]);
      const { mailHash } = fixture.deps;
      expect(found.map((entry) => entry.mailHash)).to.deep.equal([null, mailHash(email), mailHash(`nobody-${email}`)]);
    });

    it('has nothing in it that the callers wrote or own', async () => {
      const { email, id } = await useAccount();
      const token = await fixture.tokenOf(id);
      const text = `canary text ${randomUUID()}`;
      const { id: requestId } = await insertRequest(em(), { consumer: id });
      let refreshToken = '';
      await since(async () => {
        refreshToken = (await logIn(email)).body.refreshToken;
        await logIn(email, `${PASSWORD} wrong`);
        await fixture.api.post('/v1/requests', { as: token, body: { ...CREATE_REQUEST_EXAMPLE, rawInput: text } });
        await fixture.api.post(`/v1/requests/${requestId}/cancel`, { as: token, body: { reason: text } });
      });
      const all = JSON.stringify(await em().execute('select * from audit_entries'));
      expect(all).to.include(requestId);
      for (const canary of [email, 'canary', PASSWORD, text, token, refreshToken]) {
        expect(all.includes(canary), `the audit holds ${canary}`).to.equal(false);
      }
    });
  });

  describe('of operators', () => {
    it('has whatever they look at that is not theirs', async () => {
      const admin = await people().admin();
      const [booking, request] = [await insertBooking(em()), await insertRequest(em())];
      const own = await insertRequest(em(), { consumer: admin.accountId });
      const paths = [
        `/v1/bookings/${booking.id}`,
        `/v1/requests/${request.id}/timeline`,
        `/v1/requests/${request.id}/offers`,
        `/v1/admin/accounts/${request.consumerId}`,
        '/v1/admin/audit',
      ];
      const found = await since(async () => {
        for (const path of [...paths, `/v1/requests/${own.id}`]) {
          expect((await fixture.api.get(path, { as: admin })).status, path).to.equal(200);
        }
      });
      expect(found.every(({ side, actorId }) => side === 'admin' && actorId === admin.accountId)).to.equal(true);
      expect(found.map(({ operationId, resourceId }) => [operationId, resourceId])).to.deep.equal([
        ['getBooking', booking.id],
        ['getRequestTimeline', request.id],
        ['listRequestOffers', request.id],
        ['getAccount', request.consumerId],
        ['listAudit', null],
      ]);
    });

    it('has who tried to be one', async () => {
      const ann = await people().consumer();
      const [entry] = await since(async () =>
        expect(await fixture.api.get('/v1/admin/audit', { as: ann })).to.be.problem(403, 'forbidden'),
      );
      expect(entry).to.include({ operationId: 'listAudit', side: 'consumer', outcome: 'refused', code: 'forbidden' });
    });

    it('keeps the reason for which they step in', async () => {
      const admin = await people().admin();
      const { id } = await insertRequest(em());
      const [entry] = await since(() =>
        fixture.api.post(`/v1/requests/${id}/cancel`, { as: admin, body: { reason: 'asked for by phone' } }),
      );
      expect(entry).to.include({
        side: 'admin',
        operationId: 'cancelRequest',
        reason: 'asked for by phone',
        status: 503,
      });
    });
  });
});

function seen({ operationId, side, actorId, resourceId, outcome, status, code, reason }: AuditEntry) {
  return { operationId, side, actorId, resourceId, outcome, status, code, reason };
}
