import { QueryClient } from '@tanstack/react-query';
import { expect } from 'chai';
import { FEED_TYPES as ALL } from '#contracts/feed.ts';
import { keyOf } from '#web/api/queries.ts';
import { effectsOf, FEED_TYPES, type FeedItem } from './feed-effects.ts';
import { createInvalidation } from './invalidation.ts';

const OFFER = {
  seq: 1,
  at: '',
  type: 'offer:new',
  payload: { offerId: 'o1', requestId: 'r1', status: 'pending' },
} as const;

describe('what the feed changes', () => {
  it('is known of every kind of entry, and an unknown one of a newer server changes nothing', () => {
    expect(FEED_TYPES.toSorted()).to.deep.equal([...ALL].toSorted());
    expect(effectsOf({ ...OFFER, type: 'later:kind' } as unknown as FeedItem)).to.deep.equal([]);
  });
  it('is read again once for all entries of a moment, and nothing else is', async () => {
    const cache = new QueryClient();
    const touched: string[] = [];
    const path = { id: 'r1' };
    const keys = [
      keyOf('/v1/requests/{id}', { path }),
      keyOf('/v1/requests/{id}/offers', { path }),
      keyOf('/v1/requests'),
      keyOf('/v1/requests/{id}', { path: { id: 'r2' } }),
      keyOf('/v1/catalog'),
    ];
    for (const key of keys) cache.setQueryData(key, {});
    cache.getQueryCache().subscribe(({ type, query }) => {
      if (type === 'updated' && query.state.isInvalidated) touched.push(query.queryHash);
    });
    const invalidation = createInvalidation(cache);
    await Promise.all([invalidation.add(effectsOf(OFFER)), invalidation.add(effectsOf(OFFER))]);
    expect(touched).to.have.length(3);
    expect(keys.map((key) => cache.getQueryState(key)?.isInvalidated)).to.deep.equal([true, true, true, false, false]);
    cache.clear();
  });
});
