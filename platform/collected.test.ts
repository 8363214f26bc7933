import { expect } from 'chai';
import { collectedAtMost } from './collected.ts';

describe('collectedAtMost', () => {
  it('collects once for everybody who asks within the period, and anew after it', async () => {
    let nowMs = 0;
    let collections = 0;
    const collected = collectedAtMost(
      1_000,
      async () => ++collections,
      () => nowMs,
    );
    expect(await Promise.all(Array.from({ length: 1_000 }, collected))).to.deep.equal(Array(1_000).fill(1));
    nowMs = 999;
    expect(await collected()).to.equal(1);
    nowMs = 1_000;
    expect(await Promise.all([collected(), collected()])).to.deep.equal([2, 2]);
  });
  it('keeps no failure', async () => {
    let isBroken = true;
    const collected = collectedAtMost(1_000, async () => {
      if (isBroken) throw new Error('broken');
      return 'well';
    });
    expect(await collected().catch((error: Error) => error.message)).to.equal('broken');
    isBroken = false;
    expect(await collected()).to.equal('well');
  });
});
