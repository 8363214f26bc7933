import { expect } from 'chai';
import { Temporal } from 'temporal-polyfill';
import { HORIZON_DAYS, isNearDate } from '#contracts/common.ts';
import { NEW_YORK } from '#db/seeds/places.ts';
import { freeSlots } from '#domain/availability/slots.ts';
import { zoneClock } from '#domain/availability/zone.ts';
import { localNow } from '#domain/intake/local-now.ts';
import { DAY_MS, dayNumber, earliestDateOnEarth, HOUR_MS, WEEKDAYS, weekdayIndex } from '#domain/local-date.ts';
import { acceptableWindows, ASAP_DAYS, FLEXIBLE_DAYS } from '#domain/timing.ts';
import { comingWeekend, spokenTime, whenOf } from '../scripts/demo/words.ts';
import { eachClock, type Clock } from './support/clocks.ts';
import { dayAhead, instantOf } from './support/said-days.ts';

const dateIn = (ms: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate().toString();

describe('what reads dates, whenever and wherever it is', () => {
  it('knows the date and the minute that the wall shows', () => {
    eachClock(({ nowMs, timezone, local, today }) => {
      const day = dayNumber(today.toString());
      expect(localNow(nowMs, timezone)).to.deep.equal({ day, minute: local.hour * 60 + local.minute });
      expect(zoneClock(timezone).dayOf(nowMs)).to.equal(day);
      expect(weekdayIndex(day)).to.equal(local.dayOfWeek - 1);
    });
  });

  it('takes a date that it is still somewhere on earth, and none that it is nowhere any more', () => {
    eachClock(({ nowMs, on }) => {
      const earliest = earliestDateOnEarth(nowMs);
      expect(earliest <= on(0)).to.equal(true);
      expect(dateIn(nowMs, 'Etc/GMT+12')).to.equal(earliest);
    });
  });

  it('takes what lies ahead as far as anybody plans, by the calendar of every zone', () => {
    eachClock(({ nowMs, on }) => {
      expect(isNearDate(on(0), nowMs)).to.equal(true);
      expect(isNearDate(on(HORIZON_DAYS - 1), nowMs)).to.equal(true);
      expect(isNearDate(on(HORIZON_DAYS + 2), nowMs)).to.equal(false);
    });
  });

  it('wants work from now on, on each day that is meant, whole apart from today', () => {
    eachClock(({ nowMs, timezone, on }) => {
      for (const [urgency, days] of [
        ['asap', ASAP_DAYS],
        ['flexible', FLEXIBLE_DAYS],
      ] as const) {
        const windows = acceptableWindows({ urgency, preferredDates: [], preferredTimes: [] }, timezone, nowMs);
        expect(windows.map(({ date }) => date)).to.deep.equal(Array.from({ length: days + 1 }, (_, day) => on(day)));
        expect(windows[0]?.startMs).to.equal(nowMs);
        for (const [index, { startMs, endMs }] of windows.entries()) {
          expect(endMs - startMs).to.be.within(1, DAY_MS + HOUR_MS);
          if (index > 0) expect(startMs).to.equal(windows[index - 1]?.endMs);
        }
      }
    });
  });

  it('wants work on a preferred date at its hours, until they are over', () => {
    eachClock(({ nowMs, timezone, local, on }) => {
      const timing = { urgency: 'specific_date', preferredDates: [on(0), on(1)], preferredTimes: ['morning'] } as const;
      const dates = acceptableWindows(timing, timezone, nowMs).map(({ date }) => date);
      expect(dates).to.deep.equal(local.hour < 12 ? [on(0), on(1)] : [on(1)]);
    });
  });

  it('offers the hours of a schedule at their time on the wall, on a day of any length', () => {
    eachClock((clock) => {
      const { nowMs, timezone } = clock;
      const slots = freeSlots({
        availability: { timezone, schedule: allWeek('09:00', '17:00'), exceptions: [] },
        settings: { minNoticeHours: 0, bufferMinutes: 0, maxBookingsPerDay: null },
        busy: [],
        nowMs,
        durationMinutes: 60,
        fromMs: nowMs,
        toMs: nowMs + 3 * DAY_MS,
      });
      for (const { startMs } of slots) {
        const start = Temporal.Instant.fromEpochMilliseconds(startMs).toZonedDateTimeISO(timezone);
        expect(start.hour).to.be.within(9, 16);
        expect(startMs).to.be.at.least(nowMs);
      }
    });
  });

  it('names a day that is ahead so that it means one date', () => {
    eachClock(({ nowMs }) => {
      for (const days of [1, 3, 6, 40]) {
        const { weekday, date } = dayAhead(days, nowMs);
        const today = Temporal.PlainDate.from(dateIn(nowMs, NEW_YORK.timezone));
        expect(date).to.equal(today.add({ days }).toString());
        expect(weekday.toLowerCase()).to.equal(WEEKDAYS[Temporal.PlainDate.from(date).dayOfWeek - 1]);
      }
    });
  });

  it('plays the demo on a weekend that is to come, and says times by the clock of their zone', () => {
    eachClock(({ nowMs, timezone, local }) => {
      const weekend = comingWeekend(nowMs).map((date) => Temporal.PlainDate.from(date));
      const today = dateIn(nowMs, NEW_YORK.timezone);
      expect(weekend.map(({ dayOfWeek }) => dayOfWeek)).to.have.members([6, 7]);
      expect(weekend.every((date) => date.toString() >= today)).to.equal(true);
      const instant = new Date(nowMs).toISOString();
      const minute = String(local.minute).padStart(2, '0');
      expect(whenOf(instant, timezone)).to.include(`, ${hourWords(local.hour)}:${minute}`);
      expect(spokenTime(instant, timezone)).to.match(
        new RegExp(`^\\w+ ${local.day} at ${hourWords(local.hour)}:${minute} `),
      );
    });
  });

  it('reads a time on the wall as the moment at which the wall shows it', () => {
    eachClock(({ timezone, local }: Clock) => {
      const wall = local.toPlainDateTime();
      const at = Temporal.Instant.from(instantOf(wall.toString(), timezone)).toZonedDateTimeISO(timezone);
      expect(at.toPlainDateTime().toString()).to.equal(wall.toString());
    });
  });
});

const hourWords = (hour: number): number => (hour % 12 === 0 ? 12 : hour % 12);

function allWeek(start: string, end: string): Record<string, { start: string; end: string }[]> {
  return Object.fromEntries(WEEKDAYS.map((weekday) => [weekday, [{ start, end }]]));
}
