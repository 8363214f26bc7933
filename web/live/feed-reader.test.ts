import { expect } from 'chai';
import { until } from '#test/support/until.ts';
import type { FeedItem } from './feed-effects.ts';
import { createFeedReader } from './feed-reader.ts';

const item = (seq: number): FeedItem => ({
  seq,
  type: 'request:updated',
  payload: { requestId: 'r', status: 'pending' },
  at: '2026-11-28T10:00:00Z',
});
const upTo = (last: number): number[] => Array.from({ length: last }, (_, at) => at + 1);

describe('the reader of a feed', () => {
  function reading(size: number, pageSize = 2) {
    const [seqs, asked]: [number[], number[]] = [[], []];
    const reader = createFeedReader({
      apply: ({ seq }) => seqs.push(seq),
      fetchAfter(seq) {
        asked.push(seq);
        return Promise.resolve(
          upTo(size)
            .slice(seq, seq + pageSize)
            .map(item),
        );
      },
    });
    return { reader, seqs, asked };
  }

  it('applies each entry once and in order, and fetches what is missing in between', async () => {
    const { reader, seqs, asked } = reading(7);
    reader.startAt(0);
    for (const seq of [1, 1, 6, 2, 7, 6]) reader.take(item(seq));
    await until('all entries', () => seqs.length === 7);
    expect(seqs).to.deep.equal(upTo(7));
    expect(asked[0]).to.be.lessThan(6);
    expect(reader.position()).to.equal(7);
  });
  it('fetches what it has missed when the connection goes on further ahead', async () => {
    const { reader, seqs } = reading(5);
    reader.startAt(2);
    reader.startAt(5);
    await until('the entries', () => seqs.length === 3);
    expect(seqs).to.deep.equal([3, 4, 5]);
  });
  it('begins wherever the feed is when nothing is known of it', () => {
    const { reader, seqs, asked } = reading(100);
    reader.take(item(42));
    reader.take(item(43));
    expect(seqs).to.deep.equal([42, 43]);
    expect(asked).to.deep.equal([]);
  });
  it('tries again with the next entry after a fetch that failed', async () => {
    const seqs: number[] = [];
    let isThere = false;
    const fetchAfter = (seq: number): Promise<FeedItem[]> =>
      isThere ? Promise.resolve(upTo(4).slice(seq).map(item)) : Promise.reject(new Error('away'));
    const reader = createFeedReader({ apply: ({ seq }) => seqs.push(seq), fetchAfter });
    reader.startAt(1);
    reader.take(item(3));
    await new Promise((resolve) => void setImmediate(resolve));
    isThere = true;
    reader.take(item(4));
    await until('all entries', () => seqs.length === 3);
    expect(seqs).to.deep.equal([2, 3, 4]);
  });
});
