import { expect } from 'chai';
import type { Schema } from '#web/api/client.ts';
import { bookingsByDay, dateBeside, rangeOf } from './calendar-days.ts';

const TODAY = '2026-11-29'; // a Sunday

describe('the days of a calendar', () => {
  it('are the week of a date, from Monday on, or that date alone', () => {
    expect(rangeOf({}, TODAY).days).to.deep.equal([
      '2026-11-23',
      '2026-11-24',
      '2026-11-25',
      '2026-11-26',
      '2026-11-27',
      '2026-11-28',
      '2026-11-29',
    ]);
    expect(rangeOf({ view: 'day', date: '2026-12-24' }, TODAY).days).to.deep.equal(['2026-12-24']);
    for (const date of ['2026-02-30', 'soon', '']) expect(rangeOf({ date }, TODAY).date).to.equal(TODAY);
  });

  it('go on and back by as much as is shown', () => {
    expect(dateBeside(rangeOf({ view: 'day' }, TODAY), -1)).to.equal('2026-11-28');
    expect(dateBeside(rangeOf({ view: 'week' }, TODAY), 1)).to.equal('2026-12-06');
  });

  it('hold the bookings that start on them where the provider works, but for cancelled ones', () => {
    const booking = (scheduledStart: string, status = 'confirmed') => ({ scheduledStart, status }) as Schema<'Booking'>;
    const late = booking('2026-11-24T03:00:00Z'); // still Monday in New York
    const early = booking('2026-11-23T14:00:00Z');
    const given = [late, booking('2026-11-23T15:00:00Z', 'cancelled'), early];
    expect(bookingsByDay(['2026-11-23', '2026-11-24'], given, 'America/New_York')).to.deep.equal([
      { date: '2026-11-23', bookings: [early, late] },
      { date: '2026-11-24', bookings: [] },
    ]);
  });
});
