import { expect } from 'chai';
import fc from 'fast-check';
import { isCovered, isSameSlot, mergeIntervals, subtractIntervals } from './intervals.ts';
import type { Interval } from './types.ts';

/** Short intervals close together, so that most of them touch, overlap or hold another; sorted by their start. */
const interval = fc
  .record({ startMs: fc.nat(20), length: fc.integer({ min: 1, max: 6 }) })
  .map(({ startMs, length }): Interval => ({ startMs, endMs: startMs + length }));
const sorted = fc.array(interval, { maxLength: 6 }).map((some) => some.toSorted((a, b) => a.startMs - b.startMs));

const INSTANTS = Array.from({ length: 30 }, (_, ms) => ms);
const holds = (some: readonly Interval[], ms: number): boolean =>
  some.some(({ startMs, endMs }) => startMs <= ms && ms < endMs);

/** In order, none empty, none touching the next: the one way to write a set of instants. */
function expectTidy(some: readonly Interval[]): void {
  for (const [index, { startMs, endMs }] of some.entries()) {
    expect(endMs).to.be.greaterThan(startMs);
    expect(some[index + 1]?.startMs ?? Infinity).to.be.greaterThan(endMs);
  }
}

describe('intervals', () => {
  it('are joined to the same instants, in the fewest pieces', () => {
    fc.assert(
      fc.property(sorted, (some) => {
        const merged = mergeIntervals(some);
        expectTidy(merged);
        for (const ms of INSTANTS) expect(holds(merged, ms)).to.equal(holds(some, ms));
      }),
    );
    expect(mergeIntervals([])).to.deep.equal([]);
  });

  it('are joined without a change to those that were given', () => {
    const given = [
      { startMs: 0, endMs: 2 },
      { startMs: 2, endMs: 3 },
    ];
    expect(mergeIntervals(given)).to.deep.equal([{ startMs: 0, endMs: 3 }]);
    expect(given[0]).to.deep.equal({ startMs: 0, endMs: 2 });
  });

  it('leave of a whole exactly the instants that nothing blocks', () => {
    fc.assert(
      fc.property(interval, sorted, (whole, blocked) => {
        const left = subtractIntervals(whole, blocked);
        expectTidy(left);
        for (const ms of INSTANTS) expect(holds(left, ms)).to.equal(holds([whole], ms) && !holds(blocked, ms));
      }),
    );
  });

  it('cover another where one of them holds all of it', () => {
    fc.assert(
      fc.property(sorted, interval, (some, inner) => {
        const merged = mergeIntervals(some);
        const all = INSTANTS.filter((ms) => holds([inner], ms)).every((ms) => holds(merged, ms));
        expect(isCovered(merged, inner)).to.equal(all);
      }),
    );
    expect(isCovered([], { startMs: 0, endMs: 1 })).to.equal(false);
  });
});

describe('isSameSlot', () => {
  it('compares moments, however they are spelled, at both ends', () => {
    const slot = { start: '2026-06-09T10:00:00Z', end: '2026-06-09T11:00:00Z' };
    expect(isSameSlot(slot, { start: '2026-06-09T12:00:00.000+02:00', end: '2026-06-09T06:00-05:00' })).to.equal(true);
    expect(isSameSlot(slot, { ...slot, start: '2026-06-09T10:00:00.001Z' })).to.equal(false);
    expect(isSameSlot(slot, { ...slot, end: '2026-06-09T10:59:59Z' })).to.equal(false);
  });
});
