import { OptimisticLockError } from '@mikro-orm/core';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { expect } from 'chai';
import { Problem, unavailable } from '#api/http/problem.ts';
import { useOrm } from '#test/support/use-orm.ts';
import { isAnyFault, isOwnFault } from './activity-faults.ts';

const withCode = (code: string, message = 'something'): Error => Object.assign(new Error(message), { code });

describe('faults of activities', () => {
  const db = useOrm();
  const raised = (sqlState: string): Promise<unknown> =>
    db
      .em()
      .execute(`do $$ begin raise exception 'x' using errcode = '${sqlState}'; end $$`)
      .catch((error: unknown) => error);

  for (const sqlState of ['22003', '22P02', '23502', '23503', '23505', '23514', '23P01', '42703', 'P0001']) {
    it(`include SQLSTATE ${sqlState}, which no retry cures`, async () => {
      const error = await raised(sqlState);
      expect([isAnyFault(error), isOwnFault(error)]).to.deep.equal([true, true]);
    });
  }

  for (const sqlState of ['08006', '25006', '40001', '40P01', '53300', '55P03', '57014', '57P01', '58030']) {
    it(`leave out SQLSTATE ${sqlState}, which passes`, async () => {
      const error = await raised(sqlState);
      expect([isAnyFault(error), isOwnFault(error)]).to.deep.equal([false, false]);
    });
  }

  const CASES: readonly [what: string, error: unknown, any: boolean, own: boolean][] = [
    ['a mistake in the code', new TypeError('x is not a function'), true, true],
    ['a broken invariant', new Error('the provider has no account'), true, false],
    ['what is no error at all', 'a text', true, false],
    ['a refused connection', withCode('ECONNREFUSED'), false, false],
    ['a broken pipe, whose code looks like a SQLSTATE', withCode('EPIPE'), false, false],
    ['a server that does not take connections', new Error('timeout expired'), false, false],
    ['a process that is stopping', new Error('driver has already been destroyed'), false, false],
    ['a connection that its own pool has closed', new Error('the pool is closing'), false, false],
    ['an outage below something else', new Error('failed', { cause: withCode('ECONNRESET') }), false, false],
    ['a server of others that cannot be reached', new TypeError('fetch failed'), true, false],
    ['a row that another writer changed each time', OptimisticLockError.lockFailed('Provider'), false, false],
    ['a refusal', ApplicationFailure.nonRetryable('no', 'offer_closed'), false, false],
    ['a cancellation', new CancelledFailure('nobody wants it any more'), false, false],
    ['an operation of ours that may succeed later', unavailable('not now'), false, false],
    ['an operation of ours that met a fault', new Problem('internal', 'x'), true, false],
  ];
  for (const [what, error, any, own] of CASES) {
    it(`${any ? 'include' : 'leave out'} ${what}`, () => {
      expect([isAnyFault(error), isOwnFault(error)]).to.deep.equal([any, own]);
    });
  }
});
