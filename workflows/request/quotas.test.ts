import { expect } from 'chai';
import { Problem } from '#api/http/problem.ts';
import { RequestMatch } from '#db/entities/request-match.entity.ts';
import { keepPayload } from '#db/payloads.ts';
import { useLives } from '#test/support/lives.ts';
import { by, createMarketplace, type TestRequest } from '#test/support/marketplace.ts';
import { until } from '#test/support/until.ts';
import { editRequest, withdrawOffer } from './messages.ts';

const refusedWith = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );

describe('the quotas behind the API', () => {
  const lives = useLives({ PROXIE_QUOTAS: 'offers_per_request=2,cancellations=1,edits_per_request=1,leads=4' });
  const market = createMarketplace(lives);
  const em = () => lives.orm.em.fork();

  afterEach(() => em().execute("update providers set status = 'inactive'"));

  it('end the loop of submit and withdraw', async () => {
    const provider = await market.provider();
    const request = await market.request();
    await market.leads(request, 1);
    for (let round = 1; round <= 2; round += 1) {
      const offerId = await market.offer(request, provider);
      const withdraw = { ...by(provider.accountId), offerId, side: 'provider' as const };
      await lives.commands.onRequest(request.requestId, withdrawOffer, withdraw);
    }
    expect(await refusedWith(market.offer(request, provider))).to.equal('quota_reached');
  });

  it('end the loop of accept and cancel', async () => {
    const provider = await market.provider();
    const first = await market.request();
    await market.leads(first, 1);
    const bookingId = await market.accept(first, await market.offer(first, provider));
    await market.bookingOf(bookingId, (workflowId) => lives.handle(workflowId));
    await market.cancel(bookingId, first.consumerId, 'consumer');
    const second = await market.request({ consumer: first.consumerId });
    await market.leads(second, 1);
    const offerId = await market.offer(second, provider);
    expect(await refusedWith(market.accept(second, offerId))).to.equal('quota_used_up');
    expect((await market.offerRow(offerId)).status).to.equal('pending');
  });

  it('end the loop of edits, and tell no more providers in a day than a consumer may cause leads', async () => {
    for (let index = 0; index < 3; index += 1) await market.provider();
    const request = await market.request();
    await market.leads(request, 3);
    const edit = async ({ requestId, consumerId }: TestRequest) => {
      const command = by(consumerId);
      const { commandId } = command;
      const payload = { description: 'a text that stays in Postgres' };
      const payloadId = await keepPayload(lives.orm, { commandId, fact: `${commandId} edit`, payload });
      return lives.commands.onRequest(requestId, editRequest, { ...command, payloadId });
    };
    await edit(request);
    await market.leads(request, 1); // of four
    await until('the wave to be known', async () => (await market.row(request)).wave === 2);
    expect(await refusedWith(edit(request))).to.equal('quota_reached');
    const another = await market.request({ consumer: request.consumerId });
    await market.inStatus(another, 'matching');
    expect(await refusedWith(edit(another))).to.equal('quota_used_up');
    await lives.pass(3 * 3_600_000);
    expect(await em().count(RequestMatch, { request: another.requestId })).to.equal(0);
  });
});
