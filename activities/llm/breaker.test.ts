import { expect } from 'chai';
import { createBreaker } from './breaker.ts';
import { Fault } from './errors.ts';

const DOWN = new Fault('unavailable');

describe('createBreaker', () => {
  let nowMs: number;
  let breaker: ReturnType<typeof createBreaker>;

  beforeEach(() => {
    nowMs = 1_000_000;
    breaker = createBreaker(() => nowMs);
  });

  const fail = (times: number, fault = DOWN): void => {
    for (let count = 1; count <= times; count += 1) breaker.failed(fault);
  };

  it('lets every call pass until five in a row have failed, and then none for half a minute', () => {
    fail(4);
    breaker.succeeded();
    fail(4);
    expect([breaker.restMs(), breaker.state()]).to.deep.equal([0, 0]);
    fail(1);
    expect([breaker.restMs(), breaker.state()]).to.deep.equal([30_000, 1]);
    nowMs += 29_999;
    expect(breaker.restMs()).to.equal(1);
  });

  it('lets one call try it after that, while the others still go past', () => {
    fail(5);
    nowMs += 30_000;
    expect(breaker.state()).to.equal(0.5);
    expect(breaker.restMs()).to.equal(0);
    expect(breaker.restMs()).to.equal(30_000);
  });

  it('closes when that call is answered, and rests anew when it is not', () => {
    fail(5);
    nowMs += 30_000;
    breaker.restMs();
    fail(1);
    expect(breaker.restMs()).to.equal(30_000);
    nowMs += 30_000;
    breaker.restMs();
    breaker.succeeded();
    expect([breaker.restMs(), breaker.restMs(), breaker.state()]).to.deep.equal([0, 0, 0]);
  });

  it('rests as long as the provider asks, and never longer than five minutes', () => {
    fail(1, new Fault('rate_limited', { retryAfterMs: 7_000 }));
    expect(breaker.restMs()).to.equal(7_000);
    fail(1, new Fault('rate_limited', { retryAfterMs: 86_400_000 }));
    expect(breaker.restMs()).to.equal(300_000);
    nowMs += 300_000;
    expect([breaker.restMs(), breaker.state()]).to.deep.equal([0, 0]);
  });

  it('does not hold against a model what one user may have brought about', () => {
    const kinds = ['bad_output', 'empty', 'declined', 'rate_limited', 'too_large', 'rejected'] as const;
    for (const kind of kinds) fail(5, new Fault(kind));
    expect(breaker.restMs()).to.equal(0);
  });
});
