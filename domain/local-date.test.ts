import { expect } from 'chai';
import fc from 'fast-check';
import {
  dayNumber,
  earliestDateOnEarth,
  isLocalDate,
  isTimeOfDay,
  minuteOfDay,
  toLocalDate,
  weekdayIndex,
  WEEKDAYS,
} from './local-date.ts';

describe('local dates', () => {
  it('counts days from 1970-01-01 and back, over leap days and before the epoch', () => {
    expect(dayNumber('1970-01-01')).to.equal(0);
    expect(dayNumber('1969-12-31')).to.equal(-1);
    expect(dayNumber('2028-03-01') - dayNumber('2028-02-28')).to.equal(2);
    fc.assert(
      fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), (day) => {
        expect(dayNumber(toLocalDate(day))).to.equal(day);
      }),
    );
  });

  it('names the weekday of any day', () => {
    const weekday = (date: string) => WEEKDAYS[weekdayIndex(dayNumber(date))];
    expect(weekday('1970-01-01')).to.equal('thursday');
    expect(weekday('1969-12-31')).to.equal('wednesday');
    expect(weekday('2026-03-29')).to.equal('sunday');
  });

  it('know where on earth a day lasts longest', () => {
    expect(earliestDateOnEarth(Date.parse('2026-03-02T11:59:59.999Z'))).to.equal('2026-03-01');
    expect(earliestDateOnEarth(Date.parse('2026-03-02T12:00:00Z'))).to.equal('2026-03-02');
  });

  it('takes only dates that the calendar has', () => {
    for (const date of ['2026-02-28', '2028-02-29', '2026-12-31']) expect(isLocalDate(date), date).to.equal(true);
    for (const text of [
      '2026-02-29',
      '2026-02-30',
      '2026-13-01',
      '2026-1-1',
      '0000-01-01',
      '2026-01-01T00:00',
      '12026-01-01',
      '',
    ]) {
      expect(isLocalDate(text), text).to.equal(false);
      expect(() => dayNumber(text), text).to.throw(RangeError);
    }
  });

  it('takes times of day from 00:00 to 24:00 and nothing past it', () => {
    expect(['00:00', '09:30', '23:59', '24:00'].map(minuteOfDay)).to.deep.equal([0, 570, 1439, 1440]);
    for (const text of ['24:01', '9:30', '09:60', '25:00', '09:30:00', '109:30', '']) {
      expect(isTimeOfDay(text), text).to.equal(false);
      expect(() => minuteOfDay(text), text).to.throw(RangeError);
    }
  });
});
