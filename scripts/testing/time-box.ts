import { secondsOf, type KindName } from '#test/support/sizes.ts';

/** Divides the time of a run among the kinds that are still to come. */
export interface TimeBox {
  /** A kind begins; answers at which share of its full size. */
  begin(name: KindName): number;
  /** It has ended; answers how long it took, s. */
  end(): number;
}

/** A busy machine takes its time at the beginning only; one measurement alone must not be believed. */
const SLOWEST = 8;

/**
 * A time box of so many seconds; without one everything has its full size. Each kind gets of the time that is left what its
 * part of the known costs is, and what the kinds before it took says how fast this machine is. Nothing is smaller than in
 * `npm test`: where there is too little time even for that, the run takes longer.
 */
export function createTimeBox(
  names: readonly KindName[],
  totalSeconds: number | undefined,
  nowMs: () => number = () => performance.now(),
): TimeBox {
  const toCome = new Set(names);
  const startedMs = nowMs();
  let current = { startedMs, expected: 0 };
  let expected = 0;
  let took = 0;
  return { begin, end };

  function begin(name: KindName): number {
    const share = shareFor(name);
    toCome.delete(name);
    current = { startedMs: nowMs(), expected: secondsOf(name, share) };
    return share;
  }

  function end(): number {
    const seconds = (nowMs() - current.startedMs) / 1_000;
    expected += current.expected;
    took += seconds;
    return seconds;
  }

  /** One share for all that is to come would use up the time that is left; so it is the share of this one. */
  function shareFor(name: KindName): number {
    if (totalSeconds === undefined || !toCome.has(name)) return 1;
    const slowness = expected === 0 ? 1 : Math.min(SLOWEST, took / expected);
    const left = (totalSeconds - (nowMs() - startedMs) / 1_000) / slowness;
    const sum = (share: number): number => [...toCome].reduce((total, each) => total + secondsOf(each, share), 0);
    const [least, most] = [sum(0), sum(1)];
    return Math.min(1, Math.max(0, (left - least) / (most - least)));
  }
}
