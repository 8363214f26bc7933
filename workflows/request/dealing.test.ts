import { expect } from 'chai';
import { v7 as uuidv7 } from 'uuid';
import { Problem } from '#api/http/problem.ts';
import { Account } from '#db/entities/account.entity.ts';
import { FeedEntry } from '#db/entities/feed-entry.entity.ts';
import { Offer } from '#db/entities/offer.entity.ts';
import { Provider } from '#db/entities/provider.entity.ts';
import { RequestMatch } from '#db/entities/request-match.entity.ts';
import { useLives } from '#test/support/lives.ts';
import { by, createMarketplace, type TestProvider, type TestRequest } from '#test/support/marketplace.ts';
import { until } from '#test/support/until.ts';
import { acceptOffer, cancelRequest, requestWorkflowId, submitOffer } from './messages.ts';

const refusedWith = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );

describe('who deals with whom', () => {
  const lives = useLives();
  const market = createMarketplace(lives);
  const em = () => lives.orm.em.fork();

  afterEach(() => em().execute("update providers set status = 'inactive'"));

  /** Somebody who fits their own request, and somebody else who fits it, too. */
  async function ownRequest(): Promise<{ self: TestProvider; other: TestProvider; request: TestRequest }> {
    const [self, other] = [await market.provider(), await market.provider()];
    const request = await market.request({ consumer: self.accountId });
    await market.leads(request, 1);
    return { self, other, request };
  }

  /** What people who were on both sides of their request had before the rule was there. */
  async function leadOfTheirOwn({ requestId }: TestRequest, { providerId }: TestProvider): Promise<void> {
    const lead = { rank: 9, wave: 1, score: 0.5, distanceKm: 1, leadAt: new Date(await lives.nowMs()) };
    await em().nativeDelete(RequestMatch, { request: requestId, provider: providerId });
    await em().insert(RequestMatch, { id: uuidv7(), request: requestId, provider: providerId, ...lead });
  }

  async function toldOf(account: string): Promise<string[]> {
    const entries = await em().find(FeedEntry, { account }, { orderBy: { seq: 1 } });
    return entries.map(({ type, payload }) => `${type} ${payload.status as string}`);
  }

  it('a consumer who is a provider, too, is no lead of their own, books somebody else, and is told of it as the consumer only', async () => {
    const { self, other, request } = await ownRequest();
    const [own] = await em().find(RequestMatch, { request: request.requestId, provider: self.providerId });
    expect(own?.rejection).to.equal('own_request');
    await leadOfTheirOwn(request, self);
    const bookingId = await market.accept(request, await market.offer(request, other));
    expect((await market.bookingRow(bookingId)).status).to.equal('confirmed');
    await market.cancel(bookingId, other.accountId, 'provider');
    await market.inStatus(request, 'matching');
    expect(await toldOf(self.accountId)).to.deep.equal([
      'request:updated matching',
      'offer:new pending',
      'request:updated offers_received',
      'offer:updated accepted',
      'request:updated booked',
      'booking:confirmed confirmed',
      'booking:updated cancelled',
      'request:updated matching',
    ]);
    await lives.commands.onRequest(request.requestId, cancelRequest, { ...by(self.accountId), side: 'consumer' });
    await lives.replays(requestWorkflowId(request.requestId));
  });

  it('nobody can offer for their own request, and the run goes on', async () => {
    const { self, request } = await ownRequest();
    await leadOfTheirOwn(request, self);
    expect(await refusedWith(market.offer(request, self))).to.equal('own_request');
    const command = { ...(await market.offerCommand(self)), actorId: uuidv7() }; // past the validator
    expect(await refusedWith(lives.commands.onRequest(request.requestId, submitOffer, command))).to.equal(
      'own_request',
    );
    expect(await em().count(Offer, { request: request.requestId })).to.equal(0);
    const cancel = { ...by(self.accountId), side: 'consumer' as const };
    expect(await lives.commands.onRequest(request.requestId, cancelRequest, cancel)).to.equal('cancelled');
  });

  it('nobody can accept an offer of their own that is open already, and can still cancel', async () => {
    const { self, other, request } = await ownRequest();
    const offerId = await market.offer(request, other);
    const rows = { provider: self.providerId, service: self.serviceId };
    await em().nativeUpdate(Offer, { id: offerId }, rows); // as one stood open when the rule came
    const { slots, revision } = await market.offerRow(offerId);
    const accept = { ...by(self.accountId), offerId, revision, slot: slots[0]! };
    expect(await refusedWith(lives.commands.onRequest(request.requestId, acceptOffer, accept))).to.equal('own_request');
    expect((await market.offerRow(offerId)).status).to.equal('pending');
    const cancel = { ...by(self.accountId), side: 'consumer' as const };
    expect(await lives.commands.onRequest(request.requestId, cancelRequest, cancel)).to.equal('cancelled');
    await until('the run to end', async () => {
      const { status } = await lives.handle(requestWorkflowId(request.requestId)).describe();
      return status.name === 'COMPLETED';
    });
    await lives.replays(requestWorkflowId(request.requestId));
  });

  const AWAY: Record<string, (provider: TestProvider) => Promise<unknown>> = {
    'is paused': ({ providerId }) => em().nativeUpdate(Provider, { id: providerId }, { status: 'paused' }),
    'is inactive': ({ providerId }) => em().nativeUpdate(Provider, { id: providerId }, { status: 'inactive' }),
    'is suspended': ({ accountId }) => em().nativeUpdate(Account, { id: accountId }, { status: 'suspended' }),
  };
  for (const [name, leave] of Object.entries(AWAY)) {
    it(`a provider who ${name} by now cannot be booked, and the offer stays as it is`, async () => {
      const provider = await market.provider();
      const request = await market.request();
      await market.leads(request, 1);
      const offerId = await market.offer(request, provider);
      await leave(provider);
      expect(await refusedWith(market.accept(request, offerId))).to.equal('provider_unavailable');
      expect((await market.offerRow(offerId)).status).to.equal('pending');
      expect((await market.row(request)).status).to.equal('offers_received');
    });
  }
});
