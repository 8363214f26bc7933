import { expect } from 'chai';
import { DAY_MS } from './local-date.ts';
import { fullQuota, quotaInfo, quotaRefusal, quotaWords } from './quotas.ts';

describe('fullQuota', () => {
  it('takes what fits exactly, and refuses one more', () => {
    expect(fullQuota('images', 3, [{ amount: 2, atMs: null }], 1)).to.equal(undefined);
    expect(fullQuota('images', 3, [{ amount: 3, atMs: null }], 1)).to.deep.equal({
      quota: 'images',
      limit: 3,
      used: 3,
    });
  });

  it('says when enough of what counts is a day old, whatever its order', () => {
    const counted = [30, 10, 20].map((atMs) => ({ amount: 1, atMs }));
    expect(fullQuota('cancellations', 3, counted, 1)?.freesAtMs).to.equal(10 + DAY_MS);
    expect(fullQuota('cancellations', 2, counted, 1)?.freesAtMs).to.equal(20 + DAY_MS);
  });

  it('is told as a state or as a rate, with the limit and the time', () => {
    const full = { quota: 'leads', limit: 300, used: 300, freesAtMs: 0 } as const;
    expect(quotaRefusal(full)).to.equal('quota_used_up');
    expect(quotaRefusal({ quota: 'images' })).to.equal('quota_reached');
    expect(quotaWords(full)).to.match(/^300 notifications .* in 24 hours .* at 1970-01-01T00:00:00.000Z$/);
    expect(quotaInfo(full)).to.deep.equal({
      quota: 'leads',
      limit: 300,
      used: 300,
      freesAt: '1970-01-01T00:00:00.000Z',
    });
  });
});
