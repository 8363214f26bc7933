import { expect } from 'chai';
import { NOTIFIED_TYPES } from '#contracts/feed.ts';
import { pageAt } from '#web/frame/nav.ts';
import { PAGES } from '#web/pages.ts';
import { pathOf } from './links.ts';

const payload = {
  requestId: 'r',
  offerId: 'o',
  bookingId: 'b',
  enrollmentId: 'e',
  conversationId: 'c',
  taskId: 't',
  status: 'pending',
};

describe('the page of a notification', () => {
  it('is one that there is, for every kind', () => {
    for (const type of NOTIFIED_TYPES) {
      for (const side of ['consumer', 'provider', 'admin'] as const) {
        const path = pathOf({ type, side, payload });
        expect(pageAt(path ?? ''), `${type} to a ${side}`).not.to.equal(undefined);
        expect(path).not.to.include('$');
      }
    }
  });

  it('is that of the side on which somebody has to do with it', () => {
    const offer = { type: 'offer:updated', payload } as const;
    expect(pathOf({ ...offer, side: 'consumer' })).to.equal('/requests/r/offers');
    expect(pathOf({ ...offer, side: 'provider' })).to.equal('/leads/r');
    const enrollment = { type: 'enrollment:updated', payload } as const;
    expect(pathOf({ ...enrollment, side: 'admin' })).to.equal('/desk/enrollments/e');
    expect(pathOf({ ...enrollment, side: 'consumer' })).to.equal('/become-a-provider/e');
    expect(pageAt('/become-a-provider/e')).to.equal(PAGES.enrollment);
  });
});
