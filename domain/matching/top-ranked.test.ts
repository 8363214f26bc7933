import { expect } from 'chai';
import fc from 'fast-check';
import { rank } from './rank.ts';
import { topRanked, type CalendarVerdict, type StaticCandidate } from './top-ranked.ts';

interface Known extends StaticCandidate {
  verdict: CalendarVerdict;
}

/** Candidates in batches, and a calendar that counts how often it is read and gives what is known. */
function useCandidates(candidates: readonly Known[], batchSize: number) {
  const sorted = candidates.toSorted((a, b) => b.staticTotal - a.staticTotal);
  const batches: Known[][] = [];
  for (let index = 0; index < sorted.length; index += batchSize) batches.push(sorted.slice(index, index + batchSize));
  const read: string[] = [];
  const readCalendars = (some: readonly Known[]) => {
    read.push(...some.map(({ providerId }) => providerId));
    return Promise.resolve(new Map(some.map(({ providerId, verdict }) => [providerId, verdict])));
  };
  return { batches, readCalendars, read };
}

const candidate = (providerId: string, staticTotal: number, verdict: CalendarVerdict): Known => ({
  providerId,
  staticTotal,
  verdict,
});

describe('rank', () => {
  it('puts the better total first and the smaller id first among equals, whatever the order of the input', () => {
    const some = [
      { providerId: 'b', total: 0.5 },
      { providerId: 'B', total: 0.5 },
      { providerId: 'a', total: 0.5 },
      { providerId: 'z', total: 0.9 },
      { providerId: 'z', total: 0.9 },
    ];
    expect(rank(some).map(({ providerId }) => providerId)).to.deep.equal(['z', 'z', 'B', 'a', 'b']);
    expect(rank(some.toReversed(), 3).map(({ providerId }) => providerId)).to.deep.equal(['z', 'z', 'B']);
  });
});

