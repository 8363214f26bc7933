import { expect } from 'chai';
import { toInstant } from '#contracts/common.ts';
import { DAY_MS, HOUR_MS } from '#domain/local-date.ts';
import { useApi } from '#test/support/api.ts';
import { insertBooking, insertProvider } from '#test/support/factories.ts';

const NOW_MS = Date.parse('2026-03-02T06:00:00Z'); // a Monday, a week before the clocks of New York change
const MORNINGS = { monday: [{ start: '09:00', end: '12:00' }], tuesday: [{ start: '09:00', end: '12:00' }] };
const EASTERN = { schedule: MORNINGS, timezone: 'America/New_York', minNoticeHours: 0 };

describe('the free slots of a provider', () => {
  const fixture = useApi({ now: () => NOW_MS });
  const em = () => fixture.orm.em.fork();
  const provider = async (given: Parameters<typeof insertProvider>[1] = {}) => {
    const { id, serviceIds } = await insertProvider(em(), { ...EASTERN, ...given });
    return { id, serviceId: serviceIds[0] ?? '' };
  };
  const ask = (id: string, query: Record<string, string>) =>
    fixture.api.get(`/v1/providers/${id}/slots?${new URLSearchParams(query).toString()}`);
  const startsOf = ({ body }: { body: { items: { start: string }[] } }) =>
    body.items.map(({ start }) => start.slice(0, 16));
  const MONDAY = { from: '2026-03-02T00:00:00Z', to: '2026-03-03T00:00:00Z' };

  it('follow the hours by the provider’s own clock', async () => {
    const { id, serviceId } = await provider();
    const answer = await ask(id, { serviceId, ...MONDAY });
    expect(answer.status).to.equal(200);
    expect(answer.body.timezone).to.equal('America/New_York');
    expect(answer.body.items[0]).to.deep.equal({ start: '2026-03-02T14:00:00.000Z', end: '2026-03-02T15:00:00.000Z' });
    const hours = ['14:00', '14:30', '15:00', '15:30', '16:00'];
    expect(startsOf(answer)).to.deep.equal(hours.map((hour) => `2026-03-02T${hour}`));
  });

  it('leave out what is booked and its buffer, and come back when the booking is cancelled', async () => {
    const { id, serviceId } = await provider({ bufferMinutes: 30 });
    const at = new Date('2026-03-02T14:00:00Z');
    const times = { scheduledStart: at, scheduledEnd: new Date(at.getTime() + HOUR_MS) };
    const booking = await insertBooking(em(), { provider: id, service: serviceId, ...times });
    expect(startsOf(await ask(id, { serviceId, ...MONDAY }))).to.deep.equal(['2026-03-02T15:30', '2026-03-02T16:00']);
    await em().execute(`update bookings set status = 'cancelled' where id = ?`, [booking.id]);
    expect(startsOf(await ask(id, { serviceId, ...MONDAY }))).to.have.length(5);
  });

  it('leave out a day that is full by a booking outside the range', async () => {
    const { id, serviceId } = await provider({ maxBookingsPerDay: 1 });
    const at = new Date('2026-03-02T14:00:00Z');
    const times = { scheduledStart: at, scheduledEnd: new Date(at.getTime() + HOUR_MS) };
    await insertBooking(em(), { provider: id, service: serviceId, ...times });
    const later = { from: '2026-03-02T15:30:00Z', to: '2026-03-02T20:00:00Z' };
    expect(startsOf(await ask(id, { serviceId, ...later }))).to.deep.equal([]);
  });

  it('begin after the notice that the provider wants', async () => {
    const { id, serviceId } = await provider({ minNoticeHours: 24 });
    const [first] = startsOf(await ask(id, { serviceId }));
    expect(first).to.equal('2026-03-03T14:00');
  });

  it('are looked for over two weeks from now when nothing is said', async () => {
    const { id, serviceId } = await provider();
    const starts = startsOf(await ask(id, { serviceId, limit: '200' }));
    expect(starts).to.have.length(4 * 5);
    expect(starts.at(-1)).to.equal('2026-03-10T15:00'); // the clocks have changed by then
  });

  it('are shared by no two ranges that touch', async () => {
    const { id, serviceId } = await provider();
    const noon = '2026-03-02T15:00:00Z';
    const before = startsOf(await ask(id, { serviceId, from: MONDAY.from, to: noon }));
    const after = startsOf(await ask(id, { serviceId, from: noon, to: MONDAY.to }));
    expect([...before, ...after]).to.deep.equal(startsOf(await ask(id, { serviceId, ...MONDAY })));
  });

  it('are as many as asked for at most', async () => {
    const { id, serviceId } = await provider();
    expect(startsOf(await ask(id, { serviceId, limit: '3' }))).to.have.length(3);
    expect(await ask(id, { serviceId, limit: '201' })).to.be.problem(400, 'validation_failed');
  });

  it('are none for a provider who is not active', async () => {
    const { id, serviceId } = await provider({ status: 'paused' });
    expect(startsOf(await ask(id, { serviceId }))).to.deep.equal([]);
  });

  it('need a provider, and a service of theirs', async () => {
    const [{ id, serviceId }, other] = [await provider(), await provider()];
    expect(await ask(crypto.randomUUID(), { serviceId })).to.be.problem(404, 'not_found');
    expect(await ask(id, { serviceId: other.serviceId })).to.be.problem(404, 'not_found');
    expect(await ask(id, {})).to.be.problem(400, 'validation_failed');
  });

  it('are looked for over 31 days at most', async () => {
    const { id, serviceId } = await provider();
    const from = MONDAY.from;
    const days = (count: number) => new Date(Date.parse(from) + count * DAY_MS).toISOString();
    expect((await ask(id, { serviceId, from, to: days(31) })).status).to.equal(200);
    const tooLong = await ask(id, { serviceId, from, to: days(31.001) });
    expect(tooLong).to.be.problem(400, 'validation_failed');
    expect(tooLong.body.errors).to.deep.equal([
      { in: 'query', path: '/to', message: 'must be at most 31 days after `from`' },
    ]);
  });

  it('need an end after the start', async () => {
    const { id, serviceId } = await provider();
    const ranges: Record<string, string>[] = [
      { from: MONDAY.to, to: MONDAY.from },
      { from: MONDAY.from, to: MONDAY.from },
      { to: '2026-03-01T00:00:00Z' },
    ];
    for (const range of ranges) {
      const answer = await ask(id, { serviceId, ...range });
      expect(answer).to.be.problem(400, 'validation_failed');
      expect(answer.body.errors[0]).to.include({ in: 'query', path: '/to' });
    }
    expect(await ask(id, { serviceId, from: 'tomorrow' })).to.be.problem(400, 'validation_failed');
  });

  it('are looked for at the ends of the calendar, too', async () => {
    const { id, serviceId } = await provider();
    const first = await ask(id, { serviceId, from: '1970-01-01T00:00:00Z', to: '1970-01-08T00:00:00Z' });
    expect(startsOf(first)).to.deep.equal([]);
    const ahead = (days: number): string => toInstant(Date.now() + days * DAY_MS);
    const last = await ask(id, { serviceId, from: ahead(700), to: ahead(729) });
    expect(startsOf(last)).not.to.deep.equal([]);
    for (const from of ['1969-12-31T23:59:59Z', ahead(732), '9999-12-31T23:59:59Z']) {
      expect(await ask(id, { serviceId, from }), from).to.be.problem(400, 'validation_failed');
    }
  });

  it('are asked for at any offset, also with a plus that nobody escaped', async () => {
    const { id, serviceId } = await provider();
    const inUtc = await ask(id, { serviceId, from: '2026-03-02T00:00:00Z', to: '2026-03-09T00:00:00Z' });
    for (const range of [
      { from: '2026-03-02T00:00:00+00:00', to: '2026-03-08T19:00:00-05:00' },
      { from: '2026-03-02T01:00:00 01:00', to: '2026-03-09t00:00:00z' },
    ]) {
      expect((await ask(id, { serviceId, ...range })).body, JSON.stringify(range)).to.deep.equal(inUtc.body);
    }
  });

  it('take one statement', async () => {
    const { id, serviceId } = await provider();
    fixture.takeStatements();
    await ask(id, { serviceId });
    expect(fixture.takeStatements()).to.have.length(1);
  });
});
