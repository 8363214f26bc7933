import type { TestProcess } from '#test/support/processes.ts';
import type { Person, ProviderPerson } from '#test/support/product.ts';
import { until } from '#test/support/until.ts';
import { offerBody, wishOf } from './lives.ts';
import type { Stage } from './people.ts';

/** Calls that no client should send, each with something in it that nobody should see again. */
export async function blunder({ journal, marks }: Stage, as: Person): Promise<void> {
  const text = { 'content-type': 'text/plain' };
  await journal.expect(400, 'POST', '/v1/requests', { as, body: `{"rawInput":"${marks.make('half a JSON text')}` });
  await journal.expect(415, 'POST', '/v1/requests', { as, body: marks.make('a plain text'), headers: text });
  const large = `${marks.make('a body that is too large')} ${'x'.repeat(200_000)}`;
  await journal.expect(413, 'POST', '/v1/requests', { as, body: JSON.stringify({ rawInput: large }) });
  const wrong = { category: marks.make('no category'), urgency: marks.make('no urgency'), rawInput: 7 };
  await journal.expect(400, 'POST', '/v1/requests', { as, body: wrong });
  await journal.expect(400, 'POST', '/v1/auth/login', {
    body: { email: marks.make('no mail address'), password: 'x' },
  });
  await journal.expect(404, 'GET', `/v1/${marks.make('a path that nobody has')}`);
  await journal.expect(405, 'DELETE', `/v1/requests/${marks.make('an id with a wrong method')}`, { as });
  await journal.expect(400, 'GET', `/v1/requests/${marks.make('no id')}%40mail.example`, { as });
  await journal.expect(400, 'GET', `/v1/requests?cursor=${marks.make('a forged cursor')}`, { as });
  await journal.expect(400, 'GET', `/v1/auth/me?as=${marks.make('a value in a query')}`, { as });
  await journal.expect(404, 'GET', `/problems/${marks.make('a problem that nobody has')}`);
  await journal.expect(401, 'GET', '/v1/auth/me', { as: marks.make('no access token') });
  const basic = Buffer.from(`ann:${marks.make('a password for another kind of login')}`).toString('base64');
  await journal.expect(401, 'GET', '/v1/auth/me', { headers: { authorization: `Basic ${basic}` } });
  const headers = { cookie: `session=${marks.make('a cookie')}`, 'x-api-key': marks.make('an API key of a caller') };
  await journal.expect(200, 'GET', '/v1/auth/me', { as, headers });
}

/** A row that the database refuses, which its errors then quote: in a route, and in an activity. */
export async function provokeMistakes(stage: Stage, consumer: Person, provider: ProviderPerson): Promise<void> {
  const { world, journal } = stage;
  const sql = (statement: string) => world.orm.em.fork().execute(statement);
  await sql(`alter table service_requests add constraint poison check (raw_input not like 'Poison%') not valid`);
  await sql(`alter table offers add constraint poison check (message not like 'Poison%') not valid`);
  await journal.expect(500, 'POST', '/v1/requests', { as: consumer, body: wishOf(stage, 'Poison') });
  await sql('alter table service_requests drop constraint poison');
  const { body } = await journal.expect(201, 'POST', '/v1/requests', { as: consumer, body: wishOf(stage) });
  const lead = `/v1/providers/me/leads/${body.id}`;
  await until('the lead', async () => (await journal.send('GET', lead, { as: provider })).status === 200);
  const offers = `/v1/requests/${body.id}/offers`;
  const poisoned = { as: provider, body: offerBody(stage, provider, 120, 'Poison') };
  await journal.expect(500, 'POST', offers, poisoned);
  await sql('alter table offers drop constraint poison');
  await journal.expect(201, 'POST', offers, { as: provider, body: offerBody(stage, provider, 120) });
}

/** The database that does not answer, and the worker that is gone: with texts under way meanwhile. */
export async function breakDown(stage: Stage, worker: TestProcess, consumer: Person): Promise<void> {
  const { world, journal, marks } = stage;
  const { body } = await journal.expect(201, 'POST', '/v1/requests', { as: consumer, body: wishOf(stage) });
  const id = body.id as string;
  world.postgres.pause();
  try {
    await journal.expect(503, 'POST', '/v1/requests', { as: consumer, body: wishOf(stage) });
  } finally {
    world.postgres.resume();
  }
  await until(
    'the database',
    async () => (await journal.send('GET', `/v1/requests/${id}`, { as: consumer })).status === 200,
  );
  worker.child.kill('SIGKILL');
  await worker.ended();
  const cancel = { as: consumer, body: { reason: `Gone. ${marks.make('a reason that no worker hears')}` } };
  await journal.expect(503, 'POST', `/v1/requests/${id}/cancel`, cancel);
  await world.startWorker();
  await until('the cancellation to be carried out', async () => {
    const request = await journal.expect(200, 'GET', `/v1/requests/${id}`, { as: consumer });
    return request.body.status === 'cancelled';
  });
}
