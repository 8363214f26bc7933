import { expect } from 'chai';
import { missingIn } from './drafts.ts';

describe('missingIn', () => {
  it('names what a draft cannot be approved without, in the order of its kind', () => {
    const nothing = (kind: Parameters<typeof missingIn>[0]) => missingIn(kind, {});
    expect(nothing('create_service_request')).to.deep.equal(['serviceType', 'location']);
    expect(nothing('accept_offer')).to.deep.equal(['revision', 'slot']);
    expect(nothing('cancel_request')).to.deep.equal(['reason']);
    expect(nothing('submit_offer')).to.deep.equal(['serviceId', 'availableSlots', 'price']);
    expect(nothing('submit_review')).to.deep.equal(['bookingId', 'rating', 'comment']);
    expect(nothing('submit_enrollment')).to.deep.equal(['revision']);
    expect(nothing('update_availability')).to.deep.equal(['timezone', 'schedule', 'exceptions']);
    expect([...nothing('update_request_details'), ...nothing('update_enrollment')]).to.deep.equal([]);
  });

  it('takes a field as there unless it is null or absent: false, zero and an empty text are answers', () => {
    for (const there of [false, 0, '', []]) expect(missingIn('cancel_request', { reason: there })).to.deep.equal([]);
    for (const reason of [null, undefined]) expect(missingIn('cancel_request', { reason })).to.deep.equal(['reason']);
    expect(missingIn('accept_offer', { slot: {}, other: 1 })).to.deep.equal(['revision']);
  });
});
