import { expect } from 'chai';
import { eachClock, type Clock } from '#test/support/clocks.ts';
import { read } from '#test/support/intake.ts';
import { WEEKDAYS } from '#domain/local-date.ts';
import type { SpokenSlot } from './intent-types.ts';
import { readWeeklyHours } from './weekly-hours.ts';

interface SaidAt {
  readonly context: { readonly now: string; readonly timezone: string };
}

/** As `eachClock`, with the moment as the reader of texts takes it. */
const eachMoment = (check: (clock: Clock & SaidAt) => void): void =>
  eachClock((clock) =>
    check({ ...clock, context: { now: new Date(clock.nowMs).toISOString(), timezone: clock.timezone } }),
  );

function orderAt(text: string, { context }: SaidAt): SpokenSlot | undefined {
  const { intent } = read(text, context);
  return intent.kind === 'submit_offer' || intent.kind === 'book_offer' ? intent.slot : undefined;
}

function datesAt(text: string, { context }: SaidAt): readonly string[] | undefined {
  return read(text, context).draft.timing?.preferredDates;
}

describe('days and times, whenever and wherever they are said', () => {
  for (const order of ['offer 55 dollars on', 'book the first one on']) {
    it(`keeps a weekday the weekday that it is: “${order} … at two”`, () => {
      eachMoment((clock) => {
        for (const [index, name] of WEEKDAYS.entries()) {
          const ahead = (index + 1 - clock.today.dayOfWeek + 7) % 7;
          const days = ahead === 0 ? [clock.on(0), clock.on(7)] : [clock.on(ahead)];
          const slot = orderAt(`${order} ${name} at two`, clock);
          expect(slot?.dates ?? [slot?.date], name).to.deep.equal(days);
          expect(slot?.time, name).to.equal('14:00');
        }
      });
    });
  }

  it('counts today, tomorrow and the day after it by the calendar of the zone', () => {
    eachMoment((clock) => {
      expect(orderAt('offer 55 dollars today at two', clock)?.date).to.equal(clock.on(0));
      expect(orderAt('offer 55 dollars tomorrow at two', clock)?.date).to.equal(clock.on(1));
      expect(orderAt('offer 55 dollars the day after tomorrow at two', clock)?.date).to.equal(clock.on(2));
    });
  });

  it('wants no day in a draft on which the time that was said is past, and asks instead', () => {
    eachMoment((clock) => {
      const isPast = clock.local.hour >= 14;
      const { draft, ambiguous } = read('haircut today at two', clock.context);
      expect(draft.timing?.preferredDates).to.deep.equal(isPast ? undefined : [clock.on(0)]);
      expect(ambiguous.map(({ kind }) => kind)).to.deep.equal(isPast ? ['past_time'] : []);
      const name = WEEKDAYS[clock.today.dayOfWeek - 1] ?? '';
      const doubt = read(`haircut on ${name} at two`, clock.context).ambiguous[0];
      const choices = isPast ? [[clock.on(7)]] : [[clock.on(0)], [clock.on(7)]];
      expect(doubt?.choices, name).to.deep.equal(choices);
    });
  });

  it('counts short forms and days after a day by the same calendar', () => {
    eachMoment((clock) => {
      expect(orderAt('offer 55 dollars 2moro arvo', clock)?.date).to.equal(clock.on(1));
      expect(orderAt('offer 55 dollars a week tomorrow', clock)?.date).to.equal(clock.on(8));
      expect(orderAt('offer 55 dollars not tomorrow, the day after', clock)?.date).to.equal(clock.on(2));
      const monday = 15 - clock.today.dayOfWeek;
      const { draft } = read('haircut the week after next', clock.context);
      expect(draft.timing?.preferredDates).to.deep.equal([0, 1, 2, 3, 4, 5, 6].map((day) => clock.on(monday + day)));
      for (const [index, name] of WEEKDAYS.entries()) {
        const ahead = (index + 1 - clock.today.dayOfWeek + 7) % 7;
        expect(orderAt(`offer 55 dollars ${name} week`, clock)?.date, name).to.equal(clock.on(ahead + 7));
        const away = read(`haircut, away on ${name}`, clock.context);
        expect(away.draft.timing?.preferredDates, name).to.equal(undefined);
      }
    });
  });

  it('wants this weekend as far as it is to come', () => {
    eachMoment((clock) => {
      const saturday = 6 - clock.today.dayOfWeek;
      const days = [saturday, saturday + 1].filter((ahead) => ahead >= 0).map(clock.on);
      const { draft } = read('haircut in Brooklyn this weekend', { ...clock.context });
      expect(draft.timing?.preferredDates).to.deep.equal(days);
    });
  });

  it('finds the 29th of February only in years that have one', () => {
    eachMoment((clock) => {
      const { draft, ambiguous } = read('haircut on February 29', clock.context);
      const years = [clock.today.year, clock.today.year + 1];
      const leap = years.find((year) => year % 4 === 0 && clock.today.toString() <= `${year}-02-29`);
      if (leap === undefined) expect(ambiguous).to.have.length(1);
      else expect(draft.timing?.preferredDates).to.deep.equal([`${leap}-02-29`]);
    });
  });

  it('takes a weekday of another week for that one day, and asks where its week can be counted in two ways', () => {
    eachMoment((clock) => {
      const monday = 1 - clock.today.dayOfWeek;
      for (const [index, name] of WEEKDAYS.entries()) {
        const inWeek = (ahead: number): string => clock.on(monday + 7 * ahead + index);
        expect(datesAt(`haircut ${name} of next week`, clock), name).to.deep.equal([inWeek(1)]);
        const isPast = monday + index < 0;
        expect(datesAt(`haircut ${name} of this week`, clock), name).to.deep.equal(isPast ? undefined : [inWeek(0)]);
        const counted = clock.on(((index + 1 - clock.today.dayOfWeek + 7) % 7) + 14);
        const { draft, ambiguous } = read(`haircut ${name} in two weeks`, clock.context);
        const isClear = counted === inWeek(2);
        expect(draft.timing?.preferredDates, name).to.deep.equal(isClear ? [counted] : undefined);
        const choices = ambiguous.map((doubt) => doubt.choices);
        expect(choices, name).to.deep.equal(isClear ? [] : [[[inWeek(2)], [counted]]]);
      }
      const days = [0, 1, 2].map((index) => clock.on(monday + 7 + index));
      expect(datesAt('haircut Monday to Wednesday of next week', clock)).to.deep.equal(days);
      expect(datesAt('haircut the week after next on Monday', clock)).to.deep.equal([clock.on(monday + 14)]);
    });
  });

  it('counts the days of a month that is named from today', () => {
    eachMoment((clock) => {
      const { today } = clock;
      const inMonth = (ahead: number, day: number): string => today.add({ months: ahead }).with({ day }).toString();
      expect(datesAt('haircut on the 12th of next month', clock)).to.deep.equal([inMonth(1, 12)]);
      expect(datesAt('haircut next month on the 12th', clock)).to.deep.equal([inMonth(1, 12)]);
      expect(datesAt('haircut the 3rd, 4th and 6th of next month', clock)).to.deep.equal(
        [3, 4, 6].map((day) => inMonth(1, day)),
      );
      const isOver = today.day > 12;
      expect(datesAt('haircut the 12th of this month', clock)).to.deep.equal(isOver ? undefined : [inMonth(0, 12)]);
      expect(datesAt('haircut the 12th of the month', clock)).to.deep.equal([inMonth(isOver ? 1 : 0, 12)]);
      expect(datesAt('haircut the last day of the month', clock)).to.deep.equal([inMonth(0, today.daysInMonth)]);
      const next = today.add({ months: 1 }).with({ day: 1 });
      const saturday = next.add({ days: (6 - next.dayOfWeek + 7) % 7 });
      expect(datesAt('haircut the first Saturday of next month', clock)).to.deep.equal([saturday.toString()]);
    });
  });

  it('takes every day of a list that names its month once', () => {
    eachMoment((clock) => {
      const days = [40, 41, 43].map((ahead) => clock.today.add({ days: ahead }));
      const isOneMonth = new Set(days.map(({ month }) => month)).size === 1;
      if (!isOneMonth) return;
      const [month] = days.map((day) => day.toLocaleString('en-US', { month: 'long' }));
      const [first, second, third] = days.map(({ day }) => day);
      for (const text of [`${month} ${first}, ${second} and ${third}`, `${first}, ${second} and ${third} ${month}`]) {
        expect(datesAt(`haircut on ${text}`, clock), text).to.deep.equal(days.map(String));
      }
    });
  });

  it('keeps to the day that is named, whatever it is to be before on that day', () => {
    eachMoment((clock) => {
      const name = WEEKDAYS[clock.today.dayOfWeek % 7] ?? '';
      const { draft } = read(`haircut before lunch on ${name}`, clock.context);
      expect(draft.timing, name).to.deep.include({ preferredDates: [clock.on(1)], preferredTimes: ['morning'] });
    });
  });

  it('closes the day that is meant by tomorrow', () => {
    eachMoment((clock) => {
      const day = clock.today.since('1970-01-01', { largestUnit: 'days' }).days;
      expect(readWeeklyHours('closed tomorrow', day).exceptions).to.deep.equal([{ date: clock.on(1), closed: true }]);
    });
  });
});
