import { expect } from 'chai';
import { HOUR_MS } from '#domain/local-date.ts';
import { useApi } from '#test/support/api.ts';
import { insertOffer, insertRequest, testSlot } from '#test/support/factories.ts';
import { peopleOf } from '#test/support/people.ts';

describe('offers', () => {
  const fixture = useApi({ settings: { PROXIE_COMMAND_DEADLINE: '400ms', PROXIE_TEMPORAL_DOWN_DEADLINE: '300ms' } });
  const people = peopleOf(fixture);
  const em = () => fixture.orm.em.fork();

  /** An open offer with everybody who has to do with it. */
  async function newOffer(
    overrides: Parameters<typeof insertOffer>[1] = {},
    requestStatus: 'offers_received' | 'booked' = 'offers_received',
  ) {
    const [consumer, provider] = [await people.consumer(), await people.provider()];
    const { id: requestId } = await insertRequest(em(), { consumer: consumer.accountId, status: requestStatus });
    const { id } = await insertOffer(em(), { request: requestId, provider: provider.id, ...overrides });
    return { id, requestId, consumer, provider };
  }

  it('are listed for the provider who made them, newest first, and for nobody else', async () => {
    const provider = await people.provider();
    const older = await insertOffer(em(), { provider: provider.id, createdAt: new Date(1_000), status: 'declined' });
    const newer = await insertOffer(em(), { provider: provider.id, createdAt: new Date(2_000) });
    await newOffer();
    const { body } = await fixture.api.get('/v1/offers?limit=1', { as: provider });
    expect(body.items.map(({ id }: { id: string }) => id)).to.deep.equal([newer.id]);
    const next = await fixture.api.get(`/v1/offers?limit=1&cursor=${body.nextCursor}`, { as: provider });
    expect(next.body.items[0].id).to.equal(older.id);
    expect(next.body.nextCursor).to.equal(null);
    expect(await fixture.api.get('/v1/offers', { as: await people.consumer() })).to.be.problem(403, 'forbidden');
  });

  it('are narrowed to one status when asked', async () => {
    const provider = await people.provider();
    await insertOffer(em(), { provider: provider.id, status: 'declined' });
    const open = await insertOffer(em(), { provider: provider.id });
    const { body } = await fixture.api.get('/v1/offers?status=pending', { as: provider });
    expect(body.items.map(({ id }: { id: string }) => id)).to.deep.equal([open.id]);
    expect(await fixture.api.get('/v1/offers?status=lost', { as: provider })).to.be.problem(400, 'validation_failed');
  });

  it('show nothing to somebody with the role of a provider and no provider', async () => {
    const as = await people.consumer({ roles: ['consumer', 'provider'] });
    await newOffer();
    expect((await fixture.api.get('/v1/offers', { as })).body).to.deep.equal({ items: [], nextCursor: null });
  });

  it('are listed with as many statements at a hundred as at one', async () => {
    const count = async (rows: number): Promise<number> => {
      const provider = await people.provider();
      for (let index = 0; index < rows; index += 1) {
        await insertOffer(em(), { provider: provider.id, service: provider.serviceId });
      }
      fixture.takeStatements();
      expect((await fixture.api.get('/v1/offers?limit=100', { as: provider })).body.items).to.have.length(rows);
      return fixture.takeStatements().length;
    };
    const withOne = await count(1);
    expect(withOne).to.be.at.most(3);
    expect(await count(100)).to.equal(withOne);
  });

  it('are read by the consumer, their provider and operators, each with what they may do', async () => {
    const { id, consumer, provider } = await newOffer();
    const allowed = async (as: { token: string }): Promise<unknown> =>
      (await fixture.api.get(`/v1/offers/${id}`, { as })).body.allowedActions;
    expect(await allowed(consumer)).to.deep.equal(['accept', 'decline']);
    expect(await allowed(provider)).to.deep.equal(['withdraw']);
    expect(await allowed(await people.admin())).to.deep.equal(['decline']);
  });

  it('are hidden from rivals and strangers', async () => {
    const { id, requestId } = await newOffer();
    const [stranger, rival] = [await people.consumer(), await people.provider()];
    await people.tell(requestId, rival);
    expect(await fixture.api.get(`/v1/offers/${id}`)).to.be.problem(401, 'unauthenticated');
    for (const as of [stranger, rival]) {
      expect(await fixture.api.get(`/v1/offers/${id}`, { as })).to.be.problem(403, 'not_yours');
    }
    const unknown = `/v1/offers/${crypto.randomUUID()}`;
    expect(await fixture.api.get(unknown, { as: stranger })).to.be.problem(404, 'not_found');
  });

  it('can be accepted by the consumer of the request and by nobody else', async () => {
    const { id, consumer, provider } = await newOffer();
    const body = { revision: 1, slot: testSlot() };
    const accept = (as?: { token: string }) => fixture.api.post(`/v1/offers/${id}/accept`, { as, body });
    expect(await accept()).to.be.problem(401, 'unauthenticated');
    expect(await accept(await people.consumer())).to.be.problem(403, 'not_yours');
    expect(await accept(provider)).to.be.problem(403, 'not_yours');
    expect(await accept(await people.admin())).to.be.problem(403, 'not_yours');
    expect(await accept(consumer)).to.be.problem(503, 'unavailable'); // let through: only Temporal is missing here
  });

  it('are accepted neither by who made them nor while that provider is away', async () => {
    const both = await people.provider();
    const { id: request } = await insertRequest(em(), { consumer: both.accountId, status: 'offers_received' });
    const own = await insertOffer(em(), { request, provider: both.id });
    const body = { revision: 1, slot: testSlot() };
    const accept = (id: string, as: { token: string }) => fixture.api.post(`/v1/offers/${id}/accept`, { as, body });
    const read = async (id: string, as: { token: string }) => (await fixture.api.get(`/v1/offers/${id}`, { as })).body;
    expect(await accept(own.id, both)).to.be.problem(403, 'own_request');
    expect((await read(own.id, both)).allowedActions).to.deep.equal(['decline']);

    const { id, consumer, provider } = await newOffer();
    for (const table of ['providers', 'accounts']) {
      const [key, away] = table === 'providers' ? [provider.id, 'paused'] : [provider.accountId, 'suspended'];
      await em().execute(`update ${table} set status = ? where id = ?`, [away, key]);
      const before = await read(id, consumer);
      expect(before.allowedActions).to.deep.equal(['decline']);
      expect(await accept(id, consumer)).to.be.problem(409, 'provider_unavailable');
      expect(await read(id, consumer)).to.deep.equal(before);
      await em().execute(`update ${table} set status = 'active' where id = ?`, [key]);
    }
    expect((await read(id, consumer)).allowedActions).to.deep.equal(['accept', 'decline']);
  });

  it('are closed by their own two sides only', async () => {
    const { id, consumer, provider } = await newOffer();
    const send = (command: string, as: { token: string }) =>
      fixture.api.post(`/v1/offers/${id}/${command}`, { as, body: {} });
    expect(await send('decline', provider)).to.be.problem(403, 'not_yours');
    expect(await send('decline', await people.consumer())).to.be.problem(403, 'not_yours');
    expect(await send('withdraw', consumer)).to.be.problem(403, 'forbidden');
    expect(await send('withdraw', await people.provider())).to.be.problem(403, 'not_yours');
    expect(await send('decline', consumer)).to.be.problem(503, 'unavailable');
    expect(await send('withdraw', provider)).to.be.problem(503, 'unavailable');
  });

  it('cannot be accepted after their time, nor after they were closed', async () => {
    const body = { revision: 1, slot: testSlot() };
    const expired = await newOffer({ expiresAt: new Date(Date.now() - HOUR_MS) });
    const late = await fixture.api.post(`/v1/offers/${expired.id}/accept`, { as: expired.consumer, body });
    expect(late).to.be.problem(409, 'offer_closed');
    expect(late.body.detail).to.equal("accept of an offer needs 'not expired', which does not hold now");
    expect(late.body.info).to.deep.equal({ status: 'pending', allowedActions: ['decline'] });

    for (const status of ['declined', 'withdrawn', 'superseded', 'expired'] as const) {
      const { id, consumer } = await newOffer({ status });
      const answer = await fixture.api.post(`/v1/offers/${id}/accept`, { as: consumer, body });
      expect(answer).to.be.problem(409, 'offer_closed');
      expect(answer.body.detail).to.equal(`the offer is ${status}; accept needs it to be pending`);
    }
  });

  it('are closed with their request', async () => {
    const { id, consumer, provider } = await newOffer({}, 'booked');
    const body = { revision: 1, slot: testSlot() };
    const accept = await fixture.api.post(`/v1/offers/${id}/accept`, { as: consumer, body });
    expect(accept).to.be.problem(409, 'request_closed');
    expect(accept.body.info.requestStatus).to.equal('booked');
    const withdraw = await fixture.api.post(`/v1/offers/${id}/withdraw`, { as: provider, body: {} });
    expect(withdraw).to.be.problem(409, 'request_closed');
  });

  it('need an address when the work is not done at the provider’s', async () => {
    const { id, consumer } = await newOffer();
    const body = { revision: 1, slot: testSlot(), location: { type: 'consumer_location' } };
    const answer = await fixture.api.post(`/v1/offers/${id}/accept`, { as: consumer, body });
    expect(answer).to.be.problem(400, 'validation_failed');
    expect(answer.body.errors[0].path).to.equal('/location/address');
  });
});
