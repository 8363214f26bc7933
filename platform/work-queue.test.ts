import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect } from 'chai';
import { createWorkQueue } from './work-queue.ts';

describe('createWorkQueue', () => {
  it('runs no more than so many at once, the first come first, and goes on after a failure', async () => {
    const queue = createWorkQueue(2);
    const started: number[] = [];
    const ends = Array.from({ length: 5 }, () => Promise.withResolvers<number>());
    const all = ends.map(({ promise }, index) =>
      queue(() => {
        started.push(index);
        return promise;
      }),
    );
    const settled = Promise.allSettled(all);
    await nextTurn();
    expect(started).to.deep.equal([0, 1]);
    ends[1]!.reject(new Error('no'));
    await nextTurn();
    expect(started).to.deep.equal([0, 1, 2]);
    for (const [index, { resolve }] of ends.entries()) resolve(index);
    expect((await settled).map((each) => (each.status === 'fulfilled' ? each.value : 'failed'))).to.deep.equal([
      0,
      'failed',
      2,
      3,
      4,
    ]);
    expect(started).to.deep.equal([0, 1, 2, 3, 4]);
  });
});
