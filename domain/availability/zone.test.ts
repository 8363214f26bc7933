import { expect } from 'chai';
import { dayNumber, toLocalDate } from '#domain/local-date.ts';
import { isTimeZone, zoneClock } from './zone.ts';

const HOUR_MS = 3_600_000;

describe('zoneClock', () => {
  it('covers any range with segments that leave no hole, the offset changing at the change of the clock', () => {
    const segments = zoneClock('Europe/Berlin').segments(
      Date.parse('2025-01-01T00:00Z'),
      Date.parse('2028-01-01T00:00Z'),
    );
    for (const [index, segment] of segments.entries()) {
      if (index > 0) expect(segments[index - 1]?.endMs).to.equal(segment.startMs);
    }
    const change = segments.find(({ startMs }) => startMs === Date.parse('2026-03-29T01:00Z'));
    expect(change?.offsetMs).to.equal(2 * HOUR_MS);
    expect(change?.endMs).to.equal(Date.parse('2026-10-25T01:00Z'));
  });

  it('tells the local day on both sides of midnight', () => {
    const { dayOf } = zoneClock('America/New_York');
    expect(toLocalDate(dayOf(Date.parse('2026-06-01T03:59:59.999Z')))).to.equal('2026-05-31');
    expect(toLocalDate(dayOf(Date.parse('2026-06-01T04:00Z')))).to.equal('2026-06-01');
    expect(() => dayOf(NaN)).to.throw(RangeError);
  });

  it('gives the instants of a day by the clock: 23, 25 or 24 hours, and none of a date left out', () => {
    const hours = (zone: string, date: string) =>
      zoneClock(zone)
        .instantsOf(dayNumber(date), 0, 1440)
        .map(({ startMs, endMs }) => (endMs - startMs) / HOUR_MS);
    expect(hours('Europe/Berlin', '2026-03-29')).to.deep.equal([23]);
    expect(hours('Europe/Berlin', '2026-10-25')).to.deep.equal([25]);
    expect(hours('Australia/Lord_Howe', '2026-10-04')).to.deep.equal([23.5]);
    expect(hours('Asia/Kathmandu', '2026-03-29')).to.deep.equal([24]);
    expect(hours('Pacific/Apia', '2011-12-30')).to.deep.equal([]);
  });

  it('answers the same after its memory overflowed', () => {
    const { dayOf } = zoneClock('Asia/Kathmandu');
    const before = dayOf(Date.parse('2026-06-01T00:00Z'));
    for (let year = 1990; year < 2090; year += 1) dayOf(Date.UTC(year, 0, 1));
    expect(dayOf(Date.parse('2026-06-01T00:00Z'))).to.equal(before);

    const spellings = Array.from({ length: 1_100 }, (_, index) =>
      Array.from('asia/kathmandu', (letter, bit) => ((index >> bit) & 1 ? letter.toUpperCase() : letter)).join(''),
    );
    for (const spelling of spellings) zoneClock(spelling);
    expect(zoneClock('Asia/Kathmandu').dayOf(Date.parse('2026-06-01T00:00Z'))).to.equal(before);
  });

  it('knows IANA zones and nothing else', () => {
    for (const zone of ['Europe/Berlin', 'UTC', 'Etc/GMT+5', 'America/Argentina/Buenos_Aires']) {
      expect(isTimeZone(zone), zone).to.equal(true);
    }
    for (const odd of ['CST', 'IST', 'Zulu', 'systemv/ast4', 'US/Pacific-New']) {
      expect(isTimeZone(odd), odd).to.equal(false);
    }
    for (const stored of ['SystemV/EST5EDT', 'EST5EDT', 'GB']) {
      expect(isTimeZone(stored), stored).to.equal(false);
      expect(zoneClock(stored).dayOf(0), 'what was stored once stays readable').to.be.within(-1, 0);
    }
    for (const text of ['', '+02:00', 'Mars/Olympus', 'Europe/Berlin ', 'Asia/Kathmandu[x]', '2026-01-01']) {
      expect(isTimeZone(text), text).to.equal(false);
      expect(() => zoneClock(text), text).to.throw(RangeError);
    }
  });
});
