import { expect } from 'chai';
import { createAccountAdministration } from '#api/admin/admin-accounts.writes.ts';
import { Problem } from '#api/http/problem.ts';
import { Event } from '#db/entities/event.entity.ts';
import { RequestMatch } from '#db/entities/request-match.entity.ts';
import { HOUR_MS } from '#domain/local-date.ts';
import { insertAccount } from '#test/support/factories.ts';
import { useLives } from '#test/support/lives.ts';
import { createMarketplace } from '#test/support/marketplace.ts';
import { until } from '#test/support/until.ts';
import { requestWorkflowId } from './messages.ts';

const refusedWith = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );

describe('what a suspended account has open', () => {
  const lives = useLives();
  const market = createMarketplace(lives);
  const em = () => lives.orm.em.fork();

  afterEach(() => em().execute("update providers set status = 'inactive'"));

  /** A request with an offer that stands for a week. */
  async function offered() {
    const provider = await market.provider();
    const request = await market.request();
    await market.leads(request, 1);
    const slot = await market.slotIn(120);
    return {
      provider,
      request,
      offerId: await market.offer(request, provider, { slots: [slot], expiresAt: slot.start }),
    };
  }

  async function change(what: 'suspend' | 'reinstate', accountId: string): Promise<void> {
    const nowMs = await lives.nowMs();
    const accountChanges = { announce: () => undefined };
    const administration = createAccountAdministration({ orm: lives.orm, accountChanges, now: () => nowMs });
    await administration[what](accountId, { side: 'system', reason: 'a reason', requestId: crypto.randomUUID() });
  }

  /** Waits until the run has heard of so many changes; from then on it knows until when it waits. */
  async function heard(requestId: string, changes: number): Promise<void> {
    await until('the run to look at the standing', async () => {
      const { events } = await lives.handle(requestWorkflowId(requestId)).fetchHistory();
      const signals = events?.filter((event) => event.workflowExecutionSignaledEventAttributes) ?? [];
      const last = events?.at(-1);
      return signals.length >= changes && last?.timerStartedEventAttributes != null;
    });
  }

  const lastOf = async (aggregateId: string) =>
    (await em().find(Event, { aggregateId }, { orderBy: { position: -1 }, limit: 1 }))[0];

  it('waits, and goes on with a reinstatement: an offer can be accepted again', async () => {
    const { provider, request, offerId } = await offered();
    await change('suspend', provider.accountId);
    expect(await refusedWith(market.accept(request, offerId))).to.equal('provider_unavailable');
    await heard(request.requestId, 1);
    await change('reinstate', provider.accountId);
    await heard(request.requestId, 2);
    await lives.pass(73 * HOUR_MS);
    expect((await market.offerRow(offerId)).status).to.equal('pending');
    expect(await refusedWith(market.accept(request, offerId))).to.equal('done');
  });

  it('is closed with a reason after the grace: offers are withdrawn, and their request goes on', async () => {
    const { provider, request, offerId } = await offered();
    await change('suspend', provider.accountId);
    await heard(request.requestId, 1);
    await lives.pass(71 * HOUR_MS);
    expect((await market.offerRow(offerId)).status).to.equal('pending');
    await lives.pass(2 * HOUR_MS);
    await until('the offer to be withdrawn', async () => (await market.offerRow(offerId)).status === 'withdrawn');
    expect(await lastOf(offerId)).to.include({ side: 'system', note: 'the provider is no longer available' });
    expect((await market.row(request)).status).to.equal('offers_received');
    await lives.replays(requestWorkflowId(request.requestId), 'request-provider-suspended');
  });

  it('takes no offers meanwhile, and requests are cancelled after the grace with the offers that they have', async () => {
    const { request, offerId } = await offered();
    await change('suspend', request.consumerId);
    const late = await market.provider();
    const lead = { id: crypto.randomUUID(), request: request.requestId, provider: late.providerId, rank: 2, wave: 1 };
    await em().insert(RequestMatch, { ...lead, leadAt: new Date(), score: 1, factors: {} } as never);
    expect(await refusedWith(market.offer(request, late))).to.equal('request_on_hold');
    expect(await refusedWith(market.accept(request, offerId))).to.equal('request_on_hold');
    await heard(request.requestId, 1);
    await lives.pass(73 * HOUR_MS);
    await market.inStatus(request, 'cancelled');
    expect((await market.offerRow(offerId)).status).to.equal('declined');
    expect(await lastOf(request.requestId)).to.include({
      side: 'system',
      note: 'the account of the consumer stayed suspended',
    });
    await lives.replays(requestWorkflowId(request.requestId), 'request-consumer-suspended');
  });

  it('is told to nobody as a lead until it goes on', async () => {
    await market.provider();
    const consumer = await insertAccount(em(), { status: 'suspended', suspendedAt: new Date(await lives.nowMs()) });
    const request = await market.request({ consumer });
    await market.inStatus(request, 'matching');
    await lives.pass(3 * HOUR_MS);
    const leads = () => em().count(RequestMatch, { request: request.requestId, leadAt: { $ne: null } });
    expect(await leads()).to.equal(0);
    await change('reinstate', consumer);
    await heard(request.requestId, 1);
    await lives.pass(3 * HOUR_MS);
    await market.leads(request, 1);
  });
});