describe('topRanked', () => {
  it('stops before a candidate whom not even a perfect calendar would lift among the best', async () => {
    const { batches, readCalendars, read } = useCandidates(
      [candidate('a', 0.8, 0.5), candidate('b', 0.7, 'no_free_slot'), candidate('c', 0.6, 1), candidate('d', 0.5, 1)],
      1,
    );
    const { ranked, rejected, examined } = await topRanked({
      batches,
      limit: 1,
      availabilityWeight: 0.2,
      readCalendars,
    });
    expect(ranked).to.deep.equal([{ ...candidate('a', 0.8, 0.5), availability: 0.5, total: 0.9 }]);
    expect(rejected).to.deep.equal([{ providerId: 'b', reason: 'no_free_slot' }]);
    expect(examined).to.equal(2);
    expect(read).to.deep.equal(['a', 'b']);
  });

  it('reads on at a tie, because a smaller id may win it', async () => {
    const { batches, readCalendars } = useCandidates([candidate('b', 0.75, 0.5), candidate('a', 0.5, 1)], 1);
    const { ranked, examined } = await topRanked({ batches, limit: 1, availabilityWeight: 0.5, readCalendars });
    expect(ranked.map(({ providerId }) => providerId)).to.deep.equal(['a']);
    expect(examined).to.equal(2);
  });

  it('asks for no further batch once it may stop, and lets the source clean up', async () => {
    const log: string[] = [];
    async function* batches() {
      try {
        for (const staticTotal of [0.9, 0.1, 0.05]) {
          log.push(`batch ${staticTotal}`);
          yield [candidate(`p${staticTotal}`, staticTotal, 1)];
        }
      } finally {
        log.push('closed');
      }
    }
    const readCalendars = (some: readonly Known[]) => Promise.resolve(new Map(some.map((one) => [one.providerId, 1])));
    await topRanked({ batches: batches(), limit: 1, availabilityWeight: 0.2, readCalendars });
    expect(log).to.deep.equal(['batch 0.9', 'batch 0.1', 'closed']);
  });

  it('finds what ranking every candidate would find, and reads no calendar it can do without', async () => {
    const grid = fc.nat(10).map((tenths) => tenths / 10); // coarse, so that there are ties
    const verdict: fc.Arbitrary<CalendarVerdict> = fc.oneof(
      { weight: 3, arbitrary: fc.oneof(grid, fc.double({ min: 0, max: 1, noNaN: true })) },
      { weight: 1, arbitrary: fc.constant('no_free_slot' as const) },
    );
    const everyone = fc.uniqueArray(fc.record({ providerId: fc.uuid(), staticTotal: grid, verdict }), {
      selector: ({ providerId }) => providerId,
      maxLength: 60,
    });
    const property = fc.asyncProperty(
      everyone,
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 20 }),
      grid,
      async (all, limit, batchSize, availabilityWeight) => {
        const { batches, readCalendars, read } = useCandidates(all, batchSize);
        const { ranked, rejected, examined } = await topRanked({ batches, limit, availabilityWeight, readCalendars });
        const best = rank(
          all.flatMap(({ verdict: score, ...known }) =>
            typeof score === 'string' ? [] : [{ ...known, total: known.staticTotal + availabilityWeight * score }],
          ),
          limit,
        );
        expect(ranked.map(({ providerId }) => providerId)).to.deep.equal(best.map(({ providerId }) => providerId));
        expect(examined).to.equal(read.length);
        const out = all.filter(
          ({ providerId, verdict: score }) => typeof score === 'string' && read.includes(providerId),
        );
        expect(rejected.map(({ providerId }) => providerId)).to.have.members(out.map(({ providerId }) => providerId));
        const needed = all.filter(
          (one) => one.staticTotal + availabilityWeight >= (best[limit - 1]?.total ?? 0) - 1e-9,
        );
        if (batchSize === 1 && best.length === limit) expect(examined).to.equal(needed.length);
      },
    );
    await fc.assert(property, { numRuns: 500 });
  });

  it('refuses candidates out of order, calendars that say nothing, and a limit below one', async () => {
    const failure = (input: Parameters<typeof topRanked>[0]) => topRanked(input).catch((error: unknown) => error);
    const silent = { limit: 2, availabilityWeight: 0.2, readCalendars: () => Promise.resolve(new Map()) };
    const rising = [[candidate('a', 0.1, 1), candidate('b', 0.2, 1)]];
    expect(await failure({ ...silent, batches: rising }))
      .to.be.instanceOf(RangeError)
      .with.property('message')
      .match(/order/);
    const one = [[candidate('a', 0.1, 1)]];
    expect(await failure({ ...silent, batches: one }))
      .to.be.instanceOf(RangeError)
      .with.property('message')
      .match(/score/);
    const tooGood = { ...silent, batches: one, readCalendars: () => Promise.resolve(new Map([['a', 1.5]])) };
    expect(await failure(tooGood)).to.be.instanceOf(RangeError);
    const tooBad = { ...silent, batches: one, readCalendars: () => Promise.resolve(new Map([['a', -0.1]])) };
    expect(await failure(tooBad)).to.be.instanceOf(RangeError);
    for (const limit of [0, -1, 1.5, NaN]) {
      expect(await failure({ ...silent, batches: [], limit }), String(limit)).to.be.instanceOf(RangeError);
    }
  });

  it('reads no calendars where a batch has nobody, or only candidates out of reach', async () => {
    const asked: number[] = [];
    const readCalendars = (some: readonly Known[]) => {
      asked.push(some.length);
      return Promise.resolve(new Map(some.map((one) => [one.providerId, 1])));
    };
    const batches = [[], [candidate('a', 0.9, 1)], [candidate('b', 0.1, 1)]];
    await topRanked({ batches, limit: 1, availabilityWeight: 0.2, readCalendars });
    expect(asked).to.deep.equal([1]);
  });
});
