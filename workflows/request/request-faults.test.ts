import { expect } from 'chai';
import { HOUR_MS } from '#domain/local-date.ts';
import { useLives } from '#test/support/lives.ts';
import { by, createMarketplace } from '#test/support/marketplace.ts';
import { createSaboteur, mistake, sqlFault } from '#test/support/saboteur.ts';
import { until } from '#test/support/until.ts';
import { declineOffer, requestWorkflowId } from './messages.ts';

const saboteur = createSaboteur();
/** Fewer slots than there are runs that cannot go on. */
const SLOTS = 4;

describe('a request that cannot do by itself what is due', function () {
  this.timeout(240_000);
  const lives = useLives(
    { PROXIE_WORKER_WORKFLOW_SLOTS: String(SLOTS), PROXIE_WORKER_LOCAL_ACTIVITY_SLOTS: String(SLOTS) },
    undefined,
    { innermost: saboteur.innermost },
  );
  const market = createMarketplace(lives);
  const constraint = sqlFault(() => lives.orm, '23505');
  const met = () => until('the fault', () => saboteur.count() > 0);
  afterEach(() => saboteur.heal());
  afterEach(() => lives.orm.em.fork().execute("update providers set status = 'inactive'"));

  it('leaves strangers alone, however many there are', async () => {
    await market.provider();
    const stuck = await Promise.all(Array.from({ length: 3 * SLOTS }, () => market.request()));
    const workflowIds = stuck.map(({ requestId }) => requestWorkflowId(requestId));
    saboteur.fail(mistake, undefined, workflowIds);
    await until('all of them to be stuck', () => saboteur.count() >= stuck.length);
    const stranger = await market.request();
    await market.leads(stranger, 1);
    expect((await market.row(stranger)).status).to.equal('matching');
  });

  it('begins to match, and looks for providers, as soon as that is possible', async () => {
    await market.provider();
    saboteur.fail(constraint, ['startMatching']);
    const request = await market.request();
    await met();
    expect((await market.row(request)).status).to.equal('pending');
    saboteur.fail(constraint, ['sendWave']);
    await lives.pass(HOUR_MS);
    await met();
    expect((await market.row(request)).status).to.equal('matching');
    saboteur.heal();
    await lives.pass(lives.config.timers.waveMs + HOUR_MS);
    await market.leads(request, 1);
    await lives.replays(requestWorkflowId(request.requestId), 'request-matched-after-faults');
  });

  it('lets an offer expire as soon as that is possible, and answers commands meanwhile', async () => {
    const [first, second] = [await market.provider(), await market.provider()];
    const request = await market.request();
    await market.leads(request, 2);
    const expiresAt = new Date((await lives.nowMs()) + HOUR_MS).toISOString();
    const expiring = await market.offer(request, first, { expiresAt });
    const other = await market.offer(request, second);
    saboteur.fail(constraint, ['expireOffer']);
    await lives.pass(HOUR_MS + 1);
    await met();
    const decline = { ...by(request.consumerId), offerId: other, side: 'consumer' as const };
    expect(await lives.commands.onRequest(request.requestId, declineOffer, decline)).to.equal('declined');
    expect((await market.offerRow(expiring)).status).to.equal('pending');
    saboteur.heal();
    await lives.pass(HOUR_MS);
    await until('the offer to expire', async () => (await market.offerRow(expiring)).status === 'expired');
    await lives.replays(requestWorkflowId(request.requestId), 'request-expires-offer-after-faults');
  });

  it('goes back to matching after its booking was lost as soon as that is possible', async () => {
    const provider = await market.provider();
    const request = await market.request();
    await market.leads(request, 1);
    const bookingId = await market.accept(request, await market.offer(request, provider));
    saboteur.fail(constraint, ['takeBack']);
    await market.cancel(bookingId, provider.accountId, 'provider');
    await met();
    expect((await market.row(request)).status).to.equal('booked');
    saboteur.heal();
    await lives.pass(HOUR_MS);
    await market.inStatus(request, 'matching');
    await lives.replays(requestWorkflowId(request.requestId), 'request-taken-back-after-faults');
  });
});
