import { expect } from 'chai';
import { bookingTitle, isOver, sideIn } from './booking-lists.ts';

const booking = {
  consumerId: 'c',
  providerId: 'p',
  serviceName: 'Curly cut',
  provider: { name: "Petra's Curls", email: null, phone: null },
  consumer: { name: 'Clara', email: null, phone: null },
};

describe('bookings in lists', () => {
  it('know on which side somebody is, also somebody who is a provider elsewhere', () => {
    expect(sideIn(booking, { id: 'c', providerId: 'other' })).to.equal('consumer');
    expect(sideIn(booking, { id: 'x', providerId: 'p' })).to.equal('provider');
    expect(sideIn(booking, { id: 'x', providerId: null })).to.equal('admin');
    expect(sideIn(booking, undefined)).to.equal('admin');
  });

  it('are called after the other party', () => {
    expect(bookingTitle(booking, 'consumer')).to.equal("Curly cut with Petra's Curls");
    expect(bookingTitle(booking, 'provider')).to.equal('Curly cut with Clara');
  });

  it('are over when they hold no time any more', () => {
    expect(
      (['confirmed', 'in_progress', 'completed', 'cancelled', 'no_show'] as const).map((status) => isOver({ status })),
    ).to.deep.equal([false, false, true, true, true]);
  });
});
