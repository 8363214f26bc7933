import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { useApi } from '#test/support/api.ts';
import { insertAccount } from '#test/support/factories.ts';
import { useLives } from '#test/support/lives.ts';
import { createMarketplace } from '#test/support/marketplace.ts';

describe('reviews over HTTP, with a worker behind them', () => {
  const lives = useLives({ PROXIE_WAVE: '7d' });
  const fixture = useApi({ orm: () => lives.orm, commands: () => lives.commands });
  const market = createMarketplace(lives);

  /** A completed booking whose parties are signed in. */
  async function completed() {
    const city = `City ${randomUUID()}`;
    const provider = await market.provider({ city, lat: null, lng: null });
    await lives.orm.em.execute(`update accounts set roles = '{consumer,provider}' where id = ?`, [provider.accountId]);
    const request = await market.request({ city, lat: null, lng: null });
    await market.leads(request, 1);
    const offerId = await market.offer(request, provider, { slots: [await market.slotIn(72)] });
    const bookingId = await market.accept(request, offerId);
    await market.complete(bookingId, provider);
    const as = async (accountId: string) => ({ token: await fixture.tokenOf(accountId) });
    return {
      bookingId,
      provider,
      consumer: await as(request.consumerId),
      seller: await as(provider.accountId),
      request,
    };
  }
  type Life = Awaited<ReturnType<typeof completed>>;

  const submit = (as: { token: string }, bookingId: string, comment: string, rating = 5) =>
    fixture.api.post('/v1/reviews', { as, body: { bookingId, rating, comment } });

  /** Everything that somebody can read that has to do with the booking and its parties. */
  async function allThatIsRead({ bookingId, provider, request }: Life, as: { token: string } | undefined) {
    const paths = [
      `/v1/bookings/${bookingId}`,
      `/v1/bookings/${bookingId}/timeline`,
      '/v1/bookings',
      '/v1/reviews',
      `/v1/reviews?bookingId=${bookingId}`,
      `/v1/requests/${request.requestId}/timeline`,
      '/v1/events?after=0',
      '/v1/notifications',
      '/v1/providers/me',
      `/v1/providers/${provider.providerId}`,
      `/v1/providers/${provider.providerId}/reviews`,
    ];
    const seen: Record<string, unknown> = {};
    for (const path of paths) {
      const { status, body } = await fixture.api.get<{ instance?: string }>(path, { as });
      seen[path] = { status, body: { ...body, instance: undefined } };
    }
    return seen;
  }

  for (const first of ['consumer', 'provider'] as const) {
    it(`tell nobody that the ${first} has written: what others read and may do stays the same, byte for byte`, async () => {
      const life = await completed();
      const [writer, other] = first === 'consumer' ? [life.consumer, life.seller] : [life.seller, life.consumer];
      const stranger = { token: await fixture.tokenOf(await insertAccount(lives.orm.em.fork())) };
      const readers = [other, stranger, undefined];
      const before = await Promise.all(readers.map((as) => allThatIsRead(life, as)));
      const made = await submit(writer, life.bookingId, 'This is what I say.');
      expect(made.status, JSON.stringify(made.body)).to.equal(201);
      expect(made.headers.location).to.equal(`/v1/reviews/${made.body.id}`);
      expect(made.body).to.deep.include({ status: 'submitted', side: first, publishedAt: null });
      for (const [index, as] of readers.entries()) {
        expect(await allThatIsRead(life, as)).to.deep.equal(before[index]);
        const refused = await fixture.api.get(`/v1/reviews/${made.body.id}`, { as });
        expect(refused.status).to.equal(as ? 404 : 401);
      }
      const [own] = (await fixture.api.get('/v1/reviews', { as: writer })).body.items;
      expect(own).to.deep.equal(made.body);
      const booking = await fixture.api.get(`/v1/bookings/${life.bookingId}`, { as: writer });
      expect(booking.body.allowedActions).to.deep.equal([]);
      expect(await submit(writer, life.bookingId, 'Once more.')).to.be.problem(409, 'review_closed');
    });
  }

  it('appear together with the second, to both sides and to anybody, and are told of', async () => {
    const life = await completed();
    const mine = await submit(life.consumer, life.bookingId, 'A great cut.', 4);
    const theirs = await submit(life.seller, life.bookingId, 'A kind person.');
    expect(theirs.body).to.deep.include({ status: 'published', rating: 5 });
    for (const as of [life.consumer, life.seller]) {
      const { body } = await fixture.api.get(`/v1/reviews?bookingId=${life.bookingId}`, { as });
      const published = new Set(body.items.map(({ publishedAt }: { publishedAt: string }) => publishedAt));
      expect([body.items.length, published.size]).to.deep.equal([2, 1]);
      const { items } = (await fixture.api.get('/v1/notifications', { as })).body;
      const texts = items.map(({ text }: { text: string }) => text);
      expect(texts.slice(0, 2)).to.deep.equal([
        'The reviews of the booking are published.',
        'Your review has been received.',
      ]);
      expect(texts).to.include('You can review the booking now.');
    }
    const shown = await fixture.api.get(`/v1/providers/${life.provider.providerId}/reviews`);
    expect(shown.body.items.map(({ id, comment }: { id: string; comment: string }) => ({ id, comment }))).to.deep.equal(
      [{ id: mine.body.id, comment: 'A great cut.' }],
    );
    const timeline = await fixture.api.get(`/v1/bookings/${life.bookingId}/timeline`, { as: life.consumer });
    expect(timeline.body.items.at(-1)).to.deep.include({
      type: 'booking.reviews_published',
      actor: 'system',
      note: null,
    });
    const { body } = await fixture.api.get(`/v1/providers/${life.provider.providerId}`);
    expect(body.reputation).to.deep.include({ rating: null, reviewCount: 1, completedBookings: 1 }); // shown from three on
    expect(await submit(life.seller, life.bookingId, 'Once more.')).to.be.problem(409, 'review_closed');
  });

  it('leave a completed booking as closed to every other command as it was', async () => {
    const life = await completed();
    const path = `/v1/bookings/${life.bookingId}`;
    const reason = { reason: 'My plans have changed.' };
    for (const [command, as, body] of [
      ['cancel', life.consumer, reason],
      ['check-in', life.seller, undefined],
      ['complete', life.seller, {}],
    ] as const) {
      expect(await fixture.api.post(`${path}/${command}`, { as, body })).to.be.problem(409, 'invalid_transition');
    }
  });
});
