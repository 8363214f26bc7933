import { Worker } from '@temporalio/worker';
import { expect } from 'chai';
import { HOUR_MS } from '#domain/local-date.ts';
import { silentLogger } from '#platform/logger.ts';
import { createPayloadCodec, isEncrypted } from '#platform/temporal/payload-codec.ts';
import { dataConverterOf } from '#platform/temporal/data-converter.ts';
import { HAIRCUT, insist, makeOffer } from '#test/support/client-life.ts';
import { makeDue, NOT_BY_ITSELF } from '#test/support/due.ts';
import { client } from '#test/support/http.ts';
import { BUNDLES_DIR } from '#test/support/lives.ts';
import { startProcess, type NodeProcess } from '#test/support/node-process.ts';
import { useProduct, type Person, type ProviderPerson } from '#test/support/product.ts';
import { until } from '#test/support/until.ts';
import { workflowBundle } from '#worker/bundle.ts';
import { failuresIn, payloadsIn, storedRuns, type StoredRun } from './histories.ts';
import { AROUND_THE_CLOCK } from '#test/support/factories.ts';

const OLD = { kid: 'old', secret: 'k9Vw2mQz7Rt4Lx8Bn3Jc6Hd1Fs5Gp0Ay' };
const NEW = { kid: 'new', secret: 'Zt8qWm3nXv6bKc1jHf4dGs7aPl0oIu9y' };
const ring = (...keys: (typeof OLD)[]): string => keys.map(({ kid, secret }) => `${kid}:${secret}`).join();

/**
 * What stands in clear although payloads are encrypted: search attributes, which the server itself must read, and what the
 * SDK's core notes for itself: of a local activity to find it again (its number, type and times), of a patch its name.
 */
const IN_CLEAR = /\.searchAttributes\.|\.markerRecordedEventAttributes\.details\.(data|patch-data)\./;

