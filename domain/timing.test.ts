import { expect } from 'chai';
import { acceptableWindows, availabilityScore, type Timing } from './timing.ts';

const zone = 'Europe/Berlin';
const now = Date.parse('2026-03-27T15:00+01:00'); // a Friday, two days before the clocks change

function windowsOf(timing: Partial<Timing>, nowMs = now): string[] {
  const whole: Timing = { urgency: 'flexible', preferredDates: [], preferredTimes: [], ...timing };
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'short' });
  return acceptableWindows(whole, zone, nowMs).map(
    ({ date, startMs, endMs }) => `${date} ${clock.format(startMs)}–${clock.format(endMs)}`,
  );
}

describe('acceptableWindows', () => {
  it('reads asap as the rest of today and the next three days, by the local clock', () => {
    expect(windowsOf({ urgency: 'asap' })).to.deep.equal([
      '2026-03-27 15:00–00:00',
      '2026-03-28 00:00–00:00',
      '2026-03-29 00:00–00:00',
      '2026-03-30 00:00–00:00',
    ]);
  });

  it('reads flexible as the rest of today and the next fourteen days', () => {
    const windows = windowsOf({ urgency: 'flexible', preferredDates: ['2027-01-01'] });
    expect(windows).to.have.length(15);
    expect(windows.at(-1)).to.equal('2026-04-10 00:00–00:00');
  });

  it('reads a specific date as those dates, ordered, each once, none in the past', () => {
    const preferredDates = ['2026-04-02', '2026-03-28', '2026-04-02', '2026-03-26'];
    expect(windowsOf({ urgency: 'specific_date', preferredDates })).to.deep.equal([
      '2026-03-28 00:00–00:00',
      '2026-04-02 00:00–00:00',
    ]);
    expect(windowsOf({ urgency: 'specific_date' })).to.deep.equal([]);
    expect(() => windowsOf({ urgency: 'specific_date', preferredDates: ['2026-02-30'] })).to.throw(RangeError);
  });

  it('leaves out a time of day that ends now', () => {
    const timing = { urgency: 'specific_date', preferredDates: ['2026-03-27'], preferredTimes: ['afternoon'] } as const;
    const five = Date.parse('2026-03-27T17:00+01:00');
    expect(windowsOf(timing, five)).to.deep.equal([]);
    expect(windowsOf(timing, five - 60_000)).to.deep.equal(['2026-03-27 16:59–17:00']);
  });

  it('keeps to the preferred times of day, ordered, cutting the one that runs now', () => {
    const preferredTimes = ['evening', 'morning', 'afternoon', 'morning'] as const;
    const dates = ['2026-03-27', '2026-03-29'];
    expect(windowsOf({ urgency: 'specific_date', preferredDates: dates, preferredTimes })).to.deep.equal([
      '2026-03-27 15:00–17:00',
      '2026-03-27 17:00–22:00',
      '2026-03-29 06:00–12:00',
      '2026-03-29 12:00–17:00',
      '2026-03-29 17:00–22:00',
    ]);
  });

  it('drops the times when somewhat flexible, and takes the days beside each date when flexible', () => {
    const timing = { urgency: 'specific_date', preferredDates: ['2026-04-02'], preferredTimes: ['morning'] } as const;
    expect(windowsOf({ ...timing, flexibility: 'strict' })).to.deep.equal(['2026-04-02 06:00–12:00']);
    expect(windowsOf({ ...timing, flexibility: 'somewhat_flexible' })).to.deep.equal(['2026-04-02 00:00–00:00']);
    expect(windowsOf({ ...timing, flexibility: 'flexible' })).to.deep.equal([
      '2026-04-01 00:00–00:00',
      '2026-04-02 00:00–00:00',
      '2026-04-03 00:00–00:00',
    ]);
  });

  it('gives the day of the change of the clock its 23 hours in one window', () => {
    const timing: Timing = { urgency: 'specific_date', preferredDates: ['2026-03-29'], preferredTimes: [] };
    const [day, ...more] = acceptableWindows(timing, zone, now);
    expect(more).to.deep.equal([]);
    expect(day && (day.endMs - day.startMs) / 3_600_000).to.equal(23);
  });
});

describe('availabilityScore', () => {
  const free = { startMs: 0, endMs: 1 };

  it('is the share of windows with a free slot', () => {
    expect(availabilityScore([free, undefined, free, undefined], 'flexible')).to.equal(0.5);
    expect(availabilityScore([free, free], 'specific_date')).to.equal(1);
    expect(availabilityScore([undefined], 'asap')).to.equal(0);
    expect(availabilityScore([], 'asap')).to.equal(0);
  });

  it('counts an early window more when it is urgent', () => {
    expect(availabilityScore([free, undefined, undefined], 'asap')).to.equal(0.5);
    expect(availabilityScore([undefined, undefined, free], 'asap')).to.be.closeTo(1 / 6, 1e-12);
    expect(availabilityScore([free, free, free], 'asap')).to.equal(1);
  });
});
