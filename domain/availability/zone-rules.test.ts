import { expect } from 'chai';
import { dayNumber } from '#domain/local-date.ts';
import { zoneClock } from './zone.ts';

const HOUR_MS = 3_600_000;

/** What governments have decided since 2025: how far each clock is from UTC on which date, in hours. */
const CHANGES = [
  { zone: 'America/Vancouver', date: '2026-02-01', hours: -8 },
  { zone: 'America/Vancouver', date: '2026-12-01', hours: -7 }, // stays on daylight time from March 2026 on
  { zone: 'America/Vancouver', date: '2028-01-15', hours: -7 },
  { zone: 'America/Edmonton', date: '2026-02-01', hours: -7 },
  { zone: 'America/Edmonton', date: '2026-12-01', hours: -6 }, // the same, in Alberta
  { zone: 'America/Edmonton', date: '2028-01-15', hours: -6 },
  { zone: 'Africa/Casablanca', date: '2026-07-01', hours: 1 },
  { zone: 'Africa/Casablanca', date: '2026-12-01', hours: 0 }, // back to Greenwich time for good in September 2026
  { zone: 'Africa/Casablanca', date: '2027-07-01', hours: 0 },
] as const;

describe('the rules of time zones', () => {
  it('are those of tzdata 2026c or newer', () => {
    expect((process.versions.tz ?? '') >= '2026c', process.versions.tz).to.equal(true);
  });

  for (const { zone, date, hours } of CHANGES) {
    it(`put ${zone} ${hours} hours from UTC on ${date}`, () => {
      const noon = Date.parse(`${date}T12:00:00Z`);
      expect(zoneClock(zone).segments(noon, noon + 1)[0]?.offsetMs).to.equal(hours * HOUR_MS);
    });
  }

  it('give Vancouver a day of 24 hours where its clock went back in other years', () => {
    const [day] = zoneClock('America/Vancouver').instantsOf(dayNumber('2026-11-01'), 0, 1_440);
    expect(((day?.endMs ?? 0) - (day?.startMs ?? 0)) / HOUR_MS).to.equal(24);
  });
});
