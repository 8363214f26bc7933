import { expect } from 'chai';
import { HOUR_MS } from '#domain/local-date.ts';
import { useApi } from '#test/support/api.ts';
import { insertBooking } from '#test/support/factories.ts';
import { peopleOf, type SignedIn, type SignedInProvider } from '#test/support/people.ts';

describe('bookings', () => {
  const fixture = useApi({
    settings: {
      PROXIE_TEMPORAL_UI_URL: 'http://temporal-ui.example',
      PROXIE_COMMAND_DEADLINE: '400ms',
      PROXIE_TEMPORAL_DOWN_DEADLINE: '300ms',
    },
  });
  const people = peopleOf(fixture);
  const em = () => fixture.orm.em.fork();
  const idsOf = (answer: { body: { items: { id: string }[] } }): string[] => answer.body.items.map(({ id }) => id);
  let week = 0;

  interface Made {
    id: string;
    consumer: SignedIn;
    provider: SignedInProvider;
  }

  /** A booking in a week of its own, with both parties. */
  async function newBooking({
    consumer,
    provider,
    startsInHours,
    ...overrides
  }: {
    consumer?: SignedIn;
    provider?: SignedInProvider;
    startsInHours?: number;
    status?: 'confirmed' | 'in_progress' | 'completed' | 'cancelled';
    createdAt?: Date;
    cancelledAt?: Date;
    locationType?: 'consumer_location';
    locationAddress?: string;
  } = {}): Promise<Made> {
    const parties = {
      consumer: consumer ?? (await people.consumer()),
      provider: provider ?? (await people.provider({ phone: '+1 718 555 0100' })),
    };
    const startMs = Date.now() + (startsInHours ?? 48 + (week += 1) * 168) * HOUR_MS;
    const { id } = await insertBooking(em(), {
      consumer: parties.consumer.accountId,
      provider: parties.provider.id,
      service: parties.provider.serviceId,
      scheduledStart: new Date(startMs),
      scheduledEnd: new Date(startMs + HOUR_MS),
      ...overrides,
    });
    return { id, ...parties };
  }

  describe('in a list', () => {
    it('are those of the caller’s two sides and nobody else’s, even for operators', async () => {
      const both = await people.provider();
      const asConsumer = await newBooking({ consumer: both, createdAt: new Date(1_000) });
      const asProvider = await newBooking({ provider: both, createdAt: new Date(2_000) });
      await newBooking();
      const list = (query: string, as: { token: string } = both) => fixture.api.get(`/v1/bookings${query}`, { as });
      expect(idsOf(await list(''))).to.deep.equal([asProvider.id, asConsumer.id]);
      expect(idsOf(await list('?role=consumer'))).to.deep.equal([asConsumer.id]);
      expect(idsOf(await list('?role=provider'))).to.deep.equal([asProvider.id]);
      expect(idsOf(await list('?role=provider', asConsumer.provider))).to.deep.equal([asConsumer.id]);
      expect(idsOf(await list('', await people.admin()))).to.deep.equal([]);
      expect(idsOf(await list('?role=provider', asProvider.consumer))).to.deep.equal([]);
      expect(await fixture.api.get('/v1/bookings')).to.be.problem(401, 'unauthenticated');
    });

    it('come newest first, page by page, each once, from both sides together', async () => {
      const as = await people.provider();
      const made: string[] = [];
      for (let index = 0; index < 5; index += 1) {
        const side = index % 2 === 0 ? { consumer: as } : { provider: as };
        made.push((await newBooking({ ...side, createdAt: new Date((index + 1) * 1_000) })).id);
      }
      const own = await newBooking({ consumer: as, provider: as, createdAt: new Date(9_000) });
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const query: string = cursor === null ? '?limit=2' : `?limit=2&cursor=${cursor}`;
        const page = await fixture.api.get(`/v1/bookings${query}`, { as });
        seen.push(...idsOf(page));
        cursor = page.body.nextCursor;
      } while (cursor !== null);
      expect(seen).to.deep.equal([own.id, ...made.toReversed()]);
    });

    it('can be narrowed to those that start in a stretch of time; its end is not part of it', async () => {
      const as = await people.provider();
      const first = await newBooking({ provider: as, startsInHours: 10 });
      const second = await newBooking({ consumer: as, startsInHours: 20 });
      const starts = (await fixture.api.get('/v1/bookings', { as })).body.items.map(
        (each: { scheduledStart: string }) => each.scheduledStart,
      );
      const list = async (query: string) => idsOf(await fixture.api.get(`/v1/bookings?${query}`, { as }));
      expect(await list(`from=${starts[1]}&to=${starts[0]}`)).to.deep.equal([first.id]);
      expect(await list(`from=${starts[0]}`)).to.deep.equal([second.id]);
      expect(await list(`to=${starts[0]}&role=provider`)).to.deep.equal([first.id]);
      expect(await fixture.api.get('/v1/bookings?from=soon', { as })).to.be.problem(400, 'validation_failed');
    });

    it('can be narrowed to one status', async () => {
      const as = await people.consumer();
      const { id } = await newBooking({ consumer: as, status: 'completed' });
      await newBooking({ consumer: as });
      expect(idsOf(await fixture.api.get('/v1/bookings?status=completed', { as }))).to.deep.equal([id]);
    });

    it('cost as many statements at a hundred as at one', async () => {
      const count = async (rows: number): Promise<number> => {
        const [consumer, provider] = [await people.consumer(), await people.provider()];
        for (let index = 0; index < rows; index += 1) await newBooking({ consumer, provider });
        fixture.takeStatements();
        expect(idsOf(await fixture.api.get('/v1/bookings?limit=100', { as: consumer }))).to.have.length(rows);
        return fixture.takeStatements().length;
      };
      const withOne = await count(1);
      expect(withOne).to.be.at.most(3);
      expect(await count(100)).to.equal(withOne);
    });
  });

  describe('read one by one', () => {
    it('show address and contacts to their parties and operators, the run to operators only', async () => {
      const { id, consumer, provider } = await newBooking();
      const read = (as: { token: string }) => fixture.api.get(`/v1/bookings/${id}`, { as });
      for (const as of [consumer, provider]) {
        const { status, body } = await read(as);
        expect(status).to.equal(200);
        expect(body.consumer.email).to.equal(`${consumer.accountId}@test.example`);
        expect(body.provider.email).to.equal(`${provider.id}@test.example`);
        expect(body.links).to.deep.equal({ self: `/v1/bookings/${id}`, timeline: `/v1/bookings/${id}/timeline` });
      }
      const run = `http://temporal-ui.example/namespaces/default/workflows/booking%2F${id}`;
      expect((await read(await people.admin())).body.links.workflow).to.equal(run);
    });

    it('show neither the address nor the other party’s contacts once they are cancelled', async () => {
      const { id, consumer, provider } = await newBooking({
        status: 'cancelled',
        cancelledAt: new Date(),
        locationType: 'consumer_location',
        locationAddress: '1 Hidden Street',
      });
      const read = async (as: { token: string }) => (await fixture.api.get(`/v1/bookings/${id}`, { as })).body;
      const consumerEmail = `${consumer.accountId}@test.example`;
      const providerEmail = `${provider.id}@test.example`;
      const [asConsumer, asProvider] = [await read(consumer), await read(provider)];
      expect(asConsumer.provider).to.deep.equal({ name: 'Test Provider', email: null, phone: null });
      expect(asConsumer.consumer.email).to.equal(consumerEmail);
      expect(asProvider.consumer).to.deep.equal({ name: 'Test Account', email: null, phone: null });
      expect(asProvider.provider).to.include({ email: providerEmail, phone: '+1 718 555 0100' });
      for (const { location } of [asConsumer, asProvider]) expect(location.address).to.equal(null);
      const asAdmin = await read(await people.admin());
      expect([asAdmin.consumer.email, asAdmin.provider.email]).to.deep.equal([consumerEmail, providerEmail]);
      const list = await fixture.api.get('/v1/bookings', { as: provider });
      expect(list.body.items[0].consumer.email).to.equal(null);
    });

    it('are nobody else’s business', async () => {
      const { id } = await newBooking();
      const strangers = [await people.consumer(), await people.provider()];
      for (const path of ['', '/cancel-quote', '/timeline'].map((part) => `/v1/bookings/${id}${part}`)) {
        expect(await fixture.api.get(path)).to.be.problem(401, 'unauthenticated');
        for (const as of strangers) expect(await fixture.api.get(path, { as })).to.be.problem(403, 'not_yours');
      }
      const unknown = `/v1/bookings/${crypto.randomUUID()}`;
      expect(await fixture.api.get(unknown, { as: strangers[0] })).to.be.problem(404, 'not_found');
    });

    it('allow each side what the table and the policy allow', async () => {
      const allowed = async ({ id }: Made, as: { token: string }): Promise<unknown> =>
        (await fixture.api.get(`/v1/bookings/${id}`, { as })).body.allowedActions;
      const soon = await newBooking({ startsInHours: 1 });
      expect(await allowed(soon, soon.consumer), 'too late to cancel').to.deep.equal([]);
      expect(await allowed(soon, soon.provider)).to.deep.equal(['check_in', 'cancel']);
      const due = await newBooking({ startsInHours: -0.1 });
      expect(await allowed(due, due.consumer), 'a matter of no-show').to.deep.equal([]);
      expect(await allowed(due, due.provider)).to.deep.equal(['check_in', 'complete']);
      expect(await allowed(due, await people.admin())).to.deep.equal(['cancel']);
      const early = await newBooking({ status: 'in_progress', startsInHours: 0.5 });
      expect(await allowed(early, early.provider)).to.deep.equal([]);
      const begun = await newBooking({ status: 'in_progress', startsInHours: -0.5 });
      expect(await allowed(begun, begun.consumer)).to.deep.equal([]);
      expect(await allowed(begun, begun.provider)).to.deep.equal(['complete']);
      expect(await allowed(begun, await people.admin())).to.deep.equal(['cancel']);
      const later = await newBooking();
      expect(await allowed(later, later.consumer)).to.deep.equal(['cancel']);
      const done = await newBooking({ status: 'completed' });
      expect(await allowed(done, done.provider)).to.deep.equal([]);
    });
  });

  it('quote what cancelling costs: by notice for the consumer, nothing for the provider', async () => {
    const quote = async ({ id }: Made, as: { token: string }): Promise<unknown> =>
      (await fixture.api.get(`/v1/bookings/${id}/cancel-quote`, { as })).body;
    const free = { tier: 'free', fee: { amount: 0, currency: 'USD' } };
    const [later, near, soon] = [
      await newBooking({ startsInHours: 30 }),
      await newBooking({ startsInHours: 12 }),
      await newBooking({ startsInHours: 1 }),
    ];
    expect(await quote(later, later.consumer)).to.deep.equal(free);
    expect(await quote(near, near.consumer)).to.deep.equal({ tier: 'fee', fee: { amount: 2_500, currency: 'USD' } });
    expect(await quote(soon, soon.consumer)).to.deep.equal({ tier: 'blocked', fee: free.fee });
    expect(await quote(soon, soon.provider)).to.deep.equal(free);
    const done = await newBooking({ status: 'completed' });
    const answer = await fixture.api.get(`/v1/bookings/${done.id}/cancel-quote`, { as: done.consumer });
    expect(answer).to.be.problem(409, 'invalid_transition');
    expect(answer.body.detail).to.equal('the booking is completed; cancel needs it to be confirmed or in_progress');
  });
});
