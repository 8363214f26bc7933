import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { Event } from '#db/entities/event.entity.ts';
import { FeedEntry } from '#db/entities/feed-entry.entity.ts';
import { WorkflowOutbox } from '#db/entities/workflow-outbox.entity.ts';
import { llmGeneration } from '#db/llm-generation.ts';
import { useApi } from '#test/support/api.ts';
import { insertAccount, insertOffer, insertProvider, insertRequest } from '#test/support/factories.ts';

const NOW_MS = Date.parse('2026-03-02T06:00:00Z'); // a Monday
const PATH = '/v1/providers/me/availability';
const NINE_TO_TWELVE = { start: '09:00', end: '12:00' };
const ONE_TO_FIVE = { start: '13:00', end: '17:00' };
const HOURS = { timezone: 'Europe/Berlin', schedule: { monday: [NINE_TO_TWELVE] }, exceptions: [] };

describe('the hours of a provider', () => {
  const fixture = useApi({ now: () => NOW_MS });
  const em = () => fixture.orm.em.fork();
  const newProvider = async () => {
    const provider = await insertProvider(em(), { ...HOURS, minNoticeHours: 0 });
    await em().execute(`update accounts set roles = '{consumer,provider}' where id = ?`, [provider.accountId]);
    return { ...provider, as: await fixture.tokenOf(provider.accountId) };
  };
  type Provider = Awaited<ReturnType<typeof newProvider>>;
  const put = ({ as }: Pick<Provider, 'as'>, body: object, headers: Record<string, string> = {}) =>
    fixture.api.put(PATH, { as, body, headers });
  const own = async ({ as }: Provider) => (await fixture.api.get('/v1/providers/me', { as })).body;
  const startsOn = async ({ id, serviceIds }: Provider, day: string) => {
    const query = { serviceId: serviceIds[0] ?? '', from: `${day}T00:00:00Z`, to: `${day}T23:59:59Z` };
    const { body } = await fixture.api.get(`/v1/providers/${id}/slots?${new URLSearchParams(query).toString()}`);
    return body.items.map(({ start }: { start: string }) => start.slice(11, 16));
  };
  const traces = async ({ id, accountId }: Provider) => [
    await em().count(Event, { aggregate: 'provider', aggregateId: id }),
    await em().count(FeedEntry, { account: accountId }),
    await llmGeneration(fixture.orm, accountId),
  ];

  it('are replaced as a whole, put in order, and count at once', async () => {
    const provider = await newProvider();
    expect(await startsOn(provider, '2026-03-09')).to.include('08:00'); // 09:00 in Berlin
    const answer = await put(provider, {
      timezone: 'America/New_York',
      schedule: { tuesday: [ONE_TO_FIVE, NINE_TO_TWELVE], sunday: [] },
      exceptions: [
        { date: '2026-03-17', closed: true },
        { date: '2026-03-11', windows: [NINE_TO_TWELVE] },
      ],
    });
    expect(answer.status).to.equal(200);
    expect(answer.body.availability).to.deep.equal({
      revision: 2,
      timezone: 'America/New_York',
      schedule: { tuesday: [NINE_TO_TWELVE, ONE_TO_FIVE] },
      exceptions: [
        { date: '2026-03-11', windows: [NINE_TO_TWELVE] },
        { date: '2026-03-17', closed: true },
      ],
    });
    expect(await own(provider)).to.deep.equal(answer.body);
    expect(await startsOn(provider, '2026-03-09'), 'a Monday').to.deep.equal([]);
    expect((await startsOn(provider, '2026-03-10'))[0], 'a Tuesday').to.equal('13:00'); // 09:00 in New York
    expect(await startsOn(provider, '2026-03-11'), 'a date of its own').to.have.length(5);
    expect(await startsOn(provider, '2026-03-17'), 'a closed Tuesday').to.deep.equal([]);
  });

  it('leave one event, one entry in the feed of the provider, and no cached answer of its agent', async () => {
    const provider = await newProvider();
    const [events = 0, entries = 0, generation = 0] = await traces(provider);
    await put(provider, { ...HOURS, timezone: 'UTC' });
    const [eventsNow, entriesNow, generationNow = 0] = await traces(provider);
    expect([eventsNow, entriesNow]).to.deep.equal([events + 1, entries + 1]);
    expect(generationNow).to.be.greaterThan(generation);
    const event = await em().findOneOrFail(Event, { aggregate: 'provider', aggregateId: provider.id });
    expect(event).to.deep.include({
      type: 'provider.availability_updated',
      side: 'provider',
      actorId: provider.accountId,
      data: { revision: 2 },
    });
    const { body } = await fixture.api.get('/v1/events', { as: provider.as });
    expect(body.items.at(-1)).to.deep.include({
      type: 'provider:updated',
      payload: { providerId: provider.id, change: 'availability' },
    });
  });

  it('leave open offers their slots when the provider confirms them, each marked for its consumer', async () => {
    const provider = await newProvider();
    const [monday, later] = ['2026-03-09T09:00:00.000Z', '2026-03-16T09:00:00.000Z'].map((start) => ({
      start,
      end: start.replace('T09', 'T10'),
    }));
    const consumer = await insertAccount(em());
    const request = await insertRequest(em(), { consumer, status: 'offers_received' });
    const slots = [monday!, later!];
    const { id } = await insertOffer(em(), { request: request.id, provider: provider.id, slots });
    const exceptions = [{ date: '2026-03-09', closed: true }];
    const body = { ...HOURS, exceptions, keepOfferedSlots: true };
    const key = { 'idempotency-key': randomUUID() };
    expect((await put(provider, body, key)).status).to.equal(200);
    const as = await fixture.tokenOf(consumer);
    const seen = await fixture.api.get(`/v1/offers/${id}`, { as });
    expect(seen.body.availableSlots).to.deep.equal([{ ...monday, outsideHours: true }, later]);
    expect(seen.body.revision).to.equal(1);
    const [event, ...others] = await em().find(Event, { aggregate: 'offer', aggregateId: id });
    expect([event?.type, others]).to.deep.equal(['offer.slots_confirmed', []]);
    const { body: feed } = await fixture.api.get('/v1/events', { as });
    const payload = { offerId: id, requestId: request.id, status: 'pending', change: 'slots_confirmed' };
    expect(feed.items.map((item: { payload: object }) => item.payload)).to.deep.equal([payload]);
    expect(await em().count(WorkflowOutbox, { workflowId: `request/${request.id}` }), 'nothing to strike').to.equal(0);
  });

  it('change once however often the command comes', async () => {
    const provider = await newProvider();
    const key = { 'idempotency-key': randomUUID() };
    const body = { ...HOURS, timezone: 'UTC', revision: 1 };
    const first = await put(provider, body, key);
    await em().execute('update idempotency_keys set answer_status = null, answer_headers = null, answer_body = null');
    const again = await put(provider, body, key);
    expect([again.status, again.body]).to.deep.equal([200, first.body]);
    expect(again.body.availability.revision).to.equal(2);
    expect((await traces(provider))[0]).to.equal(1);
  });

  it('do not change for somebody who goes by an older revision, who is told how they are', async () => {
    const provider = await newProvider();
    await put(provider, { ...HOURS, timezone: 'UTC', revision: 1 });
    const [before, traced] = [await own(provider), await traces(provider)];
    const refused = await put(provider, { ...HOURS, revision: 1 });
    expect(refused).to.be.problem(409, 'stale_revision');
    expect(refused.body.info).to.deep.equal({ revision: 2, availability: { ...HOURS, timezone: 'UTC' } });
    expect(await own(provider)).to.deep.equal(before);
    expect(await traces(provider)).to.deep.equal(traced);
    expect((await put(provider, { ...HOURS, revision: 2 })).status).to.equal(200);
  });

  it('let one of two changes of the same revision win', async () => {
    const provider = await newProvider();
    const bodies = ['UTC', 'Asia/Tokyo'].map((timezone) => ({ ...HOURS, timezone, revision: 1 }));
    const answers = await Promise.all(bodies.map((body) => put(provider, body)));
    expect(answers.map(({ status }) => status)).to.have.members([200, 409]);
    expect((await own(provider)).availability.revision).to.equal(2);
  });

  const wrong: Array<[name: string, change: object, paths: string[]]> = [
    ['a zone that no map has', { timezone: 'Mars/Olympus' }, ['/timezone']],
    ['a bare offset', { timezone: '+02:00' }, ['/timezone']],
    [
      'each window that overlaps another',
      { schedule: { friday: [NINE_TO_TWELVE, { start: '11:59', end: '13:00' }, { start: '12:30', end: '14:00' }] } },
      ['/schedule/friday/1', '/schedule/friday/2'],
    ],
    [
      'windows that end before they start, or at once',
      {
        schedule: { monday: [{ start: '12:00', end: '09:00' }], sunday: [{ start: '09:00', end: '09:00' }] },
      },
      ['/schedule/monday/0/end', '/schedule/sunday/0/end'],
    ],
    [
      'times that no clock shows',
      { schedule: { monday: [{ start: '24:30', end: '9:00' }] } },
      ['/schedule/monday/0/start', '/schedule/monday/0/end'],
    ],
    ['a day of the week that there is not', { schedule: { Monday: [] } }, ['/schedule/Monday']],
    [
      'a date that comes twice',
      { exceptions: ['2026-12-24', '2026-12-25', '2026-12-24'].map((date) => ({ date, closed: true })) },
      ['/exceptions/2/date'],
    ],
    ['a date that there is not', { exceptions: [{ date: '2026-02-30', closed: true }] }, ['/exceptions/0/date']],
    ['a date that says nothing', { exceptions: [{ date: '2026-12-24' }] }, ['/exceptions/0']],
    [
      'a date that is closed and open',
      { exceptions: [{ date: '2026-12-24', closed: true, windows: [NINE_TO_TWELVE] }] },
      ['/exceptions/0'],
    ],
    ['a date with no hours at all', { exceptions: [{ date: '2026-12-24', windows: [] }] }, ['/exceptions/0/windows']],
    [
      'overlapping windows of a date',
      { exceptions: [{ date: '2026-12-24', windows: [NINE_TO_TWELVE, NINE_TO_TWELVE] }] },
      ['/exceptions/0/windows/1'],
    ],
    [
      'more windows than a day takes',
      {
        schedule: {
          monday: Array.from({ length: 11 }, (_, hour) => ({ start: `${10 + hour}:00`, end: `${10 + hour}:30` })),
        },
      },
      ['/schedule/monday'],
    ],
    [
      'more dates than there can be',
      {
        exceptions: Array.from({ length: 401 }, (_, day) => ({
          date: new Date(NOW_MS + day * 86_400_000).toISOString().slice(0, 10),
          closed: true,
        })),
      },
      ['/exceptions'],
    ],
    ['a revision that none can have', { revision: 0 }, ['/revision']],
  ];
  for (const [name, change, paths] of wrong) {
    it(`refuse ${name}, name it, and stay as they are`, async () => {
      const provider = await newProvider();
      const [before, traced] = [await own(provider), await traces(provider)];
      const refused = await put(provider, { ...HOURS, ...change });
      expect(refused).to.be.problem(400, 'validation_failed');
      expect(refused.body.errors.map(({ path }: { path: string }) => path)).to.deep.equal(paths);
      expect(await own(provider)).to.deep.equal(before);
      expect(await traces(provider)).to.deep.equal(traced);
    });
  }

  it('take windows that touch, a whole day, and as many dates as a year has', async () => {
    const provider = await newProvider();
    const exceptions = Array.from({ length: 366 }, (_, day) => ({
      date: new Date(NOW_MS + day * 86_400_000).toISOString().slice(0, 10),
      closed: true,
    }));
    const schedule = {
      monday: [NINE_TO_TWELVE, { start: '12:00', end: '13:00' }],
      sunday: [{ start: '00:00', end: '24:00' }],
    };
    const answer = await put(provider, { ...HOURS, schedule, exceptions });
    expect(answer.status).to.equal(200);
    expect(answer.body.availability).to.deep.include({ schedule, exceptions });
  });

  it('are nobody else’s to change', async () => {
    const [provider, consumer] = [await newProvider(), await insertAccount(em(), { roles: ['consumer'] })];
    const before = await own(provider);
    expect(await put({ as: await fixture.tokenOf(consumer) }, HOURS)).to.be.problem(403, 'forbidden');
    const without = await insertAccount(em(), { roles: ['consumer', 'provider'] });
    expect(await put({ as: await fixture.tokenOf(without) }, HOURS)).to.be.problem(404, 'not_found');
    expect(await fixture.api.put(PATH, { body: HOURS })).to.be.problem(401, 'unauthenticated');
    expect(await own(provider)).to.deep.equal(before);
  });
});
