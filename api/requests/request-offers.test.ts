import { expect } from 'chai';
import { useApi } from '#test/support/api.ts';
import { insertOffer, insertRequest, testSlot } from '#test/support/factories.ts';
import { peopleOf, type SignedInProvider } from '#test/support/people.ts';

describe('offers for a request', () => {
  const fixture = useApi({ settings: { PROXIE_COMMAND_DEADLINE: '400ms', PROXIE_TEMPORAL_DOWN_DEADLINE: '300ms' } });
  const people = peopleOf(fixture);
  const em = () => fixture.orm.em.fork();
  const pathOf = (requestId: string): string => `/v1/requests/${requestId}/offers`;
  const offerOf = ({ serviceId }: { serviceId: string }) => ({
    serviceId,
    availableSlots: [testSlot()],
    price: { amount: 5_000, currency: 'USD' },
  });
  const idsOf = (answer: { body: { items: { id: string }[] } }): string[] => answer.body.items.map(({ id }) => id);

  async function leadOf(provider: SignedInProvider, overrides: Parameters<typeof insertRequest>[1] = {}) {
    const { id } = await insertRequest(em(), { status: 'matching', ...overrides });
    await people.tell(id, provider);
    return id;
  }

  describe('when they are made', () => {
    it('come from a provider who was told of the request and from nobody else', async () => {
      const [told, matched, consumer, admin] = [
        await people.provider(),
        await people.provider(),
        await people.consumer(),
        await people.admin(),
      ];
      const id = await leadOf(told);
      await people.reject(id, matched, 'no_free_slot');
      const send = (as: { token: string }) => fixture.api.post(pathOf(id), { as, body: offerOf(told) });
      expect(await fixture.api.post(pathOf(id), { body: offerOf(told) })).to.be.problem(401, 'unauthenticated');
      expect(await send(consumer)).to.be.problem(403, 'forbidden');
      expect(await send(admin)).to.be.problem(403, 'forbidden');
      expect(await send(matched)).to.be.problem(403, 'not_yours');
      expect(await send(told)).to.be.problem(503, 'unavailable'); // let through: only Temporal is missing here
      const unknown = pathOf(crypto.randomUUID());
      expect(await fixture.api.post(unknown, { as: told, body: offerOf(told) })).to.be.problem(404, 'not_found');
    });

    it('are never made by the consumer themselves, who has no lead of their own either', async () => {
      const both = await people.provider();
      const id = await leadOf(both, { consumer: both.accountId }); // a row of before
      const answer = await fixture.api.post(pathOf(id), { as: both, body: offerOf(both) });
      expect(answer).to.be.problem(403, 'own_request');
      const lead = await fixture.api.get(`/v1/providers/me/leads/${id}`, { as: both });
      expect(lead).to.be.problem(403, 'not_yours');
      expect((await fixture.api.get('/v1/providers/me/leads', { as: both })).body.items).to.deep.equal([]);
      expect((await fixture.api.get(`/v1/requests/${id}`, { as: both })).status).to.equal(200);
    });

    it('are the token’s provider’s: the body cannot name another', async () => {
      const [provider, other] = [await people.provider(), await people.provider()];
      const id = await leadOf(provider);
      const body = { ...offerOf(provider), providerId: other.id };
      const answer = await fixture.api.post(pathOf(id), { as: provider, body });
      expect(answer).to.be.problem(400, 'validation_failed');
      expect(answer.body.errors).to.deep.equal([{ in: 'body', path: '/providerId', message: 'unknown field' }]);
    });

    it('are refused once the request is closed', async () => {
      const provider = await people.provider();
      for (const status of ['booked', 'expired', 'cancelled'] as const) {
        const id = await leadOf(provider, { status });
        const answer = await fixture.api.post(pathOf(id), { as: provider, body: offerOf(provider) });
        expect(answer).to.be.problem(409, 'request_closed');
        expect(answer.body.info.status).to.equal(status);
      }
    });

    it('must not be over before they begin, and name each start once', async () => {
      const provider = await people.provider();
      const id = await leadOf(provider);
      const slot = testSlot();
      const bodies = [
        { ...offerOf(provider), expiresAt: '2020-01-01T00:00:00Z' },
        { ...offerOf(provider), availableSlots: [] },
        { ...offerOf(provider), availableSlots: [slot, { ...slot, start: slot.start.replace('.000Z', 'Z') }] },
        { ...offerOf(provider), availableSlots: [{ start: slot.end, end: slot.start }] },
        { ...offerOf(provider), price: { amount: 50.5, currency: 'USD' } },
      ];
      for (const body of bodies) {
        const answer = await fixture.api.post(pathOf(id), { as: provider, body });
        expect(answer).to.be.problem(400, 'validation_failed');
      }
    });

    it('have the currency of their service, and slots that are long enough for it', async () => {
      const provider = await people.provider({ services: [{ durationMinutes: 90, currency: 'EUR' }] });
      const id = await leadOf(provider);
      const availableSlots = [testSlot(48, 2), testSlot(72, 1), testSlot(96, 1.5)];
      const send = (changed: object) =>
        fixture.api.post(pathOf(id), { as: provider, body: { ...offerOf(provider), availableSlots, ...changed } });
      const refused = await send({});
      expect(refused).to.be.problem(400, 'validation_failed');
      expect(refused.body.errors).to.deep.equal([
        { in: 'body', path: '/price/currency', message: 'expected EUR, as the service has it' },
        {
          in: 'body',
          path: '/availableSlots/1/end',
          message: 'expected at least the 90 minutes after the start that the service takes',
        },
      ]);
      const sound = { price: { amount: 5_000, currency: 'EUR' }, availableSlots: [testSlot(48, 1.5)] };
      expect(await send(sound)).to.be.problem(503, 'unavailable'); // let through: only Temporal is missing here
    });

    it('leave a service of somebody else to the workflow', async () => {
      const [provider, other] = [await people.provider(), await people.provider({ services: [{ currency: 'EUR' }] })];
      const id = await leadOf(provider);
      const answer = await fixture.api.post(pathOf(id), { as: provider, body: offerOf(other) });
      expect(answer).to.be.problem(503, 'unavailable');
    });

    it('have slots that do not overlap, and may have slots that touch', async () => {
      const provider = await people.provider();
      const id = await leadOf(provider);
      const send = (availableSlots: object[]) =>
        fixture.api.post(pathOf(id), { as: provider, body: { ...offerOf(provider), availableSlots } });
      const message = 'must not overlap another slot of the offer';
      const [long, inside, after] = [testSlot(48, 3), testSlot(49, 1), testSlot(51, 1)];
      const refused = await send([inside, after, long, inside]);
      expect(refused).to.be.problem(400, 'validation_failed');
      expect(refused.body.errors).to.deep.equal([
        { in: 'body', path: '/availableSlots/2', message },
        { in: 'body', path: '/availableSlots/3', message },
      ]);
      expect(await send([after, long])).to.be.problem(503, 'unavailable');
    });
  });

  describe('when they are listed', () => {
    it('are all shown to the consumer and to operators, and to a provider only its own', async () => {
      const [consumer, admin] = [await people.consumer(), await people.admin()];
      const [one, two, silent] = [await people.provider(), await people.provider(), await people.provider()];
      const id = await leadOf(silent, { consumer: consumer.accountId, status: 'offers_received' });
      await people.tell(id, one, 2);
      await people.tell(id, two, 3);
      const first = await insertOffer(em(), { request: id, provider: one.id, createdAt: new Date(1_000) });
      const second = await insertOffer(em(), { request: id, provider: two.id, createdAt: new Date(2_000) });
      const list = (as: { token: string }) => fixture.api.get(pathOf(id), { as });
      expect(idsOf(await list(consumer))).to.deep.equal([second.id, first.id]);
      expect(idsOf(await list(admin))).to.deep.equal([second.id, first.id]);
      expect(idsOf(await list(one))).to.deep.equal([first.id]);
      expect(idsOf(await list(silent))).to.deep.equal([]);
    });

    it('are nobody else’s business', async () => {
      const { id } = await insertRequest(em());
      const [stranger, provider] = [await people.consumer(), await people.provider()];
      expect(await fixture.api.get(pathOf(id))).to.be.problem(401, 'unauthenticated');
      expect(await fixture.api.get(pathOf(id), { as: stranger })).to.be.problem(403, 'not_yours');
      expect(await fixture.api.get(pathOf(id), { as: provider })).to.be.problem(403, 'not_yours');
      const unknown = pathOf(crypto.randomUUID());
      expect(await fixture.api.get(unknown, { as: stranger })).to.be.problem(404, 'not_found');
    });
  });
});
