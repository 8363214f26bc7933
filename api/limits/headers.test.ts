import { expect } from 'chai';
import { limitHeaders } from './headers.ts';

const NOW_MS = 1_893_456_000_250;

describe('limitHeaders', () => {
  const standing = { policy: 'requests', limit: 60, windowSeconds: 60, remaining: 12, resetMs: 34_000, isOver: false };

  it('writes both families as they are defined', () => {
    expect(limitHeaders(standing, NOW_MS)).to.deep.equal({
      'X-RateLimit-Limit': '60',
      'X-RateLimit-Remaining': '12',
      'X-RateLimit-Reset': '1893456035',
      'RateLimit-Policy': '"requests";q=60;w=60',
      RateLimit: '"requests";r=12;t=34',
    });
  });

  it('says when to come back only to who is turned away, and the same as the other headers', () => {
    const headers = limitHeaders({ ...standing, remaining: 0, isOver: true }, NOW_MS);
    expect(headers).to.include({ RateLimit: '"requests";r=0;t=34', 'Retry-After': '34' });
  });

  it('agrees in all its parts at each moment of a window, and never promises room too early', () => {
    for (let resetMs = 1; resetMs <= 60_000; resetMs += 37) {
      for (const nowMs of [NOW_MS, NOW_MS + 749, NOW_MS + 750]) {
        const headers = limitHeaders({ ...standing, resetMs, isOver: true }, nowMs);
        const waitSeconds = Number(headers['Retry-After']);
        const endsAtMs = nowMs + resetMs;
        expect(headers.RateLimit).to.equal(`"requests";r=12;t=${waitSeconds}`);
        expect(waitSeconds).to.be.within(1, 60);
        expect(waitSeconds * 1_000 - resetMs).to.be.within(0, 999);
        expect(Number(headers['X-RateLimit-Reset']) * 1_000 - endsAtMs).to.be.within(0, 999);
      }
    }
  });
});
