import { expect } from 'chai';
import { v7 as uuidv7 } from 'uuid';
import { createRequestActivities } from '#activities/request/request.activities.ts';
import { Problem } from '#api/http/problem.ts';
import { Booking } from '#db/entities/booking.entity.ts';
import { Event } from '#db/entities/event.entity.ts';
import { WorkflowOutbox } from '#db/entities/workflow-outbox.entity.ts';
import { DAY_MS } from '#domain/local-date.ts';
import { settingsOf } from '#worker/worker.ts';
import { useLives } from '#test/support/lives.ts';
import { by, createMarketplace, type TestProvider, type TestRequest } from '#test/support/marketplace.ts';
import { textsIn } from '#test/security/canaries/places.ts';
import { until } from '#test/support/until.ts';
import { bookingWorkflowId } from '../booking/messages.ts';
import { CATEGORY, CITY, PROVIDER_ID, STATUS } from '../shared/attributes.ts';
import { cancelRequest, declineOffer, editRequest, requestWorkflowId, withdrawOffer } from './messages.ts';

const refusedWith = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );

describe('requestWorkflow', () => {
  const lives = useLives();
  const market = createMarketplace(lives);
  const typesOf = async (requestId: string): Promise<string[]> => {
    const events = await lives.orm.em.fork().find(Event, { requestId }, { orderBy: { position: 1 } });
    return events.map(({ type }) => type);
  };
  const ended = (requestId: string): Promise<unknown> =>
    until(
      'the run to end',
      async () => (await lives.handle(requestWorkflowId(requestId)).describe()).status.name === 'COMPLETED',
    );

  // Providers of one life are no leads of the next.
  const retireAll = () => lives.orm.em.fork().execute("update providers set status = 'inactive'");
  afterEach(retireAll);

  it('becomes a booking: winner, rivals, request and booking settle together', async () => {
    const providers = [await market.provider(), await market.provider()];
    const request = await market.request();
    await market.leads(request, 2);
    const [winner, rival] = [await market.offer(request, providers[0]!), await market.offer(request, providers[1]!)];
    const bookingId = await market.accept(request, winner);
    expect((await market.row(request)).status).to.equal('booked');
    expect((await market.row(request)).selectedOfferId).to.equal(winner);
    expect((await market.offerRow(winner)).status).to.equal('accepted');
    expect((await market.offerRow(rival)).status).to.equal('superseded');
    expect((await market.bookingRow(bookingId)).status).to.equal('confirmed');
    expect(await refusedWith(market.accept(request, rival))).to.equal('request_closed');
    await market.complete(bookingId, providers[0]!);
    expect((await market.bookingRow(bookingId)).status).to.equal('completed');
    await ended(request.requestId);
    await lives.replays(requestWorkflowId(request.requestId), 'request-booked');
    await lives.replays(bookingWorkflowId(bookingId), 'booking-completed');
  });

  it('asks wave after wave while nobody offers, and expires at its time', async () => {
    await Promise.all(Array.from({ length: 12 }, () => market.provider()));
    const request = await market.request();
    await market.leads(request, 10);
    await lives.pass(lives.config.timers.waveMs + 1000);
    await market.leads(request, 12);
    await lives.pass(lives.config.timers.requestTtlMs);
    await market.inStatus(request, 'expired');
    await ended(request.requestId);
    expect((await market.row(request)).wave).to.equal(2);
    expect(await typesOf(request.requestId)).to.deep.equal([
      'request.matching',
      'request.wave_sent',
      'request.wave_sent',
      'request.expired',
    ]);
    await lives.replays(requestWorkflowId(request.requestId), 'request-nobody-offers');
  });

  it('gives accept, decline, withdraw and cancel of one moment exactly one winner', async () => {
    const provider = await market.provider();
    const request = await market.request();
    await market.leads(request, 1);
    const offerId = await market.offer(request, provider);
    const { requestId, consumerId } = request;
    const outcomes = await Promise.all([
      refusedWith(market.accept(request, offerId)),
      refusedWith(
        lives.commands.onRequest(requestId, withdrawOffer, { ...by(provider.accountId), offerId, side: 'provider' }),
      ),
      refusedWith(lives.commands.onRequest(requestId, declineOffer, { ...by(consumerId), offerId, side: 'consumer' })),
      refusedWith(lives.commands.onRequest(requestId, cancelRequest, { ...by(consumerId), side: 'consumer' })),
    ]);
    const { status } = await market.row(request);
    const offer = await market.offerRow(offerId);
    if (status === 'booked') {
      expect(outcomes).to.deep.equal(['done', 'request_closed', 'request_closed', 'request_closed']);
      expect(offer.status).to.equal('accepted');
    } else {
      // The request could still be cancelled after its offer was taken back or refused.
      expect(outcomes[3]).to.equal('done');
      expect(outcomes[0]).to.be.oneOf(['offer_closed', 'request_closed']);
      expect(offer.status).to.be.oneOf(['withdrawn', 'declined']);
      expect(status).to.equal('cancelled');
      expect(outcomes.slice(1, 3).filter((each) => each === 'done').length).to.be.lessThan(2);
    }
    await ended(requestId);
    await lives.replays(requestWorkflowId(requestId), 'request-rivals-at-once');
  });

  it('is matched again after an edit, and refuses one while an offer is in', async () => {
    const provider = await market.provider();
    const request = await market.request();
    await market.leads(request, 1);
    const edit = async (columns: object): Promise<string> => {
      const command = { ...by(request.consumerId), payload: columns };
      return refusedWith(lives.commands.onRequest(request.requestId, editRequest, command));
    };
    expect(await edit({ maxDistanceKm: 5 })).to.equal('done');
    expect((await market.row(request)).maxDistanceKm).to.equal(5);
    await until('the second wave', async () => (await market.row(request)).wave === 2);
    await market.leads(request, 1);
    const offerId = await market.offer(request, provider);
    expect(await edit({ maxDistanceKm: 6 })).to.equal('invalid_transition');
    expect(await refusedWith(market.offer(request, provider))).to.equal('offer_already_open');
    const withdraw = { ...by(provider.accountId), offerId, side: 'provider' as const };
    await lives.commands.onRequest(request.requestId, withdrawOffer, withdraw);
    expect(await edit({ maxDistanceKm: 7 })).to.equal('done');
    await lives.commands.onRequest(request.requestId, cancelRequest, { ...by(request.consumerId), side: 'consumer' });
    await ended(request.requestId);
    await lives.replays(requestWorkflowId(request.requestId), 'request-edited-cancelled');
  });

  it('goes back to its runners-up when the provider cancels, and closes when the consumer does', async () => {
    const providers = [await market.provider(), await market.provider()];
    const request = await market.request();
    await market.leads(request, 2);
    const first = await market.offer(request, providers[0]!);
    const second = await market.offer(request, providers[1]!);
    const lost = await market.accept(request, first);
    await market.cancel(lost, providers[0]!.accountId, 'provider');
    expect((await market.bookingRow(lost)).status).to.equal('cancelled');
    await market.inStatus(request, 'offers_received');
    expect((await market.offerRow(second)).status).to.equal('pending');
    const booked = await market.accept(request, second);
    await market.cancel(booked, request.consumerId, 'consumer');
    expect((await market.bookingRow(booked)).cancelFee).to.equal(0);
    await market.inStatus(request, 'cancelled');
    await ended(request.requestId);
    await lives.replays(requestWorkflowId(request.requestId), 'request-closed-with-its-booking');
    await lives.replays(bookingWorkflowId(lost), 'booking-cancelled-by-provider');
    await lives.replays(bookingWorkflowId(booked), 'booking-cancelled-by-consumer');
  });

  it('can be found by what it is about now: after an edit, and after its booking was lost', async () => {
    const provider = await market.provider();
    const request = await market.request();
    await market.leads(request, 1);
    const attributes = async () => {
      const { typedSearchAttributes: found } = await lives.handle(requestWorkflowId(request.requestId)).describe();
      return [STATUS, CATEGORY, CITY, PROVIDER_ID].map((key) => found.get(key));
    };
    const edit = { ...by(request.consumerId), payload: { city: 'Brooklyn' } };
    await lives.commands.onRequest(request.requestId, editRequest, edit);
    await until('the second wave', async () => (await market.row(request)).wave === 2);
    expect(await attributes()).to.deep.equal(['matching', 'hair_beauty', 'Brooklyn', undefined]);
    const bookingId = await market.accept(request, await market.offer(request, provider));
    expect(await attributes()).to.deep.equal(['booked', 'hair_beauty', 'Brooklyn', provider.providerId]);
    await market.cancel(bookingId, provider.accountId, 'provider');
    await market.inStatus(request, 'matching');
    await until('the run to say so', async () => (await attributes())[0] === 'matching');
    expect((await attributes()).slice(1, 3)).to.deep.equal(['hair_beauty', 'Brooklyn']);
  });

  it('is listed by no place that somebody made up: operators read it as Markdown, where it would be a link', async () => {
    const provider = await market.provider();
    const request = await market.request({ city: '[pay](https://evil.example)' });
    await market.leads(request, 1);
    const bookingId = await market.accept(request, await market.offer(request, provider));
    await market.bookingOf(bookingId, (workflowId) => lives.handle(workflowId));
    for (const workflowId of [requestWorkflowId(request.requestId), bookingWorkflowId(bookingId)]) {
      const handle = lives.handle(workflowId);
      expect((await handle.describe()).typedSearchAttributes.get(CITY), workflowId).to.equal(undefined);
      const texts = textsIn(await handle.fetchHistory(), workflowId);
      expect(texts.filter(({ text }) => text.includes('evil'))).to.deep.equal([]);
    }
    expect(JSON.stringify(await lives.orm.em.fork().find(WorkflowOutbox, {}))).not.to.include('evil');
    await lives.replays(requestWorkflowId(request.requestId), 'request-in-an-unknown-place');
  });

  describe('after a worker has died between its commit and its report', () => {
    // What that worker wrote, the same code writes here behind the workflow's back.
    const written = () =>
      createRequestActivities({
        orm: lives.orm,
        settings: settingsOf(lives.config),
        quotas: lives.config.trust.quotas,
      });

    async function unreportedBooking({ requestId, consumerId }: TestRequest, provider: TestProvider) {
      const offerId = await market.offer({ requestId, consumerId }, provider);
      const [slot] = (await market.offerRow(offerId)).slots;
      const accept = { commandId: uuidv7(), actorId: consumerId, offerId, revision: 1, slot: slot!, requestId };
      const wanted = { ...accept, bookingId: uuidv7(), atMs: await lives.nowMs() };
      return { offerId, ...(await written().settleAcceptance(wanted)) };
    }

    it('accepts an offer that it has never heard of', async () => {
      const provider = await market.provider();
      const request = await market.request();
      await market.leads(request, 1);
      const { requestId } = request;
      const command = await market.offerCommand(provider);
      await written().recordOffer({ ...command, requestId, atMs: await lives.nowMs() });
      const bookingId = await market.accept(request, command.offerId);
      expect((await market.bookingRow(bookingId)).status).to.equal('confirmed');
      await ended(requestId);
      await lives.replays(requestWorkflowId(requestId), 'request-unreported-offer');
    });

    it('expires such an offer, too', async () => {
      const provider = await market.provider();
      const request = await market.request();
      await market.leads(request, 1);
      const { requestId } = request;
      const command = await market.offerCommand(provider);
      await written().recordOffer({ ...command, requestId, atMs: await lives.nowMs() });
      await lives.pass(DAY_MS + lives.config.timers.waveMs);
      await until('the offer to expire', async () => (await market.offerRow(command.offerId)).status === 'expired');
      await lives.commands.onRequest(requestId, cancelRequest, { ...by(request.consumerId), side: 'consumer' });
      await ended(requestId);
      await lives.replays(requestWorkflowId(requestId), 'request-unreported-offer-expires');
    });

    it('takes a request back whose booking it has never heard of', async () => {
      const provider = await market.provider();
      const request = await market.request();
      await market.leads(request, 1);
      const { requestId, consumerId } = request;
      const { bookingId } = await unreportedBooking(request, provider);
      await market.cancel(bookingId, provider.accountId, 'provider');
      await market.inStatus(request, 'matching');
      await lives.commands.onRequest(requestId, cancelRequest, { ...by(consumerId), side: 'consumer' });
      await ended(requestId);
      await lives.replays(requestWorkflowId(requestId), 'request-unreported-loss');
    });

    it('ends a request that was booked, and books it once', async () => {
      const provider = await market.provider();
      const request = await market.request();
      await market.leads(request, 1);
      const { requestId } = request;
      const { offerId, bookingId } = await unreportedBooking(request, provider);
      expect(await market.accept(request, offerId)).to.equal(bookingId);
      expect(await lives.orm.em.fork().count(Booking, { request: requestId })).to.equal(1);
      await ended(requestId);
      await lives.replays(requestWorkflowId(requestId), 'request-unreported-booking');
    });
  });
});
