import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { AROUND_THE_CLOCK, insertOffer, insertProvider, insertRequest, testSlot } from '#test/support/factories.ts';
import { testConfig } from '#test/support/config.ts';
import { useOrm } from '#test/support/use-orm.ts';
import { settleAcceptance } from './acceptance.ts';

describe('settleAcceptance', () => {
  const db = useOrm();
  const { quotas } = testConfig().trust;
  const settings = { waveMs: 1, enoughOffers: 1, offerTtlMs: 1, suspensionGraceMs: 1, commandsPerRun: 1 };

  async function statementsWith(rivals: number): Promise<readonly string[]> {
    const { id: requestId, consumerId: actorId } = await insertRequest(db.em(), { status: 'offers_received' });
    const { id: provider } = await insertProvider(db.em(), { schedule: AROUND_THE_CLOCK });
    const slot = testSlot();
    const { id: offerId } = await insertOffer(db.em(), { request: requestId, provider, slots: [slot] });
    for (let rival = 0; rival < rivals; rival += 1) await insertOffer(db.em(), { request: requestId });
    const by = { commandId: randomUUID(), actorId, atMs: Date.now() };
    const dependencies = { orm: db.orm, settings, quotas };
    db.forget();
    await settleAcceptance(dependencies, { ...by, requestId, offerId, revision: 1, slot, bookingId: randomUUID() });
    return db.statements();
  }

  it('costs as many statements with rivals as without, the standing of everybody and the quota included', async () => {
    // Locks of calendar and request, earlier booking, quota, offers with parties, calendar, other leads; run, booking,
    // request, offers (their versions, themselves), facts.
    for (const rivals of [1, 5]) expect(await statementsWith(rivals)).to.have.length(13);
  });
});
