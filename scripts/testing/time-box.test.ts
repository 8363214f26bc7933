import { expect } from 'chai';
import { KINDS, secondsOf, type KindName } from '#test/support/sizes.ts';
import { createTimeBox } from './time-box.ts';

const NAMES = Object.keys(KINDS) as KindName[];

/** Runs all kinds on a machine that takes so many times what is known; answers their shares and the whole time, s. */
function runFor(totalSeconds: number | undefined, slowness = 1): { shares: number[]; took: number } {
  let nowMs = 0;
  const box = createTimeBox(NAMES, totalSeconds, () => nowMs);
  const shares = NAMES.map((name) => {
    const share = box.begin(name);
    nowMs += slowness * secondsOf(name, share) * 1_000;
    box.end();
    return share;
  });
  return { shares, took: nowMs / 1_000 };
}

const LEAST = NAMES.reduce((total, name) => total + secondsOf(name, 0), 0);
const MOST = NAMES.reduce((total, name) => total + secondsOf(name, 1), 0);

describe('the time box of torture', () => {
  it('leaves everything at its full size where there is no limit, or time enough', () => {
    for (const total of [undefined, MOST + 1]) expect(new Set(runFor(total).shares)).to.deep.equal(new Set([1]));
  });

  it('gives every kind the same share of its full size, and uses up its time', () => {
    const { shares, took } = runFor((LEAST + MOST) / 2);
    expect(took).to.be.closeTo((LEAST + MOST) / 2, 1);
    for (const share of shares) expect(share).to.be.closeTo(0.5, 0.001);
  });

  it('makes everything smaller on a slow machine, and still keeps to its time', () => {
    const total = (LEAST + MOST) / 2;
    const { shares, took } = runFor(total, 1.5);
    expect(took).to.be.closeTo(total, 1);
    expect(Math.min(...shares)).to.be.below(0.4);
  });

  it('makes nothing smaller than in the test command, however little time there is', () => {
    const { shares, took } = runFor(1);
    expect(new Set(shares)).to.deep.equal(new Set([0]));
    expect(took).to.be.closeTo(LEAST, 1);
  });
});
