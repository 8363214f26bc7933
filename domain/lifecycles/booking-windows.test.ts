import { expect } from 'chai';
import { HOUR_MS } from '#domain/local-date.ts';
import { openWindows, outsideWindow } from './booking-windows.ts';

const startMs = Date.parse('2026-06-09T10:00:00Z');
const times = { startMs, checkInLeadMs: HOUR_MS };

describe('the windows of a booking', () => {
  it('open and close at their mark, to the millisecond', () => {
    const early = { check_in_open: false, started: false, not_started: true };
    const checkIn = { check_in_open: true, started: false, not_started: true };
    const started = { check_in_open: true, started: true, not_started: false };
    expect(openWindows(times, startMs - HOUR_MS - 1)).to.deep.equal(early);
    expect(openWindows(times, startMs - HOUR_MS)).to.deep.equal(checkIn);
    expect(openWindows(times, startMs - 1)).to.deep.equal(checkIn);
    expect(openWindows(times, startMs)).to.deep.equal(started);
  });

  it('say since when or until when a command was possible, in words and as an instant', () => {
    const checkIn = outsideWindow('check_in_open', 'check_in', times);
    expect(checkIn?.bounds).to.deep.equal({ opensAt: '2026-06-09T09:00:00.000Z' });
    expect(checkIn?.message).to.equal('check_in of a booking is possible from 2026-06-09T09:00:00.000Z on');
    const complete = outsideWindow('started', 'complete', times);
    expect(complete?.bounds).to.deep.equal({ opensAt: '2026-06-09T10:00:00.000Z' });
    const cancel = outsideWindow('not_started', 'cancel', times);
    expect(cancel?.bounds).to.deep.equal({ closesAt: '2026-06-09T10:00:00.000Z' });
    expect(cancel?.message).to.match(/^cancel of a booking was possible until its start at 2026-06-09T10:00:00.000Z;/);
  });

  it('have nothing to say of other guards', () => {
    for (const guard of ['review_open', 'not_expired', 'toString', '']) {
      expect(outsideWindow(guard, 'review', times), guard).to.equal(undefined);
    }
  });
});
