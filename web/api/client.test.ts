import { expect } from 'chai';
import { problem, useScriptedServer } from '#test/support/scripted-server.ts';
import { until } from '#test/support/until.ts';
import { createApi, dataOf, type Api } from './client.ts';
import { createConnectivity, type Connectivity } from './connectivity.ts';
import { OfflineError, ProblemError } from './problem-error.ts';
import { MAX_WAIT_MS, type Tokens } from './resend.ts';
import { createServerWaits, type ServerWait } from './server-waits.ts';

const ID = '01970e3c-5f5e-7c1a-9d2b-3f4e5a6b7c8d';
const KEY = '8e03978e-40d5-43e8-bc93-6894a57f9324';

describe('the client of the API', () => {
  const server = useScriptedServer();
  let api: Api;
  let connectivity: Connectivity;
  let tokens: Tokens;
  let isThere: boolean;
  let told: ServerWait[];
  let pauses: number[];

  beforeEach(() => {
    isThere = true;
    told = [];
    pauses = [];
    tokens = { current: () => Promise.resolve('old'), renew: () => Promise.resolve('new') };
    connectivity = createConnectivity({
      probe: () => Promise.resolve(isThere),
      wait: () => new Promise((resolve) => void setImmediate(resolve)),
    });
    const waits = createServerWaits();
    waits.subscribe(() => told.push(...waits.get()));
    const wait = (ms: number): Promise<void> => Promise.resolve(void pauses.push(ms));
    api = createApi({
      baseUrl: server.url,
      tokens: { current: () => tokens.current(), renew: (t) => tokens.renew(t) },
      waits,
      connectivity,
      wait,
    });
  });
  afterEach(() => connectivity.stop());

  const accept = (signal?: AbortSignal) =>
    dataOf(
      api.POST('/v1/offers/{id}/accept', {
        params: { path: { id: ID }, header: { 'Idempotency-Key': KEY } },
        body: { revision: 1, slot: { start: '2026-12-01T10:00:00Z', end: '2026-12-01T11:00:00Z' } },
        ...(signal && { signal }),
      }),
    );
  const read = () => dataOf(api.GET('/v1/offers/{id}', { params: { path: { id: ID } } }));
  const failureOf = (call: Promise<unknown>) =>
    call.then(
      () => undefined,
      (error: unknown) => error,
    );

  it('sends a call whose token was refused once more with a new one', async () => {
    server.answers.push(problem(401, 'unauthenticated'));
    await accept();
    expect(server.calls.map(({ headers }) => headers.authorization)).to.deep.equal(['Bearer old', 'Bearer new']);
    expect(server.calls[1]?.body).to.equal(server.calls[0]?.body).and.to.include('"revision":1');
  });
  it('gives the 401 when a new token is refused, too, and when there is none', async () => {
    server.answers.push(problem(401, 'unauthenticated'), problem(401, 'unauthenticated'));
    expect(await failureOf(read())).to.include({ status: 401, code: 'unauthenticated' });
    expect(server.calls).to.have.length(2);
    tokens = { ...tokens, renew: () => Promise.resolve(undefined) };
    server.answers.push(problem(401, 'unauthenticated'));
    expect(await failureOf(read())).to.include({ status: 401 });
    expect(server.calls).to.have.length(3);
  });
  it('sends no token when nobody is signed in', async () => {
    tokens = { ...tokens, current: () => Promise.resolve(undefined) };
    await read();
    expect(server.calls[0]?.headers).not.to.have.property('authorization');
  });
  it('sends the same key again after Retry-After, and says what it waits for', async () => {
    server.answers.push(
      problem(503, 'unavailable', {}, 4),
      problem(429, 'rate_limited', {}, 7),
      problem(409, 'idempotency_in_flight', {}, 1),
    );
    await accept();
    expect(server.calls.map(({ headers }) => headers['idempotency-key'])).to.deep.equal([KEY, KEY, KEY, KEY]);
    expect(pauses.map((ms) => Math.floor(ms / 1_000))).to.deep.equal([4, 7, 1]);
    expect(told.map(({ reason }) => reason)).to.deep.equal(['unavailable', 'rate_limited', 'in_flight']);
    expect(told.every(({ key }) => key === KEY)).to.equal(true);
  });
  it('gives up when the server asks for longer than people wait, and leaves refusals alone', async () => {
    for (const answer of [
      problem(503, 'unavailable', {}, MAX_WAIT_MS / 1_000 + 1),
      problem(429, 'quota_used_up', {}, 1),
      problem(409, 'slot_taken'),
    ]) {
      server.answers.push(answer);
      expect(await failureOf(accept())).to.be.instanceOf(ProblemError);
    }
    expect(server.calls).to.have.length(3);
  });
  it('never repeats a call without a key that has an effect', async () => {
    server.answers.push(problem(503, 'unavailable', {}, 1));
    const body = { email: 'ada@example.com', password: 'a long password', name: 'Ada' };
    expect(await failureOf(api.POST('/v1/auth/register', { body }))).to.include({ code: 'unavailable' });
    server.answers.push('cut');
    expect(await failureOf(api.POST('/v1/auth/register', { body }))).to.be.instanceOf(OfflineError);
    expect(server.calls).to.have.length(2);
  });
  it('sends a command whose answer was lost again under its key when the server is back', async () => {
    isThere = false;
    server.answers.push('cut');
    const accepted = accept();
    await until('the client to be offline', () => connectivity.get().state === 'offline');
    expect(told.at(-1)).to.include({ reason: 'offline', key: KEY });
    isThere = true;
    await accepted;
    expect(server.calls.map(({ headers }) => headers['idempotency-key'])).to.deep.equal([KEY, KEY]);
    expect(connectivity.get().state).to.equal('online');
  });
  it('tries ever less often while the network cuts a command and the server is there', async () => {
    server.answers.push(...Array(8).fill('cut'));
    await accept();
    expect(server.calls).to.have.length(9);
    expect(pauses.map((ms) => Math.floor(ms / 1_000))).to.deep.equal([1, 2, 4, 8, 15, 15, 15]);
    expect(told.map(({ reason }) => reason)).to.include('offline');
  });
  it('ends every wait with the signal of the call', async () => {
    isThere = false;
    server.answers.push('cut');
    const controller = new AbortController();
    const accepted = failureOf(accept(controller.signal));
    await until('the client to be offline', () => connectivity.get().state === 'offline');
    controller.abort();
    expect(await accepted).to.have.property('name', 'AbortError');
    expect(server.calls).to.have.length(1);
  });
  it('makes one error of every problem, with the fields of its form', async () => {
    const errors = [
      { in: 'body', path: '/timing/preferredDates/0', message: 'expected a date' },
      { in: 'body', path: '/a~1b', message: 'expected less' },
      { in: 'query', path: '/limit', message: 'expected a number' },
    ];
    server.answers.push(problem(400, 'validation_failed', { errors, info: { a: 1 } }), { status: 502, body: '<html>' });
    const error = (await failureOf(read())) as ProblemError;
    expect(error).to.include({
      code: 'validation_failed',
      status: 400,
      detail: 'it was validation_failed',
      requestId: 'r-1',
    });
    expect(error.info).to.deep.equal({ a: 1 });
    expect(error.formErrors).to.deep.equal({ 'timing.preferredDates.0': 'expected a date', 'a/b': 'expected less' });
    expect(await failureOf(read())).to.include({ code: 'unreadable', status: 502 });
  });
});
