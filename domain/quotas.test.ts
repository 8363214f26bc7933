import { expect } from 'chai';
import { DAY_MS } from './local-date.ts';
import { countedSinceMs, freesAt, fullQuota, quotaInfo, quotaRefusal, quotaWords } from './quotas.ts';

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

  it('counts what is younger than a day', () => {
    expect(countedSinceMs(DAY_MS + 5)).to.equal(5);
  });

  it('names no time where there is room, or where no clock makes any', () => {
    const counted = [10, 20].map((atMs) => ({ amount: 1, atMs }));
    expect(freesAt(3, counted, 1), 'there is room for exactly one').to.equal(undefined);
    expect(freesAt(2, counted, 3), 'more than is ever allowed').to.equal(undefined);
    expect(freesAt(1, [...counted, { amount: 1, atMs: null }], 1)).to.equal(undefined);
  });

  it('is told as a state or as a rate, with the limit and the time', () => {
    const full = { quota: 'leads', limit: 300, used: 300, freesAtMs: 0 } as const;
    expect(quotaRefusal(full)).to.equal('quota_used_up');
    expect(quotaRefusal({ quota: 'images' })).to.equal('quota_reached');
    expect(quotaWords(full)).to.match(/^300 notifications .* in 24 hours .* at 1970-01-01T00:00:00.000Z$/);
    const images = quotaWords({ quota: 'images', limit: 3, used: 2.5 });
    expect(images).to.equal('3 images are allowed, and 3 count; there is room again when one of them is deleted');
    expect(quotaInfo({ quota: 'images', limit: 3, used: 2.5 })).to.deep.equal({ quota: 'images', limit: 3, used: 3 });
    expect(quotaWords({ quota: 'leads', limit: 1, used: 1 })).to.match(
      / when the oldest of those counted is a day old$/,
    );
    expect(quotaInfo(full)).to.deep.equal({
      quota: 'leads',
      limit: 300,
      used: 300,
      freesAt: '1970-01-01T00:00:00.000Z',
    });
  });
});
