import { expect } from 'chai';
import { HOUR_MS } from '#domain/local-date.ts';
import { useApi } from '#test/support/api.ts';
import { insertBooking } from '#test/support/factories.ts';
import { peopleOf } from '#test/support/people.ts';

describe('commands on a booking', () => {
  const fixture = useApi({ settings: { PROXIE_COMMAND_DEADLINE: '400ms', PROXIE_TEMPORAL_DOWN_DEADLINE: '300ms' } });
  const people = peopleOf(fixture);
  const reason = { reason: 'My plans have changed.' };

  function startingIn(hours: number) {
    const startMs = Date.now() + hours * HOUR_MS;
    return { scheduledStart: new Date(startMs), scheduledEnd: new Date(startMs + 2 * HOUR_MS) };
  }

  async function newBooking(overrides: Parameters<typeof insertBooking>[1] = {}) {
    const [consumer, provider] = [await people.consumer(), await people.provider()];
    const { id } = await insertBooking(fixture.orm.em.fork(), {
      consumer: consumer.accountId,
      provider: provider.id,
      ...overrides,
    });
    const send = (command: string, as?: { token: string }, body?: unknown) =>
      fixture.api.post(`/v1/bookings/${id}/${command}`, { as, body });
    return { id, consumer, provider, send };
  }

  it('are for its parties: the work is the provider’s to report, and strangers can do nothing', async () => {
    const { consumer, provider, send } = await newBooking(startingIn(-1));
    const [stranger, rival] = [await people.consumer(), await people.provider()];
    expect(await send('cancel', undefined, reason)).to.be.problem(401, 'unauthenticated');
    expect(await send('cancel', stranger, reason)).to.be.problem(403, 'not_yours');
    expect(await send('cancel', rival, reason)).to.be.problem(403, 'not_yours');
    expect(await send('check-in', consumer)).to.be.problem(403, 'forbidden');
    expect(await send('check-in', rival)).to.be.problem(403, 'not_yours');
    expect(await send('complete', rival, {})).to.be.problem(403, 'not_yours');
    expect(await send('complete', provider, {})).to.be.problem(503, 'unavailable'); // let through: Temporal is missing
  });

  it('have their time: the problem says from when they are possible, or until when they were', async () => {
    const ahead = await newBooking(startingIn(48));
    const begun = await newBooking(startingIn(-1));
    const startOf = async ({ id, consumer }: typeof ahead): Promise<number> =>
      Date.parse((await fixture.api.get(`/v1/bookings/${id}`, { as: consumer })).body.scheduledStart);
    const hourBefore = new Date((await startOf(ahead)) - HOUR_MS).toISOString();
    const start = new Date(await startOf(ahead)).toISOString();
    const over = new Date(await startOf(begun)).toISOString();
    const cases = [
      [() => ahead.send('check-in', ahead.provider), { opensAt: hourBefore, allowedActions: ['cancel'] }],
      [() => ahead.send('complete', ahead.provider, {}), { opensAt: start, allowedActions: ['cancel'] }],
      [() => begun.send('cancel', begun.consumer, reason), { closesAt: over, allowedActions: [] }],
      [
        () => begun.send('cancel', begun.provider, reason),
        { closesAt: over, allowedActions: ['check_in', 'complete'] },
      ],
    ] as const;
    for (const [send, info] of cases) {
      const answer = await send();
      expect(answer).to.be.problem(409, 'outside_window');
      expect(answer.body.info).to.deep.equal({ status: 'confirmed', ...info });
    }
    expect((await begun.send('cancel', begun.consumer, reason)).body.detail).to.match(
      /no-show, which cannot be reported/,
    );
    expect(await begun.send('cancel', await people.admin(), reason)).to.be.problem(503, 'unavailable'); // let through
    const quote = await fixture.api.get(`/v1/bookings/${begun.id}/cancel-quote`, { as: begun.consumer });
    expect(quote).to.be.problem(409, 'outside_window');
  });

  it('are refused by the policy before a run is asked', async () => {
    const { consumer, provider, send } = await newBooking(startingIn(1));
    expect(await send('cancel', consumer, reason)).to.be.problem(409, 'cancellation_blocked');
    expect(await send('cancel', provider, reason)).to.be.problem(503, 'unavailable'); // let through
  });

  it('look at the state: what has ended is neither completed nor cancelled', async () => {
    for (const status of ['completed', 'cancelled', 'no_show'] as const) {
      const { consumer, provider, send } = await newBooking({ status });
      expect(await send('complete', provider, {})).to.be.problem(409, 'invalid_transition');
      const answer = await send('cancel', consumer, reason);
      expect(answer).to.be.problem(409, 'invalid_transition');
      expect(answer.body.info).to.deep.equal({ status, allowedActions: [] });
    }
  });

  it('say whose move it is', async () => {
    const { consumer, send } = await newBooking({ status: 'in_progress' });
    const answer = await send('cancel', consumer, reason);
    expect(answer).to.be.problem(409, 'invalid_transition');
    expect(answer.body.detail).to.equal(
      'cancel of a booking that is in_progress is for the admin, not for the consumer',
    );
  });

  it('take a final price in the booking’s currency only', async () => {
    const { provider, send } = await newBooking(startingIn(-1));
    const answer = await send('complete', provider, { finalPrice: { amount: 5_000, currency: 'EUR' } });
    expect(answer).to.be.problem(400, 'validation_failed');
    expect(answer.body.errors).to.deep.equal([
      { in: 'body', path: '/finalPrice/currency', message: 'expected USD, the currency of the booking' },
    ]);
  });

  it('need a reason to cancel', async () => {
    const { consumer, send } = await newBooking();
    const answer = await send('cancel', consumer, { reason: '  ' });
    expect(answer).to.be.problem(400, 'validation_failed');
  });
});
