import { expect } from 'chai';
import { Event } from '#db/entities/event.entity.ts';
import { FeedEntry } from '#db/entities/feed-entry.entity.ts';
import { DAY_MS, HOUR_MS } from '#domain/local-date.ts';
import { fingerprintOf } from '#test/security/authorization/fingerprint.ts';
import { useApi } from '#test/support/api.ts';
import { insertBooking, insertReview } from '#test/support/factories.ts';
import { peopleOf, type SignedIn, type SignedInProvider } from '#test/support/people.ts';

describe('reviews', () => {
  const fixture = useApi({ settings: { PROXIE_COMMAND_DEADLINE: '400ms', PROXIE_TEMPORAL_DOWN_DEADLINE: '300ms' } });
  const people = peopleOf(fixture);
  const em = () => fixture.orm.em.fork();
  const get = (path: string, as?: { token: string }) => fixture.api.get(path, { as });
  const idsOf = (answer: { body: { items: { id: string }[] } }): string[] => answer.body.items.map(({ id }) => id);

  interface Done {
    readonly id: string;
    readonly consumer: SignedIn;
    readonly provider: SignedInProvider;
  }

  /** A booking that was completed so long ago. */
  async function done(agoMs = HOUR_MS, parties: Partial<Omit<Done, 'id'>> = {}): Promise<Done> {
    const [consumer, provider] = [
      parties.consumer ?? (await people.consumer()),
      parties.provider ?? (await people.provider()),
    ];
    const { id } = await insertBooking(em(), {
      consumer: consumer.accountId,
      provider: provider.id,
      status: 'completed',
      completedAt: new Date(Date.now() - agoMs),
    });
    return { id, consumer, provider };
  }
  const hidden = { publishedAt: null } as const;

  describe('submitted', () => {
    const said = (bookingId: string, more: object = {}) => ({ bookingId, rating: 5, comment: 'Great cut.', ...more });
    const post = (as: { token: string } | undefined, body: unknown) => fixture.api.post('/v1/reviews', { as, body });

    it('are the parties’ own: nobody else writes one, and operators do not either', async () => {
      const { id, consumer, provider } = await done();
      const [stranger, admin] = [await people.provider(), await people.admin()];
      const before = await fingerprintOf(fixture.orm);
      expect(await post(undefined, said(id))).to.be.problem(401, 'unauthenticated');
      for (const as of [stranger, admin]) expect(await post(as, said(id))).to.be.problem(403, 'not_yours');
      expect(await post(consumer, said(crypto.randomUUID()))).to.be.problem(404, 'not_found');
      expect(await fingerprintOf(fixture.orm)).to.deep.equal(before);
      // let through: Temporal is missing
      for (const as of [consumer, provider]) expect(await post(as, said(id))).to.be.problem(503, 'unavailable');
    });

    it('are of two people: nobody reviews themselves', async () => {
      const both = await people.provider();
      const { id } = await done(HOUR_MS, { consumer: both, provider: both });
      expect(await post(both, said(id))).to.be.problem(403, 'not_yours');
      expect((await get(`/v1/bookings/${id}`, both)).body.allowedActions).to.deep.equal([]);
    });

    it('wait for the completion, and come once and in time; the booking says whether they can', async () => {
      const parties = { consumer: await people.consumer(), provider: await people.provider() };
      const early = await insertBooking(em(), { consumer: parties.consumer.accountId, provider: parties.provider.id });
      const [twice, late] = [await done(HOUR_MS, parties), await done(14 * DAY_MS, parties)];
      await insertReview(em(), { booking: twice.id, ...hidden });
      const alone = await done(9 * DAY_MS, parties);
      await insertReview(em(), { booking: alone.id, side: 'provider', createdAt: new Date(Date.now() - 8 * DAY_MS) });
      const before = await fingerprintOf(fixture.orm);
      for (const [id, code] of [
        [early.id, 'invalid_transition'],
        [twice.id, 'review_closed'],
        [late.id, 'review_closed'],
        [alone.id, 'review_closed'], // the other one has appeared
      ] as const) {
        const answer = await post(parties.consumer, said(id));
        expect(answer).to.be.problem(409, code);
        const { body } = await get(`/v1/bookings/${id}`, parties.consumer);
        expect(answer.body.info).to.deep.equal({ status: body.status, allowedActions: body.allowedActions });
        expect(body.allowedActions).not.to.include('review');
      }
      expect(await fingerprintOf(fixture.orm)).to.deep.equal(before);
      const open = await done(13 * DAY_MS, parties);
      expect((await get(`/v1/bookings/${open.id}`, parties.consumer)).body.allowedActions).to.deep.equal(['review']);
      expect((await get(`/v1/bookings/${open.id}`, await people.admin())).body.allowedActions).to.deep.equal([]);
    });

    it('have whole stars from one to five, and say something', async () => {
      const { id, consumer } = await done();
      for (const wrong of [
        { rating: 0 },
        { rating: 6 },
        { rating: 4.5 },
        { rating: '5' },
        { comment: '   ' },
        { comment: 'x'.repeat(2_001) },
        { breakdown: { quality: 6 } },
        { breakdown: { charm: 5 } },
        { side: 'provider' },
      ]) {
        expect(await post(consumer, said(id, wrong)), JSON.stringify(wrong)).to.be.problem(400, 'validation_failed');
      }
    });
  });

  describe('read', () => {
    it('are their author’s alone before they are published: for everybody else they are not there', async () => {
      const { id, consumer, provider } = await done();
      const review = await insertReview(em(), { booking: id, ...hidden });
      const path = `/v1/reviews/${review.id}`;
      const own = await get(path, consumer);
      expect(own.body).to.deep.include({
        status: 'submitted',
        publishedAt: null,
        side: 'consumer',
        allowedActions: [],
      });
      for (const as of [provider, await people.consumer(), await people.admin()]) {
        const [real, unknown] = [await get(path, as), await get(`/v1/reviews/${crypto.randomUUID()}`, as)];
        expect(real).to.be.problem(404, 'not_found');
        expect({ ...real.body, instance: '' }).to.deep.equal({ ...unknown.body, instance: '' });
        expect(idsOf(await get('/v1/reviews', as))).to.deep.equal([]);
      }
      expect(idsOf(await get(`/v1/providers/${provider.id}/reviews`))).to.deep.equal([]);
    });

    it('are the parties’ and the operators’ once they are published, and no stranger’s', async () => {
      const { id, consumer, provider } = await done();
      const review = await insertReview(em(), { booking: id, quality: 4 });
      const path = `/v1/reviews/${review.id}`;
      expect((await get(path, provider)).body).to.deep.include({
        status: 'published',
        breakdown: { quality: 4 },
        providerId: provider.id,
        consumerId: consumer.accountId,
        allowedActions: ['respond'],
      });
      for (const as of [consumer, await people.admin()]) {
        expect((await get(path, as)).body.allowedActions).to.deep.equal([]);
      }
      expect(await get(path, await people.consumer())).to.be.problem(403, 'not_yours');
    });

    it('are listed to those they concern: what one wrote, and what is published about one', async () => {
      const provider = await people.provider();
      const [first, second] = [await done(HOUR_MS, { provider }), await done(HOUR_MS, { provider })];
      const at = (ms: number) => ({ createdAt: new Date(ms) });
      const about = await insertReview(em(), { booking: first.id, ...at(1_000) });
      const own = await insertReview(em(), { booking: first.id, side: 'provider', ...at(2_000) });
      await insertReview(em(), { booking: second.id, ...hidden, ...at(3_000) });
      const waiting = await insertReview(em(), { booking: second.id, side: 'provider', ...hidden, ...at(4_000) });
      const list = async (query: string) => idsOf(await get(`/v1/reviews${query}`, provider));
      expect(await list('')).to.deep.equal([waiting.id, own.id, about.id]);
      expect(await list('?role=author')).to.deep.equal([waiting.id, own.id]);
      expect(await list('?role=subject')).to.deep.equal([about.id]);
      expect(await list(`?bookingId=${second.id}`)).to.deep.equal([waiting.id]);
      const page = await get('/v1/reviews?limit=2', provider);
      expect(idsOf(page)).to.deep.equal([waiting.id, own.id]);
      expect(await list(`?limit=2&cursor=${page.body.nextCursor}`)).to.deep.equal([about.id]);
      expect(idsOf(await get('/v1/reviews', await people.admin()))).to.deep.equal([]);
    });

    it('stand on the provider’s page for anybody, without a word of who wrote them', async () => {
      const provider = await people.provider();
      const ids: string[] = [];
      for (const ms of [1_000, 2_000, 3_000]) {
        const consumer = await people.consumer({ name: 'Nora Secret' });
        const { id } = await done(HOUR_MS, { provider, consumer });
        const booking = { booking: id, publishedAt: new Date(ms) };
        ids.unshift((await insertReview(em(), { ...booking, response: 'Thanks.', respondedAt: new Date(ms) })).id);
        await insertReview(em(), { ...booking, side: 'provider' }); // of the consumer
      }
      const path = `/v1/providers/${provider.id}/reviews`;
      const first = await get(`${path}?limit=2`);
      const second = await get(`${path}?limit=2&cursor=${first.body.nextCursor}`);
      expect([...idsOf(first), ...idsOf(second)]).to.deep.equal(ids);
      expect(second.body.nextCursor).to.equal(null);
      expect(first.body.items[0]).to.deep.equal({
        id: ids[0],
        rating: 5,
        comment: 'Great cut.',
        breakdown: {},
        response: { text: 'Thanks.', at: '1970-01-01T00:00:03.000Z' },
        publishedAt: '1970-01-01T00:00:03.000Z',
      });
      expect(await get(`/v1/providers/${crypto.randomUUID()}/reviews`)).to.be.problem(404, 'not_found');
    });

    it('cost as many statements at a hundred as at one', async () => {
      const count = async (rows: number): Promise<number[]> => {
        const provider = await people.provider();
        for (let index = 0; index < rows; index += 1) {
          await insertReview(em(), { booking: (await done(HOUR_MS, { provider })).id });
        }
        const counts: number[] = [];
        for (const path of ['/v1/reviews', `/v1/providers/${provider.id}/reviews`]) {
          fixture.takeStatements();
          expect(idsOf(await get(`${path}?limit=100`, provider))).to.have.length(rows);
          counts.push(fixture.takeStatements().length);
        }
        return counts;
      };
      const withOne = await count(1);
      expect(Math.max(...withOne)).to.be.at.most(3);
      expect(await count(100)).to.deep.equal(withOne);
    });
  });

  describe('responded to', () => {
    const respond = (id: string, as: { token: string } | undefined, text = 'Thank you.') =>
      fixture.api.post(`/v1/reviews/${id}/response`, { as, body: { text } });

    it('get one response by whom they are about, which stands below them everywhere', async () => {
      const { id, consumer, provider } = await done();
      const review = await insertReview(em(), { booking: id });
      const answer = await respond(review.id, provider);
      expect(answer.status, JSON.stringify(answer.body)).to.equal(200);
      expect(answer.body.response.text).to.equal('Thank you.');
      expect(answer.body.allowedActions).to.deep.equal([]);
      const [shown] = (await get(`/v1/providers/${provider.id}/reviews`)).body.items;
      expect(shown.response).to.deep.equal(answer.body.response);
      const before = await fingerprintOf(fixture.orm);
      expect(await respond(review.id, provider, 'And again.')).to.be.problem(409, 'conflict');
      expect(await fingerprintOf(fixture.orm)).to.deep.equal(before);
      for (const account of [consumer.accountId, provider.accountId]) {
        const told = await em().find(FeedEntry, { account });
        expect(told.map(({ payload }) => payload.change)).to.deep.equal(['review_answered']);
      }
      expect(await em().count(Event, { aggregateId: review.id, type: 'review.responded' })).to.equal(1);
    });

    it('take none from anybody else, and none before they are published', async () => {
      const { id, consumer, provider } = await done();
      const [published, waiting] = [
        await insertReview(em(), { booking: id }),
        await insertReview(em(), { booking: id, side: 'provider', ...hidden }),
      ];
      const others = [consumer, await people.consumer(), await people.admin()];
      const before = await fingerprintOf(fixture.orm);
      expect(await respond(published.id, undefined)).to.be.problem(401, 'unauthenticated');
      for (const as of others) {
        expect(await respond(published.id, as)).to.be.problem(403, 'not_yours');
      }
      expect(await respond(waiting.id, consumer)).to.be.problem(404, 'not_found');
      expect(await respond(waiting.id, provider)).to.be.problem(403, 'not_yours');
      expect(await fingerprintOf(fixture.orm)).to.deep.equal(before);
    });

    it('get one of three that come at the same moment', async () => {
      const { id, provider } = await done();
      const review = await insertReview(em(), { booking: id });
      const answers = await Promise.all(['One.', 'Two.', 'Three.'].map((text) => respond(review.id, provider, text)));
      expect(answers.map(({ status }) => status)).to.have.members([200, 409, 409]);
      expect(await em().count(Event, { aggregateId: review.id })).to.equal(1);
    });
  });
});
