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

  it('closes the day that is meant by tomorrow', () => {
    eachMoment((clock) => {
      const day = clock.today.since('1970-01-01', { largestUnit: 'days' }).days;
      expect(readWeeklyHours('closed tomorrow', day).exceptions).to.deep.equal([{ date: clock.on(1), closed: true }]);
    });
  });
});
