import { expect } from 'chai';
import { createBreaker, type Passage } from './breaker.ts';
import { Fault, type FaultKind } from './errors.ts';

const DOWN = new Fault('unavailable');

describe('createBreaker', () => {
  let nowMs: number;
  let breaker: ReturnType<typeof createBreaker>;

  beforeEach(() => {
    nowMs = 1_000_000;
    breaker = createBreaker(() => nowMs);
  });

  const enter = (): Passage => {
    const passage = breaker.enter();
    if ('restMs' in passage) throw new Error('it rests');
    return passage;
  };
  const ends = (how: (passage: Passage) => void = () => undefined): void => {
    const passage = enter();
    how(passage);
    passage.end();
  };
  const succeed = (): void => ends((passage) => passage.succeeded());
  const fail = (times: number, fault = DOWN): void => {
    for (let count = 1; count <= times; count += 1) ends((passage) => passage.failed(fault));
  };
  /** How long it rests; the right to call is given back. */
  const restMs = (): number => {
    const entered = breaker.enter();
    if ('restMs' in entered) return entered.restMs;
    entered.end();
    return 0;
  };

  it('lets every call pass until five in a row have failed, and then none for half a minute', () => {
    fail(4);
    succeed();
    fail(4);
    expect([restMs(), breaker.state()]).to.deep.equal([0, 0]);
    fail(1);
    expect([restMs(), breaker.state()]).to.deep.equal([30_000, 1]);
    nowMs += 29_999;
    expect(restMs()).to.equal(1);
  });

  it('lets one call try it after that, while the others still go past', () => {
    fail(5);
    nowMs += 30_000;
    expect(breaker.state()).to.equal(0.5);
    enter();
    expect(restMs()).to.equal(30_000);
    nowMs += 60_000; // however long that call takes
    expect(restMs()).to.equal(30_000);
  });

  it('closes when that call is answered, and rests anew when it is not', () => {
    fail(5);
    nowMs += 30_000;
    fail(1);
    expect(restMs()).to.equal(30_000);
    nowMs += 30_000;
    succeed();
    const both = [enter(), enter()];
    expect([both.length, breaker.state()]).to.deep.equal([2, 0]);
  });

  it('lets the next call try it when the first one ends without an outcome', () => {
    fail(5);
    nowMs += 30_000;
    ends(); // cancelled, or without money
    expect([restMs(), breaker.state()]).to.deep.equal([0, 0.5]);
    succeed();
    expect(breaker.state()).to.equal(0);
  });

  const OF_ONE_REQUEST: readonly FaultKind[] = [
    'rejected',
    'bad_output',
    'empty',
    'declined',
    'too_large',
    'cut_short',
  ];
  for (const kind of OF_ONE_REQUEST) {
    it(`lets the next call try it when the first one is ${kind}: one request says nothing about the model`, () => {
      fail(5);
      nowMs += 30_000;
      fail(1, new Fault(kind));
      expect([restMs(), breaker.state()]).to.deep.equal([0, 0.5]);
    });
  }

  it('rests anew when the provider takes no call at all from us', () => {
    fail(5);
    nowMs += 30_000;
    fail(1, new Fault('rate_limited'));
    expect(restMs()).to.equal(30_000);
  });

  it('does not take the end of an older call for that of the one that tries it', () => {
    const old = enter();
    fail(5);
    nowMs += 30_000;
    enter();
    old.end();
    expect(restMs()).to.equal(30_000);
  });

  it('rests as long as the provider asks, and never longer than five minutes', () => {
    fail(1, new Fault('rate_limited', { retryAfterMs: 7_000 }));
    expect(restMs()).to.equal(7_000);
    nowMs += 7_000;
    fail(1, new Fault('rate_limited', { retryAfterMs: 86_400_000 }));
    expect(restMs()).to.equal(300_000);
    nowMs += 300_000;
    expect([restMs(), breaker.state()]).to.deep.equal([0, 0]);
  });

  it('rests although the provider says that it need not', () => {
    fail(5, new Fault('unavailable', { retryAfterMs: 0 }));
    expect(restMs()).to.equal(30_000);
  });

  it('does not hold against a model what one user may have brought about', () => {
    for (const kind of OF_ONE_REQUEST) fail(5, new Fault(kind));
    expect([restMs(), breaker.state()]).to.deep.equal([0, 0]);
  });
});
