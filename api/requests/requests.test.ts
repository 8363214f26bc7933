import { expect } from 'chai';
import { CREATE_REQUEST_EXAMPLE } from '#contracts/examples.ts';
import { dayNumber, earliestDateOnEarth, toLocalDate } from '#domain/local-date.ts';
import { useApi } from '#test/support/api.ts';
import { insertOffer, insertRequest } from '#test/support/factories.ts';
import { peopleOf } from '#test/support/people.ts';

describe('service requests', () => {
  const fixture = useApi({ settings: { PROXIE_TEMPORAL_UI_URL: 'http://temporal-ui.example' } });
  const people = peopleOf(fixture);
  const em = () => fixture.orm.em.fork();

  describe('when they are made', () => {
    it('are accepted with nothing of Temporal there, and say where they are', async () => {
      const consumer = await people.consumer();
      const { status, headers, body } = await fixture.api.post('/v1/requests', {
        as: consumer,
        body: CREATE_REQUEST_EXAMPLE,
      });
      expect(status).to.equal(201);
      expect(headers.location).to.equal(`/v1/requests/${body.id}`);
      expect(body).to.deep.include({ consumerId: consumer.accountId, status: 'pending', openOffers: 0, media: [] });
      expect(body.allowedActions).to.deep.equal(['edit', 'cancel']);
      expect(body.statusHistory).to.have.length(1);
      expect(Date.parse(body.expiresAt) - Date.parse(body.createdAt)).to.equal(fixture.config.timers.requestTtlMs);
      expect(await fixture.api.get(headers.location ?? '', { as: consumer })).to.deep.include({ status: 200, body });
    });

    it('come with their event, their feed entry and the order to start their workflow in one transaction', async () => {
      const as = await people.consumer();
      const { body } = await fixture.api.post('/v1/requests', { as, body: CREATE_REQUEST_EXAMPLE });
      const written: { what: string; transaction: string }[] = await em().execute(
        `select 'request' as what, xmin::text as transaction from service_requests where id = ?
         union all select type, xmin::text from events where request_id = ?
         union all select type || ' ' || seq, xmin::text from feed_entries where account_id = ?
         union all select workflow_id || ' ' || workflow_type, xmin::text from workflow_outbox where workflow_id = ?`,
        [body.id, body.id, as.accountId, `request/${body.id}`],
      );
      expect(written.map(({ what }) => what)).to.deep.equal([
        'request',
        'request.created',
        'request:updated 1',
        `request/${body.id} requestWorkflow`,
      ]);
      expect(new Set(written.map(({ transaction }) => transaction)).size).to.equal(1);
    });

    it('keep no personal text in what reaches a history', async () => {
      const as = await people.consumer();
      const { body } = await fixture.api.post('/v1/requests', { as, body: CREATE_REQUEST_EXAMPLE });
      const [row]: { text: string }[] = await em().execute(
        `select (input::text || attributes::text || summary) as text from workflow_outbox where workflow_id = ?`,
        [`request/${body.id}`],
      );
      expect(row?.text).to.include('haircut');
      expect(row?.text).to.not.include('Austin'); // written by a person, and no place that Proxie knows
      expect(row?.text).to.not.include(CREATE_REQUEST_EXAMPLE.rawInput);
      expect(row?.text).to.not.include(CREATE_REQUEST_EXAMPLE.requirements.description);
    });

    it('are refused with every wrong field named, and unknown fields are wrong', async () => {
      const as = await people.consumer();
      const wrong = {
        ...CREATE_REQUEST_EXAMPLE,
        serviceType: 'leak_repair',
        location: { city: '', lat: 91, lng: 0 },
        budget: { min: 2, max: 1.5 },
        consumerId: as.accountId,
      };
      const answer = await fixture.api.post('/v1/requests', { as, body: wrong });
      expect(answer).to.be.problem(400, 'validation_failed');
      const paths = answer.body.errors.map(({ path }: { path: string }) => path);
      expect(paths).to.include.members(['/location/city', '/location/lat', '/budget/max', '/consumerId']);
    });

    it('are wanted on a date that is not over everywhere on earth', async () => {
      const as = await people.consumer();
      const wantedOn = (...preferredDates: string[]) =>
        fixture.api.post('/v1/requests', {
          as,
          body: { ...CREATE_REQUEST_EXAMPLE, timing: { urgency: 'specific_date', preferredDates } },
        });
      const today = earliestDateOnEarth(Date.now());
      const yesterday = toLocalDate(dayNumber(today) - 1);
      const refused = await wantedOn('2020-01-01', yesterday);
      expect(refused).to.be.problem(400, 'validation_failed');
      expect(refused.body.errors).to.deep.equal([
        { in: 'body', path: '/timing/preferredDates', message: 'expected at least one date that is not over' },
      ]);
      expect((await wantedOn(yesterday, toLocalDate(dayNumber(today) + 1))).status).to.equal(201);
    });

    it('need a service of their category', async () => {
      const as = await people.consumer();
      const body = { ...CREATE_REQUEST_EXAMPLE, serviceType: 'leak_repair' };
      const answer = await fixture.api.post('/v1/requests', { as, body });
      expect(answer).to.be.problem(400, 'validation_failed');
      expect(answer.body.errors).to.deep.equal([
        { in: 'body', path: '/serviceType', message: 'is not a service of that category' },
      ]);
    });
  });

  describe('read one by one', () => {
    it('are shown to their consumer and to operators, who also get the link to the run', async () => {
      const [consumer, admin] = [await people.consumer(), await people.admin()];
      const { id } = await insertRequest(em(), { consumer: consumer.accountId });
      const own = await fixture.api.get(`/v1/requests/${id}`, { as: consumer });
      expect(own.status).to.equal(200);
      expect(own.body.links).to.deep.equal({ self: `/v1/requests/${id}`, timeline: `/v1/requests/${id}/timeline` });
      const seen = await fixture.api.get(`/v1/requests/${id}`, { as: admin });
      expect(seen.body.links.workflow).to.equal(
        `http://temporal-ui.example/namespaces/default/workflows/request%2F${id}`,
      );
      expect(seen.body.allowedActions).to.deep.equal(['cancel']);
    });

    it('are nobody else’s business', async () => {
      const { id } = await insertRequest(em());
      const [stranger, provider] = [await people.consumer(), await people.provider()];
      await people.tell(id, provider);
      for (const path of [`/v1/requests/${id}`, `/v1/requests/${id}/matches`, `/v1/requests/${id}/timeline`]) {
        expect(await fixture.api.get(path)).to.be.problem(401, 'unauthenticated');
        expect(await fixture.api.get(path, { as: stranger })).to.be.problem(403, 'not_yours');
        expect(await fixture.api.get(path, { as: provider })).to.be.problem(403, 'not_yours');
      }
      const unknown = `/v1/requests/${crypto.randomUUID()}`;
      expect(await fixture.api.get(unknown, { as: stranger })).to.be.problem(404, 'not_found');
    });

    it('allow exactly what their table allows as things are', async () => {
      const consumer = await people.consumer();
      const allowed = async (id: string): Promise<unknown> =>
        (await fixture.api.get(`/v1/requests/${id}`, { as: consumer })).body.allowedActions;
      const make = async (status: 'matching' | 'offers_received' | 'booked' | 'expired' | 'cancelled') =>
        (await insertRequest(em(), { consumer: consumer.accountId, status })).id;
      expect(await allowed(await make('matching'))).to.deep.equal(['edit', 'cancel']);
      const offered = await make('offers_received');
      await insertOffer(em(), { request: offered });
      expect(await allowed(offered)).to.deep.equal(['cancel']);
      for (const status of ['booked', 'expired', 'cancelled'] as const) {
        expect(await allowed(await make(status)), status).to.deep.equal([]);
      }
    });
  });

  it('tell what happened to them in the order in which it was written', async () => {
    const as = await people.consumer();
    const { body } = await fixture.api.post('/v1/requests', { as, body: CREATE_REQUEST_EXAMPLE });
    const timeline = await fixture.api.get(`/v1/requests/${body.id}/timeline`, { as });
    expect(timeline.status).to.equal(200);
    expect(timeline.body.items).to.have.length(1);
    expect(timeline.body.items[0]).to.deep.include({
      at: body.createdAt,
      aggregate: 'request',
      aggregateId: body.id,
      type: 'request.created',
      from: null,
      to: 'pending',
      actor: 'consumer',
    });
  });

  it('show who was told and why, and who was rejected as counts, named to operators only', async () => {
    const [consumer, admin] = [await people.consumer(), await people.admin()];
    const { id } = await insertRequest(em(), { consumer: consumer.accountId, status: 'matching', wave: 1 });
    const [first, second] = [await people.provider({ businessName: 'The First' }), await people.provider()];
    const rejected = [await people.provider(), await people.provider(), await people.provider()];
    await people.tell(id, second, 2);
    await people.tell(id, first, 1);
    for (const each of rejected) {
      await people.reject(id, each, each === rejected[0] ? 'other_city' : 'no_free_slot');
    }

    const { body } = await fixture.api.get(`/v1/requests/${id}/matches`, { as: consumer });
    expect(body.waves).to.equal(1);
    expect(body.items.map(({ name, rank }: { name: string; rank: number }) => [rank, name])).to.deep.equal([
      [1, 'The First'],
      [2, 'Test Provider'],
    ]);
    expect(Object.keys(body.items[0].factors)).to.have.length(6);
    expect(body.rejections).to.deep.equal([
      { reason: 'no_free_slot', count: 2 },
      { reason: 'other_city', count: 1 },
    ]);
    expect(JSON.stringify(body)).to.not.include('@');

    const seen = await fixture.api.get(`/v1/requests/${id}/matches`, { as: admin });
    expect(seen.body.rejections[1]).to.deep.equal({
      reason: 'other_city',
      count: 1,
      providerIds: [rejected[0]?.id],
    });
  });
});