describe('payload encryption, in the running product', function () {
  this.timeout(300_000);
  const product = useProduct({
    settings: { PROXIE_PAYLOAD_KEYS: ring(OLD), PROXIE_ENOUGH_OFFERS: '1', ...NOT_BY_ITSELF },
  });
  let consumer: Person;
  let provider: ProviderPerson;
  let requestId: string;
  let bookingId: string;
  const slot = (hours: number) => {
    const startMs = Math.ceil(Date.now() / HOUR_MS + hours) * HOUR_MS;
    return { start: new Date(startMs).toISOString(), end: new Date(startMs + HOUR_MS).toISOString() };
  };
  /** Without the probes by which the API sees whether Temporal takes writes: they carry nothing. */
  const runs = async () => {
    const all = await storedRuns(product.temporal.address, product.config.temporal.namespace);
    return all.filter(({ workflowId }) => !workflowId.startsWith('probe/'));
  };

  const processes: NodeProcess[] = [];
  after(() => Promise.all(processes.map((each) => each.kill())));

  before(async () => {
    consumer = await product.consumer();
    provider = await product.provider({ minNoticeHours: 0, schedule: AROUND_THE_CLOCK });
  });

  it('carries a life through a rotation: it begins under the old key and ends under the new one', async () => {
    const first = await product.startWorker();
    const created = await product.api.post('/v1/requests', { as: consumer, body: HAIRCUT });
    requestId = created.body.id;
    const offer = await makeOffer(product.api, requestId, { provider, slot: slot(72) });
    const [due] = await makeDue(product.orm, offer.offerId);
    await first.kill();

    const rotated = { ...product.env, LOG_LEVEL: 'info', PROXIE_PAYLOAD_KEYS: ring(NEW, OLD) };
    processes.push(await startProcess('worker', rotated, 'worker is running'));
    const api = await startProcess('api', rotated, 'the API listens');
    processes.push(api);
    const [, url = ''] = /the API listens on (http\S+)/.exec(api.output()) ?? [];
    const renewed = client(url);
    const accept = () =>
      renewed.post(`/v1/offers/${offer.offerId}/accept`, { as: consumer, body: { ...offer.body, slot: due } });
    const settled = await insist(accept); // an answer of 503 may have taken effect, which the second then says
    expect([201, 409], JSON.stringify(settled.body)).to.include(settled.status);
    const booked = await renewed.get(`/v1/requests/${requestId}`, { as: consumer });
    expect(booked.body.status).to.equal('booked');
    bookingId = booked.body.bookingId;
    const path = `/v1/bookings/${bookingId}/complete`;
    const done = await insist(() => renewed.post(path, { as: provider, body: {} }));
    expect(done.status, JSON.stringify(done.body)).to.equal(200);
    for (const as of [consumer, provider]) {
      const body = { bookingId, rating: 5, comment: 'Everything as it should be.' };
      const review = await insist(() => renewed.post('/v1/reviews', { as, body }));
      expect(review.status, JSON.stringify(review.body)).to.equal(201);
    }
    await until('both runs to end', async () => (await runs()).every(({ events }) => isOver(events)));
    expect(await keysOf(await runs())).to.deep.equal(new Set(['old', 'new']));
    await api.stop();
  });

  it('tells a client the reason of a refusal, and the server nothing of it', async () => {
    const rotated = { ...product.env, LOG_LEVEL: 'info', PROXIE_PAYLOAD_KEYS: ring(NEW, OLD) };
    const api = await startProcess('api', rotated, 'the API listens');
    processes.push(api);
    const [, url = ''] = /the API listens on (http\S+)/.exec(api.output()) ?? [];
    const created = await client(url).post('/v1/requests', { as: consumer, body: HAIRCUT });
    const lead = `/v1/providers/me/leads/${created.body.id}`;
    await until('the lead', async () => (await client(url).get(lead, { as: provider })).status === 200);
    const body = {
      serviceId: crypto.randomUUID(),
      availableSlots: [slot(96)],
      price: { amount: 6_000, currency: 'USD' },
    };
    const offer = () => client(url).post(`/v1/requests/${created.body.id}/offers`, { as: provider, body });
    expect(await insist(offer)).to.be.problem(409, 'service_mismatch');
    const run = (await runs()).find(({ workflowId }) => workflowId === `request/${created.body.id}`)!;
    const failures = failuresIn(run.events);
    expect(failures.map(({ part }) => part.applicationFailureInfo?.type)).to.include('service_mismatch');
    for (const { path, part } of failures) {
      expect(part.message, path).to.equal('Encoded failure');
      expect(part.stackTrace, path).to.equal('');
      expect(part.encodedAttributes && isEncrypted(part.encodedAttributes), path).to.equal(true);
    }
  });

  it('leaves no payload in clear: inputs, results, updates, summaries, failures', async () => {
    const all = await runs();
    expect(all.length).to.equal(3);
    const payloads = all.flatMap((run) => payloadsIn(run));
    const kinds = new Set(
      payloads.map(({ path }) => path.split('.').find((part) => /Attributes$|userMetadata/.test(part))),
    );
    expect([...kinds]).to.include.members([
      'workflowExecutionStartedEventAttributes',
      'workflowExecutionCompletedEventAttributes',
      'workflowExecutionUpdateAcceptedEventAttributes',
      'workflowExecutionUpdateCompletedEventAttributes',
      'activityTaskScheduledEventAttributes',
      'activityTaskCompletedEventAttributes',
      'markerRecordedEventAttributes',
      'userMetadata',
    ]);
    const clear = payloads.filter(({ part }) => !isEncrypted(part)).map(({ path }) => path);
    expect(clear.filter((path) => !IN_CLEAR.test(`.${path}.`))).to.deep.equal([]);
  });

  it('keeps the ids readable inside: they decrypt to what was sent', async () => {
    const run = (await runs()).find(({ workflowId }) => workflowId === `booking/${bookingId}`)!;
    const [input] = run.events[0]!.workflowExecutionStartedEventAttributes!.input!.payloads!;
    const [decoded] = await createPayloadCodec([NEW, OLD]).decode([input!]);
    expect(JSON.parse(Buffer.from(decoded!.data!).toString())).to.deep.equal({ bookingId });
  });

  it('replays what is encrypted with two keys', async () => {
    const codePath = await workflowBundle(BUNDLES_DIR, silentLogger, { encrypted: true });
    const dataConverter = dataConverterOf({ payloadKeys: [NEW, OLD] })!;
    for (const { workflowId, events } of (await runs()).filter((run) => isOver(run.events))) {
      const history = { events: [...events] };
      await Worker.runReplayHistory({ workflowBundle: { codePath }, dataConverter }, history, workflowId);
    }
  });
});

const isOver = (events: StoredRun['events']): boolean =>
  events.at(-1)?.workflowExecutionCompletedEventAttributes != null;

async function keysOf(all: StoredRun[]): Promise<Set<string>> {
  const ids = all
    .flatMap((run) => payloadsIn(run.events))
    .flatMap(({ part }) => part.metadata?.['encryption-key-id'] ?? [])
    .map((bytes) => Buffer.from(bytes).toString());
  return new Set(ids);
}
