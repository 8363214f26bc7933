import { expect } from 'chai';
import type { Schema } from '#web/api/client.ts';
import { comingBookings, openRequests } from './agenda.ts';

const request = (id: string, status: string, expiresAt: string, openOffers = 0) =>
  ({ id, status, expiresAt, openOffers }) as Schema<'ServiceRequest'>;
const booking = (id: string, scheduledStart: string, scheduledEnd: string) =>
  ({ id, scheduledStart, scheduledEnd }) as Schema<'Booking'>;
const ids = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id);

describe('what is to come', () => {
  it('shows open requests only: those with offers first, then by their deadline', () => {
    const requests = [
      request('later', 'matching', '2026-03-09T00:00:00Z'),
      request('over', 'expired', '2026-03-01T00:00:00Z'),
      request('sooner', 'pending', '2026-03-05T00:00:00Z'),
      request('decide', 'offers_received', '2026-03-12T00:00:00Z', 2),
    ];
    expect(ids(openRequests(requests))).to.deep.equal(['decide', 'sooner', 'later']);
  });

  it('shows bookings until they end, the next one first', () => {
    const nowMs = Date.parse('2026-03-02T10:00:00Z');
    const bookings = [
      booking('tomorrow', '2026-03-03T09:00:00Z', '2026-03-03T10:00:00Z'),
      booking('running', '2026-03-02T09:30:00Z', '2026-03-02T10:30:00Z'),
      booking('over', '2026-03-02T09:00:00Z', '2026-03-02T10:00:00Z'),
    ];
    expect(ids(comingBookings(bookings, nowMs))).to.deep.equal(['running', 'tomorrow']);
  });
});
