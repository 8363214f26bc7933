import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { createIdempotencyStore } from '#api/idempotency/store.ts';
import { insertAccount } from '#test/support/factories.ts';
import { useOrm } from '#test/support/use-orm.ts';
import type { Answer } from './answer.ts';
import { createOnceFor } from './idempotency.ts';
import type { KernelContext, KernelState } from './pipeline.ts';
import { Problem, unavailable } from './problem.ts';
import type { Idempotency, Route } from './route.ts';

const DONE: Answer = { status: 200, headers: { 'Content-Type': 'application/json' }, body: '{"done":true}' };

type Work = (commandId: string) => Promise<Answer>;

describe('createOnceFor', () => {
  const db = useOrm();

  /** A route that takes keys, as somebody calls it. */
  async function caller(idempotency: Idempotency = 'optional') {
    const id = await insertAccount(db.em());
    const store = createIdempotencyStore({ orm: db.orm, ttlMs: 60_000, leaseMs: 60_000 });
    const once = createOnceFor(store)({ operationId: 'makeThing', idempotency } as Route);
    if (!once) throw new Error('the route takes no keys');
    const call = { actor: { id, roles: ['consumer'] as const }, params: {}, query: {}, body: { a: 1 } };
    return (key: string | undefined, work: Work, state: Partial<KernelState> = {}): Promise<Answer> => {
      const headersDistinct = key === undefined ? {} : { 'idempotency-key': [key] };
      return once({ req: { headersDistinct }, state } as unknown as KernelContext, call, work);
    };
  }
  const refusalOf = async (answer: Promise<Answer>): Promise<Problem> => {
    const refused: unknown = await answer.catch((error: unknown) => error);
    if (!(refused instanceof Problem)) throw new Error('it was not refused', { cause: refused });
    return refused;
  };

  it('leaves routes alone that take no key', () => {
    const store = createIdempotencyStore({ orm: db.orm, ttlMs: 1, leaseMs: 1 });
    expect(createOnceFor(store)({ idempotency: 'none' } as Route)).to.equal(undefined);
  });

  it('carries every call without a key out, each as a command of its own, and keeps none', async () => {
    const call = await caller();
    const ids: string[] = [];
    const work = async (commandId: string): Promise<Answer> => {
      ids.push(commandId);
      return DONE;
    };
    expect([await call(undefined, work), await call(undefined, work)]).to.deep.equal([DONE, DONE]);
    expect(new Set(ids).size).to.equal(2);
    const [{ n } = {}] = await db
      .em()
      .execute('select count(*)::int as n from idempotency_keys where command_id = any(?)', [`{${ids.join()}}`]);
    expect(n).to.equal(0);
  });

  it('refuses a call without a key where one is needed, and does nothing', async () => {
    const call = await caller('required');
    let worked = 0;
    const work = async (): Promise<Answer> => {
      worked += 1;
      return DONE;
    };
    const { code, errors } = await refusalOf(call(undefined, work));
    expect(code).to.equal('validation_failed');
    expect(errors?.[0]).to.include({ in: 'header', path: '/idempotency-key' });
    expect(worked).to.equal(0);
    expect(await call('a-key', work)).to.equal(DONE);
  });

  for (const [what, failure] of [
    ['a 503', unavailable('a service is down')],
    ['a 429', new Problem('rate_limited', 'too many')],
    ['a mistake of ours', new TypeError('undefined is not a function')],
  ] as const) {
    it(`keeps nothing of ${what}, and gives the next attempt the same command`, async () => {
      const call = await caller();
      const key = randomUUID();
      const ids: string[] = [];
      const failed = call(key, async (commandId) => {
        ids.push(commandId);
        throw failure;
      });
      expect(await failed.catch((error: unknown) => error)).to.equal(failure);
      const answer = await call(key, async (commandId) => {
        ids.push(commandId);
        return DONE;
      });
      expect(answer).to.equal(DONE);
      expect(new Set(ids).size).to.equal(1);
      expect(await call(key, () => Promise.reject(failure))).to.deep.equal({
        ...DONE,
        headers: { ...DONE.headers, 'Idempotency-Replayed': 'true' },
      });
    });
  }

  it('notes on a repeated call the command that its answer is of', async () => {
    const call = await caller();
    const [key, state] = [randomUUID(), { requestId: 'of-the-second' }];
    let first = '';
    await call(key, async (commandId) => {
      first = commandId;
      return DONE;
    });
    await call(key, async () => DONE, state);
    expect(state).to.deep.equal({ requestId: 'of-the-second', commandId: first });
  });

  it('tells an attempt that outlived its lease what the one after it answered', async () => {
    const call = await caller();
    const key = randomUUID();
    const begun = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<Answer>();
    const slow = call(key, () => {
      begun.resolve();
      return goOn.promise;
    });
    await begun.promise;
    const { code, headers } = await refusalOf(call(key, async () => DONE));
    expect([code, headers]).to.deep.equal(['idempotency_in_flight', { 'Retry-After': '1' }]);
    await db.em().execute(`update idempotency_keys set locked_until = now() - interval '1 ms' where key = ?`, [key]);
    expect(await call(key, async () => DONE)).to.equal(DONE);
    goOn.resolve({ ...DONE, status: 409 });
    expect(await slow).to.deep.include({ status: 200, body: DONE.body });
  });
});
