import { expect } from 'chai';
import { z } from 'zod';
import { probe } from '#test/support/notes.ts';
import { startKernel, type TestKernel } from '#test/support/kernel.ts';
import { Problem, unavailable } from './problem.ts';
import type { Route } from './route.ts';

const TYPE = 'text/event-stream; charset=utf-8';
const AS_EVENT_SOURCE = { accept: 'text/event-stream' };

describe('a stream that cannot be had now', () => {
  let refusal: Problem;
  let kernel: TestKernel;
  const stream = (): Route => ({
    ...probe(() => {
      throw refusal;
    }),
    path: '/v1/stream',
    success: { status: 200, contentType: TYPE, schema: z.string() },
    problems: ['rate_limited', 'forbidden'],
  });

  before(async () => {
    kernel = await startKernel({ routes: [stream()] });
  });
  after(() => kernel.stop());

  it('tells an EventSource when to come again, in an answer that does not end it', async () => {
    for (const [made, retryMs] of [
      [unavailable('the process is stopping'), 2_000],
      [new Problem('rate_limited', 'too many', { headers: { 'Retry-After': '7' } }), 7_000],
    ] as const) {
      refusal = made;
      const answer = await kernel.api.get<string>('/v1/stream', { headers: AS_EVENT_SOURCE });
      expect(answer.status).to.equal(200);
      expect(answer.headers['content-type']).to.equal(TYPE);
      expect(answer.body).to.equal(`retry: ${retryMs}\n\n: ${made.code}: ${made.message}\n\n`);
    }
  });

  it('tells everybody else with a problem, and an EventSource too when waiting does not help', async () => {
    refusal = unavailable('the process is stopping');
    for (const accept of ['*/*', 'text/event-stream, application/problem+json', 'application/json']) {
      expect(await kernel.api.get('/v1/stream', { headers: { accept } })).to.be.problem(503, 'unavailable');
    }
    refusal = new Problem('forbidden', 'not your role');
    expect(await kernel.api.get('/v1/stream', { headers: AS_EVENT_SOURCE })).to.be.problem(403, 'forbidden');
  });
});
