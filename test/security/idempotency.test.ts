import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { expect } from 'chai';
import { useApi } from '#test/support/api.ts';
import { HAIRCUT } from '#test/support/client-life.ts';
import { codeOf, lasting, namedCalls } from '#test/support/named-calls.ts';
import { peopleOf, type SignedIn } from '#test/support/people.ts';

const RACERS = 200;
const PATH = '/v1/requests';

describe('the Idempotency-Key over HTTP', () => {
  const fixture = useApi();
  const people = peopleOf(fixture);
  const send = namedCalls(() => fixture.url);
  const em = () => fixture.orm.em.fork();

  const rows = async (sql: string, ...params: string[]): Promise<Record<string, unknown>[]> =>
    em().execute(sql, params);
  const requestsOf = ({ accountId }: SignedIn) =>
    rows('select id from service_requests where consumer_id = ?', accountId);
  const keysOf = ({ accountId }: SignedIn) => rows('select * from idempotency_keys where account_id = ?', accountId);

  it('makes one request of two hundred that race with one key', async () => {
    const as = await people.consumer();
    const call = { as, key: `"${randomUUID()}"`, body: HAIRCUT };
    const answers = await Promise.all(Array.from({ length: RACERS }, () => send(PATH, call)));
    const fresh = answers.filter(({ status, headers }) => status === 201 && !headers['idempotency-replayed']);
    const replays = answers.filter(({ headers }) => headers['idempotency-replayed'] === 'true');
    const waiting = answers.filter(({ status }) => status === 409);
    expect(fresh).to.have.lengthOf(1);
    expect(replays.length + waiting.length).to.equal(RACERS - 1);
    for (const each of replays) expect(lasting(each)).to.deep.equal(lasting(fresh[0]!));
    for (const each of waiting) {
      expect([codeOf(each), each.headers['retry-after']]).to.deep.equal(['idempotency_in_flight', '1']);
    }
    expect(await requestsOf(as)).to.have.lengthOf(1);
    expect(
      await rows('select id from workflow_outbox where workflow_id = ?', `request/${idIn(fresh[0]!.text)}`),
    ).to.have.lengthOf(1);
  });

  it('gives the first answer again byte for byte, under a request id of its own', async () => {
    const as = await people.consumer();
    const call = { as, key: randomUUID(), body: HAIRCUT };
    const first = await send(PATH, call);
    const again = await send(PATH, call);
    expect(first.status).to.equal(201);
    expect(first.headers).not.to.have.property('idempotency-replayed');
    expect(again.headers['idempotency-replayed']).to.equal('true');
    expect(lasting(again)).to.deep.equal(lasting(first));
    expect(again.headers.location).to.equal(`/v1/requests/${idIn(first.text)}`);
    expect(again.headers['x-request-id']).not.to.equal(first.headers['x-request-id']);
  });

  it('takes the same key in quotes and bare for one key, and two orders of the fields for one body', async () => {
    const as = await people.consumer();
    const key = randomUUID();
    const first = await send(PATH, { as, key: `"${key}"`, body: HAIRCUT });
    const reordered = Object.fromEntries(Object.entries(HAIRCUT).toReversed());
    expect(JSON.stringify(reordered)).not.to.equal(JSON.stringify(HAIRCUT));
    const again = await send(PATH, { as, key, body: reordered });
    expect(lasting(again)).to.deep.equal(lasting(first));
    expect(await requestsOf(as)).to.have.lengthOf(1);
  });

  it('refuses the key for another body, and does nothing', async () => {
    const as = await people.consumer();
    const key = randomUUID();
    const first = await send(PATH, { as, key, body: HAIRCUT });
    const other = await send(PATH, { as, key, body: { ...HAIRCUT, rawInput: 'something else' } });
    expect([other.status, codeOf(other)]).to.deep.equal([422, 'idempotency_key_reused']);
    expect(other.text).not.to.include(key);
    expect(await requestsOf(as)).to.have.lengthOf(1);
    expect(lasting(await send(PATH, { as, key, body: HAIRCUT }))).to.deep.equal(lasting(first));
  });

  it('keeps the keys of two users apart', async () => {
    const key = randomUUID();
    const answers = [];
    for (const as of [await people.consumer(), await people.consumer()]) {
      answers.push(await send(PATH, { as, key, body: HAIRCUT }));
      expect(await requestsOf(as)).to.have.lengthOf(1);
    }
    expect(answers.map(({ status }) => status)).to.deep.equal([201, 201]);
    expect(answers[0]?.headers.location).not.to.equal(answers[1]?.headers.location);
  });

  it('keeps nothing of refusals that come before the call itself: 400, 401, 403 and 404', async () => {
    const [as, stranger] = [await people.consumer(), await people.consumer()];
    const key = randomUUID();
    const { headers } = await send(PATH, { as, body: HAIRCUT });
    const cancel = { key, body: { reason: 'my plans have changed' } };
    const refused = [
      await send(PATH, { as, key, body: {} }),
      await send(PATH, { as, key, body: '{' }),
      await send(PATH, { as: { token: 'none' }, key, body: HAIRCUT }),
      await send(`${headers.location}/cancel`, { as: stranger, ...cancel }),
      await send(`${PATH}/${randomUUID()}/cancel`, { as, ...cancel }),
    ];
    expect(refused.map(({ status }) => status)).to.deep.equal([400, 400, 401, 403, 404]);
    expect([...(await keysOf(as)), ...(await keysOf(stranger))]).to.deep.equal([]);
    expect((await send(PATH, { as, key, body: HAIRCUT })).status).to.equal(201);
  });

  it('keeps nothing of an outage: the key is free again and its command the same', async () => {
    const as = await people.consumer();
    const { headers } = await send(PATH, { as, body: HAIRCUT });
    const call = { as, key: randomUUID(), body: { reason: 'my plans have changed' } };
    const path = `${headers.location}/cancel`; // nobody listens where this API looks for Temporal
    const [first, second] = [await send(path, call), await send(path, call)];
    for (const { status, headers: sent } of [first, second]) {
      expect(status).to.equal(503);
      expect(sent).not.to.have.property('idempotency-replayed');
    }
    const [row, ...others] = await keysOf(as);
    expect(others).to.deep.equal([]);
    expect(row).to.deep.include({ answer_status: null, answer_body: null });
    const payloads = await rows('select id from command_payloads where id = ?', String(row?.command_id));
    expect(payloads, 'texts that wait, however often the command was given').to.have.lengthOf(1);
    expect(await rows('select status from service_requests where consumer_id = ?', as.accountId)).to.deep.equal([
      { status: 'pending' },
    ]);
  });

  it('forgets a call when its time is over: the same key then makes another request', async () => {
    const as = await people.consumer();
    const call = { as, key: randomUUID(), body: HAIRCUT };
    const first = await send(PATH, call);
    const [row] = await keysOf(as);
    const [{ hours } = {}] = await rows(
      'select extract(epoch from expires_at - created_at)::int / 3600 as hours from idempotency_keys where key = ?',
      call.key,
    );
    expect(hours).to.equal(72);
    await em().execute(`update idempotency_keys set expires_at = now() - interval '1 s' where key = ?`, [call.key]);
    const second = await send(PATH, call);
    expect(second.status).to.equal(201);
    expect(second.headers).not.to.have.property('idempotency-replayed');
    expect(second.headers.location).not.to.equal(first.headers.location);
    expect(await requestsOf(as)).to.have.lengthOf(2);
    const [renewed] = await keysOf(as);
    expect(renewed?.command_id).not.to.equal(row?.command_id);
  });

  it('answers with the request that was made when the attempt died before it could answer', async () => {
    const as = await people.consumer();
    const call = { as, key: randomUUID(), body: HAIRCUT };
    const first = await send(PATH, call);
    await em().execute(
      `update idempotency_keys set answer_status = null, answer_headers = null, answer_body = null where key = ?`,
      [call.key],
    ); // what a process leaves behind that is killed after its commit
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(PATH, call)));
    const success = answers.filter(({ status }) => status === 201);
    expect(success).not.to.deep.equal([]);
    for (const each of success) expect(lasting(each)).to.deep.equal(lasting(first));
    for (const each of answers) if (each.status !== 201) expect(codeOf(each)).to.equal('idempotency_in_flight');
    expect(await requestsOf(as)).to.have.lengthOf(1);
    expect(await rows('select id from events where request_id = ?', idIn(first.text))).to.have.lengthOf(1);
  });

  it('refuses a malformed or doubled header by its name, and does nothing', async () => {
    const as = await people.consumer();
    for (const key of ['', '""', 'a b', 'a,b', '"a";b=1', 'x'.repeat(256), ['one', 'two'], ['one', 'one']]) {
      const { status, body } = await sendHeaders(`${fixture.url}${PATH}`, as.token, key);
      const problem = JSON.parse(body) as { code: string; errors: object[] };
      expect([status, problem.code], JSON.stringify(key)).to.deep.equal([400, 'validation_failed']);
      expect(problem.errors).to.have.lengthOf(1);
      expect(problem.errors[0]).to.include({ in: 'header', path: '/idempotency-key' });
    }
    expect([...(await requestsOf(as)), ...(await keysOf(as))]).to.deep.equal([]);
  });
});

function idIn(text: string): string {
  return (JSON.parse(text) as { id: string }).id;
}

/** Sends header lines as they are: `fetch` would join them. */
function sendHeaders(
  url: string,
  token: string,
  key: string | string[],
): Promise<{ status: number | undefined; body: string }> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key };
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number | undefined; body: string }>();
  const request = http.request(url, { method: 'POST', headers }, (response) => {
    let body = '';
    response.on('data', (chunk: Buffer) => (body += chunk.toString()));
    response.on('end', () => resolve({ status: response.statusCode, body }));
  });
  request.on('error', reject);
  request.end(JSON.stringify(HAIRCUT));
  return promise;
}
