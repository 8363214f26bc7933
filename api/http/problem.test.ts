import { expect } from 'chai';
import { PROBLEM_CODES } from '#contracts/problem.ts';
import { startKernel, type TestKernel } from '#test/support/kernel.ts';
import { probe } from '#test/support/notes.ts';
import { Problem, toProblem } from './problem.ts';

describe('toProblem', () => {
  const failing = (fields: object, message = 'x', options?: ErrorOptions): Error =>
    Object.assign(new Error(message, options), fields);

  it('answers 503 for every way in which the database or Temporal can be away', () => {
    const outages = [
      failing({ code: 'ECONNREFUSED' }),
      failing({ code: 'ECONNRESET' }),
      failing({ code: '57P01' }),
      failing({ code: '57P03' }),
      failing({ code: '08006' }),
      failing({ code: '53300' }),
      failing({}, 'timeout exceeded when trying to connect'),
      failing({}, 'Connection terminated unexpectedly'),
      failing({}, 'wrapped', { cause: failing({ code: 'ECONNREFUSED' }) }),
      new AggregateError([failing({ code: 'ECONNREFUSED' })], 'all addresses failed'),
      failing({ name: 'ServiceError' }, 'x', { cause: failing({ code: 14, details: 'no connection' }) }),
      failing({ name: 'ServiceError' }, 'x', { cause: failing({ code: 4, details: 'Deadline exceeded' }) }),
      failing({ name: 'WorkflowUpdateRPCTimeoutOrCancelledError' }),
    ];
    for (const error of outages) {
      const problem = toProblem(error);
      expect(problem, error.message).to.include({ code: 'unavailable', status: 503 });
      expect(problem.headers['Retry-After']).to.match(/^\d+$/);
    }
  });
  it('takes everything else for a mistake of ours', () => {
    const mistakes = [
      failing({ code: '23505' }),
      failing({ code: '42P01' }),
      failing({ code: 'ERR_INVALID_ARG_TYPE' }),
      failing({ code: 14 }),
      failing({ name: 'ServiceError' }, 'x', { cause: failing({ code: 3, details: 'invalid' }) }),
      'a string',
      undefined,
      null,
    ];
    for (const error of mistakes) expect(toProblem(error)).to.include({ code: 'internal', status: 500 });
  });
  it('does not follow causes for ever', () => {
    const error = new Error('round');
    error.cause = error;
    expect(toProblem(error).code).to.equal('internal');
  });
});

describe('problems on the wire', () => {
  let answer: () => unknown = () => undefined;
  let lenient: TestKernel;
  let strict: TestKernel;

  before(async () => {
    const routes = [probe(() => answer(), ['stale_revision', 'slot_taken'])];
    strict = await startKernel({ routes });
    lenient = await startKernel({ routes, config: { strictContract: false, publicUrl: 'https://proxie.test' } });
  });
  after(() => Promise.all([strict.stop(), lenient.stop()]));

  const get = (kernel: TestKernel) => kernel.api.get('/v1/probe');
  const use = (handle: () => unknown): void => void (answer = handle);
  const useThrown = (error: unknown): void =>
    use(() => {
      throw error;
    });

  it('carry their code, a link to their page, the request id, and what the handler says', async () => {
    useThrown(new Problem('stale_revision', 'revision 2 is not the present one', { info: { revision: 3 } }));
    const given = await lenient.api.get('/v1/probe', { headers: { 'x-request-id': 'abcdef-12345' } });
    expect(given).to.be.problem(409, 'stale_revision');
    expect(given.body).to.deep.equal({
      type: 'https://proxie.test/problems/stale_revision',
      title: 'The resource has changed since you read it',
      status: 409,
      detail: 'revision 2 is not the present one',
      instance: 'urn:proxie:request:abcdef-12345',
      code: 'stale_revision',
      info: { revision: 3 },
    });
  });
  it('hide everything of an unexpected error', async () => {
    useThrown(
      Object.assign(new Error('password is hunter2'), { detail: 'Key (email)=(a@b.c)', status: 418, expose: true }),
    );
    const given = await get(strict);
    expect(given).to.be.problem(500, 'internal');
    expect(JSON.stringify(given)).not.to.match(/hunter2|a@b\.c|probe|\.ts/);
  });
  it('say when to try again when something is down', async () => {
    useThrown(Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:5432'), { code: 'ECONNREFUSED' }));
    const given = await get(strict);
    expect(given).to.be.problem(503, 'unavailable');
    expect(JSON.stringify(given)).not.to.include('10.0.0.7');
  });
  it('become a 500 in tests when the route does not declare them, and are answered in production', async () => {
    useThrown(new Problem('confirmation_invalid', 'used'));
    expect(await get(strict)).to.be.problem(500, 'internal');
    expect(await get(lenient)).to.be.problem(400, 'confirmation_invalid');
  });
  it('take the place of an answer that breaks its contract', async () => {
    use(() => ({ id: 'not a uuid', text: 7 }));
    expect(await get(strict)).to.be.problem(500, 'internal');
    expect(await get(lenient)).to.be.problem(500, 'internal');
  });
  it('have a page each, which the type links to', async () => {
    for (const code of PROBLEM_CODES) {
      const page = await strict.api.get<string>(`/problems/${code}`);
      expect(page.status, code).to.equal(200);
      expect(page.headers['content-type']).to.equal('text/html; charset=utf-8');
      expect(page.body).to.include(code);
    }
    const list = await strict.api.get<string>('/problems');
    for (const code of PROBLEM_CODES) expect(list.body).to.include(`href="/problems/${code}"`);
    expect(await strict.api.get('/problems/constructor')).to.be.problem(404, 'not_found');
  });
});
