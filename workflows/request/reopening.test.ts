import { expect } from 'chai';
import { Account } from '#db/entities/account.entity.ts';
import { Offer } from '#db/entities/offer.entity.ts';
import { Provider } from '#db/entities/provider.entity.ts';
import { RequestMatch } from '#db/entities/request-match.entity.ts';
import { ServiceRequest } from '#db/entities/service-request.entity.ts';
import { insertBooking } from '#test/support/factories.ts';
import { useLives } from '#test/support/lives.ts';
import { by, createMarketplace, type TestProvider, type TestRequest } from '#test/support/marketplace.ts';
import { cancelRequest, requestWorkflowId } from './messages.ts';

describe('a request whose booking is lost', () => {
  const lives = useLives();
  const market = createMarketplace(lives);
  const em = () => lives.orm.em.fork();
  const statusOf = async (offerId: string) => (await market.offerRow(offerId)).status;

  afterEach(() => em().execute("update providers set status = 'inactive'"));

  interface Lost {
    request: TestRequest;
    winner: TestProvider;
    runnerUp: TestProvider;
    bookingId: string;
    offerId: string;
  }

  /** Booked with one provider, while another one had offered two slots. */
  async function booked(): Promise<Lost> {
    const [winner, runnerUp] = [await market.provider(), await market.provider()];
    const request = await market.request();
    await market.leads(request, 2);
    const slots = [await market.slotIn(48), await market.slotIn(72)];
    const offerId = await market.offer(request, runnerUp, { slots });
    const bookingId = await market.accept(request, await market.offer(request, winner));
    return { request, winner, runnerUp, bookingId, offerId };
  }

  async function lose({ request, winner, bookingId }: Lost, expected: 'matching' | 'offers_received'): Promise<void> {
    await market.cancel(bookingId, winner.accountId, 'provider');
    await market.inStatus(request, expected);
  }

  it('opens the newest offer of each provider again, and no older one', async () => {
    const life = await booked();
    await em().nativeUpdate(Provider, { id: life.runnerUp.providerId }, { status: 'paused' });
    await lose(life, 'matching');
    expect(await statusOf(life.offerId)).to.equal('superseded');
    await em().nativeUpdate(Provider, { id: life.runnerUp.providerId }, { status: 'active' });

    const third = await market.provider();
    await em().nativeUpdate(
      RequestMatch,
      { request: life.request.requestId, provider: life.winner.providerId },
      {
        provider: third.providerId,
      },
    );
    const newer = await market.offer(life.request, life.runnerUp);
    const again = await market.accept(life.request, await market.offer(life.request, third));
    await lose({ ...life, winner: third, bookingId: again }, 'offers_received');
    expect([await statusOf(life.offerId), await statusOf(newer)]).to.deep.equal(['superseded', 'pending']);
    const { requestId, consumerId } = life.request;
    await lives.commands.onRequest(requestId, cancelRequest, { ...by(consumerId), side: 'consumer' });
    await lives.replays(requestWorkflowId(requestId), 'request-reopened-twice');
  });

  it('opens no offer of a provider whose newer one was declined, withdrawn or has expired', async () => {
    for (const status of ['declined', 'withdrawn', 'expired'] as const) {
      const life = await booked();
      const { id: _id, version: _version, ...columns } = await market.offerRow(life.offerId);
      const newer = {
        ...columns,
        id: crypto.randomUUID(),
        status,
        createdAt: new Date(columns.createdAt.getTime() + 1),
      };
      await em().insert(Offer, newer as never);
      await lose(life, 'matching');
      expect(await statusOf(life.offerId), status).to.equal('superseded');
      await em().execute("update providers set status = 'inactive'");
    }
  });

  const CHANGES: Record<string, (life: Lost) => Promise<unknown>> = {
    'of a service that the request no longer asks for': ({ request }) =>
      em().nativeUpdate(ServiceRequest, { id: request.requestId }, { serviceType: 'hair_color' }),
    'of a provider who is paused': ({ runnerUp }) =>
      em().nativeUpdate(Provider, { id: runnerUp.providerId }, { status: 'paused' }),
    'of a suspended account': ({ runnerUp }) =>
      em().nativeUpdate(Account, { id: runnerUp.accountId }, { status: 'suspended' }),
    'without a lead': ({ request, runnerUp }) =>
      em().nativeDelete(RequestMatch, { request: request.requestId, provider: runnerUp.providerId }),
    'none of whose slots is free any more': ({ runnerUp }) =>
      em().nativeUpdate(Provider, { id: runnerUp.providerId }, { schedule: {} }),
    'that has expired': ({ offerId }) => em().nativeUpdate(Offer, { id: offerId }, { expiresAt: new Date(0) }),
  };
  for (const [name, change] of Object.entries(CHANGES)) {
    it(`opens no offer ${name}`, async () => {
      const life = await booked();
      await change(life);
      await lose(life, 'matching');
      expect(await statusOf(life.offerId)).to.equal('superseded');
    });
  }

  it('opens an offer with the slots that are still free, under a new revision', async () => {
    const life = await booked();
    const [first, second] = (await market.offerRow(life.offerId)).slots;
    const times = { scheduledStart: new Date(first!.start), scheduledEnd: new Date(first!.end) };
    await insertBooking(em(), { provider: life.runnerUp.providerId, ...times });
    await lose(life, 'offers_received');
    const { slots, revision, status } = await market.offerRow(life.offerId);
    expect({ slots, revision, status }).to.deep.equal({ slots: [second], revision: 2, status: 'pending' });
  });
});
