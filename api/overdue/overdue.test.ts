import { expect } from 'chai';
import { Registry } from 'prom-client';
import { DAY_MS, HOUR_MS } from '#domain/local-date.ts';
import { insertBooking, insertEnrollment, insertOffer, insertRequest } from '#test/support/factories.ts';
import { insertTalk } from '#test/support/talk-rows.ts';
import { useOrm } from '#test/support/use-orm.ts';
import { dependencyChecks } from '../checks.ts';
import { registerOverdueMetrics } from './metrics.ts';
import { overdueRuns } from './overdue.queries.ts';

const timers = { autoCompleteMs: DAY_MS };
const ago = (ms: number): Date => new Date(Date.now() - ms);

describe('runs that make no progress', () => {
  const db = useOrm();
  const em = () => db.em();

  const check = () => {
    const checks = dependencyChecks({ orm: db.orm, client: undefined as never, redis: undefined, timers });
    return checks.find(({ name }) => name === 'runs')?.check(AbortSignal.timeout(30_000));
  };
  const metric = async () => {
    const registry = new Registry();
    registerOverdueMetrics(registry, db.orm, timers);
    const found = await registry.getSingleMetric('proxie_runs_overdue')?.get();
    return Object.fromEntries((found?.values ?? []).map(({ labels, value }) => [labels.kind, value]));
  };

  it('are none while everything that is due has happened', async () => {
    await insertRequest(em(), { status: 'matching' });
    await insertOffer(em());
    await em().execute(`update service_requests set status = 'matching'`);
    await insertBooking(em(), { scheduledStart: ago(3 * HOUR_MS), scheduledEnd: ago(2 * HOUR_MS) });
    await insertEnrollment(em());
    await insertTalk(em(), (await insertRequest(em(), { status: 'booked' })).consumerId);
    expect(await overdueRuns(db.orm, timers)).to.deep.equal([]);
    expect(await check()).to.equal(undefined);
    expect(await metric()).to.deep.equal({ request: 0, booking: 0, enrollment: 0, chat: 0 });
  });

  it('are found by what should have happened, and named for operators', async () => {
    const never = await insertRequest(em(), { createdAt: ago(HOUR_MS) });
    const late = await insertRequest(em(), { status: 'matching', expiresAt: ago(HOUR_MS) });
    const open = await insertRequest(em(), { status: 'offers_received' });
    await insertOffer(em(), { request: open.id, expiresAt: ago(HOUR_MS) });
    const booking = await insertBooking(em(), { scheduledStart: ago(3 * DAY_MS), scheduledEnd: ago(2 * DAY_MS) });
    const enrollment = await insertEnrollment(em(), { status: 'pending', submittedAt: ago(HOUR_MS) });
    const { conversation } = await insertTalk(em(), never.consumerId);
    await em().execute(`update chat_turns set created_at = ? where conversation_id = ?`, [ago(DAY_MS), conversation]);

    const found = await overdueRuns(db.orm, timers);
    expect(Object.fromEntries(found.map(({ kind, workflowIds }) => [kind, workflowIds.toSorted()]))).to.deep.equal({
      request: [never, late, open].map(({ id }) => `request/${id}`).toSorted(),
      booking: [`booking/${booking.id}`],
      enrollment: [`enrollment/${enrollment.id}`],
      chat: [`chat/${conversation}`],
    });
    expect(await metric()).to.deep.equal({ request: 3, booking: 1, enrollment: 1, chat: 1 });
    const failure = await Promise.resolve(check()).catch((error: unknown) => error as Error);
    expect((failure as Error).message)
      .to.include(`booking/${booking.id}`)
      .and.to.include('3 of kind request');
  });
});
