import { expect } from 'chai';
import fc from 'fast-check';
import type { WeeklySchedule } from '#domain/availability/types.ts';
import { WEEKDAYS, dayNumber, isLocalDate, minuteOfDay, type Weekday } from '#domain/local-date.ts';
import { readWeeklyHours } from './weekly-hours.ts';

const TODAY = dayNumber('2026-11-23'); // a Monday

/** The same windows on several days: `on('mon tue', '09:00-17:00')`. */
function on(days: string, ...windows: string[]): WeeklySchedule {
  const named = WEEKDAYS.filter((day) => days.split(' ').some((name) => day.startsWith(name)));
  return Object.fromEntries(named.map((day): [Weekday, { start: string; end: string }[]] => [day, spans(windows)]));
}

const spans = (windows: readonly string[]) =>
  windows.map((window) => ({ start: window.slice(0, 5), end: window.slice(6) }));

const WORKDAYS = 'mon tue wed thu fri';
const ALL_DAYS = `${WORKDAYS} sat sun`;

describe('readWeeklyHours', () => {
  const weeks: Array<[text: string, schedule: WeeklySchedule]> = [
    ['I work Monday to Friday 9 to 5', on(WORKDAYS, '09:00-17:00')],
    ['Mon-Fri 9-5', on(WORKDAYS, '09:00-17:00')],
    ['monday thru friday, nine to five', on(WORKDAYS, '09:00-17:00')],
    ['from Monday until Friday from 9 am till 5 pm', on(WORKDAYS, '09:00-17:00')],
    ['between Monday and Friday, between 9 and 5', on(WORKDAYS, '09:00-17:00')],
    ['weekdays 8:30-16:45', on(WORKDAYS, '08:30-16:45')],
    ['Every weekday from 9.30 to 17.30', on(WORKDAYS, '09:30-17:30')],
    ['9 to 5 on weekdays, 10 to 2 on Saturdays', { ...on(WORKDAYS, '09:00-17:00'), ...on('sat', '10:00-14:00') }],
    ['9-5 Mon to Fri and 10-14 Sat', { ...on(WORKDAYS, '09:00-17:00'), ...on('sat', '10:00-14:00') }],
    [
      'Mon-Fri 9-5, Sat 10-2, closed Sunday',
      { ...on(WORKDAYS, '09:00-17:00'), ...on('sat', '10:00-14:00'), ...on('sun') },
    ],
    ['Mon, Wed and Fri 9 to 12 and 1 to 6', on('mon wed fri', '09:00-12:00', '13:00-18:00')],
    ['every day 7am to 10pm', on(ALL_DAYS, '07:00-22:00')],
    ['daily noon to 8', on(ALL_DAYS, '12:00-20:00')],
    ['7 days a week, 6 to 2', on(ALL_DAYS, '06:00-14:00')],
    ['24/7', on(ALL_DAYS, '00:00-24:00')],
    ['Fridays 2 to 6pm', on('fri', '14:00-18:00')],
    ['Fridays 9 to 11am', on('fri', '09:00-11:00')],
    ['Fridays from 9 in the morning to 6 in the evening', on('fri', '09:00-18:00')],
    ['Fridays 6 p.m. to midnight', on('fri', '18:00-24:00')],
    ['Saturday mornings', on('sat', '06:00-12:00')],
    ['Sunday to Tuesday 10-14', on('sun mon tue', '10:00-14:00')],
    ['weekends 10-16', on('sat sun', '10:00-16:00')],
    ['every day except Sundays 9 to 5', { ...on(`${WORKDAYS} sat`, '09:00-17:00'), ...on('sun') }],
    ['every day 9 to 5 except on Sunday', { ...on(`${WORKDAYS} sat`, '09:00-17:00'), ...on('sun') }],
    ['Mon-Fri 9-5 but not on Wednesdays', { ...on('mon tue thu fri', '09:00-17:00'), ...on('wed') }],
    ['Mon-Fri 9-5 except Wednesdays 10-2', { ...on('mon tue thu fri', '09:00-17:00'), ...on('wed', '10:00-14:00') }],
    ["I don't work on Sundays", on('sun')],
    ['off on Fridays', on('fri')],
    ['fri arvo and sat am', { ...on('fri', '12:00-17:00'), ...on('sat', '06:00-12:00') }],
    ['every day but Sunday 8 to 6', { ...on('mon tue wed thu fri sat', '08:00-18:00'), ...on('sun') }],
    ['Sundays are closed', on('sun')],
    ["Sundays I'm not available", on('sun')],
    ['closed Saturdays, Sundays', on('sat sun')],
    ['closed on Sundays, Saturdays 10-2', { ...on('sat', '10:00-14:00'), ...on('sun') }],
  ];
  for (const [text, schedule] of weeks) {
    it(`reads “${text}”`, () => {
      const read = readWeeklyHours(text, TODAY);
      expect(read.isUnclear).to.equal(false);
      expect(read.schedule).to.deep.equal(schedule);
      expect(read.exceptions).to.equal(undefined);
    });
  }

  const dates: Array<[text: string, exceptions: unknown]> = [
    ['closed on December 24', [closed('2026-12-24')]],
    ["I'm on holiday from December 24 to January 2", closedFrom('2026-12-24', 10)],
    ['closed Dec 24-26', closedFrom('2026-12-24', 3)],
    ['away 24-26 Dec', closedFrom('2026-12-24', 3)],
    ['I am off on Dec 24, 25 and 31', [closed('2026-12-24'), closed('2026-12-25'), closed('2026-12-31')]],
    ['closed on Christmas Eve and on Boxing Day', [closed('2026-12-24'), closed('2026-12-26')]],
    ["I can't work tomorrow", [closed('2026-11-24')]],
    ['closed this Friday', [closed('2026-11-27')]],
    ['on vacation next week', closedFrom('2026-11-30', 7)],
    ['closed till Friday', closedFrom('2026-11-23', 4)],
    ['away until the 30th', closedFrom('2026-11-23', 7)],
    ["can't work Sat the 28th", [closed('2026-11-28')]],
    ['busy this weekend', closedFrom('2026-11-28', 2)],
    ['on December 24 only 9 to 12', [{ date: '2026-12-24', windows: spans(['09:00-12:00']) }]],
    ['9 to 12 on 2026-12-24', [{ date: '2026-12-24', windows: spans(['09:00-12:00']) }]],
    ['December 24, 9 to 12 and 13 to 15', [{ date: '2026-12-24', windows: spans(['09:00-12:00', '13:00-15:00']) }]],
  ];
  for (const [text, exceptions] of dates) {
    it(`reads “${text}”`, () => {
      const read = readWeeklyHours(text, TODAY);
      expect(read).to.deep.equal({ exceptions, adds: false, only: false, isUnclear: false });
    });
  }

  it('reads a week and the dates that differ in one sentence', () => {
    const read = readWeeklyHours('Mon-Fri 9-5, closed on December 24', TODAY);
    expect(read.schedule).to.deep.equal(on(WORKDAYS, '09:00-17:00'));
    expect(read.exceptions).to.deep.equal([closed('2026-12-24')]);
  });

  it('tells hours that come on top, and hours that are the only ones', () => {
    expect(readWeeklyHours('Saturdays 10-14 too')).to.deep.include({ adds: true, only: false });
    expect(readWeeklyHours('also Saturdays 10-14')).to.deep.include({ adds: true });
    expect(readWeeklyHours('Saturdays 10-14 as well')).to.deep.include({ adds: true });
    expect(readWeeklyHours('I only work Saturdays 10-14')).to.deep.include({ adds: false, only: true });
  });

  it('does not call the hours of one date the only ones of the week', () => {
    expect(readWeeklyHours('on December 24 only 9 to 12', TODAY).only).to.equal(false);
  });

  for (const text of [
    'I work Mondays', // from when until when?
    'Mondays from 9',
    '9 to 5', // on which days?
    'Fridays 10pm to 2am', // no window of one day
    'Fridays 17:00 to 9:00',
    'every other Friday 9 to 5',
    'the first Monday 9 to 5',
    'closed on Mondays 9 to 12', // a hole in hours that it does not name
    'closed on 03/04',
    'weekdays 9-5 except Wednesdays, Sat till 1', // from when?
    "I'm off Friday", // this one, or every one?
    'closed bank holiday Monday',
    'I am free all day Saturday',
    'next Friday 9 to 5', // this one, or the one after?
    'closed on the 31st of June',
    'weekdays 9-5 with a break from 12 to 1', // a hole in the hours
  ]) {
    it(`asks about “${text}” instead of guessing`, () => {
      expect(readWeeklyHours(text, TODAY)).to.deep.equal({ adds: false, only: false, isUnclear: true });
    });
  }

  for (const text of [
    '',
    'hello',
    'show me the leads',
    'I offer 55 dollars',
    'the sun is out',
    'ich arbeite montags',
  ]) {
    it(`finds no hours in “${text}”`, () => {
      expect(readWeeklyHours(text, TODAY)).to.deep.equal({ adds: false, only: false, isUnclear: false });
    });
  }

  it('reads no date without knowing the day, and says that it did not', () => {
    expect(readWeeklyHours('closed on December 24').isUnclear).to.equal(true);
    expect(readWeeklyHours('Mon-Fri 9-5').schedule).to.deep.equal(on(WORKDAYS, '09:00-17:00'));
  });

  it('puts typing errors right', () => {
    expect(readWeeklyHours('mondya to firday 9 to 5').schedule).to.deep.equal(on(WORKDAYS, '09:00-17:00'));
  });

  it('answers any text with windows that end after their start, in order and apart', () => {
    const words = ['monday', 'to', 'friday', '9', '5', '17', 'pm', '-', ',', 'closed', 'not', 'and', 'Dec', '24', ':'];
    const sentence = fc.array(fc.constantFrom(...words), { maxLength: 14 }).map((parts) => parts.join(' '));
    fc.assert(
      fc.property(fc.oneof(sentence, fc.string({ unit: 'binary' })), (text) => {
        const { schedule = {}, exceptions = [] } = readWeeklyHours(text, TODAY);
        for (const { date } of exceptions) expect(isLocalDate(date)).to.equal(true);
        for (const windows of [...Object.values(schedule), ...exceptions.map((each) => each.windows ?? [])]) {
          let last = -1;
          for (const { start, end } of windows) {
            expect(minuteOfDay(start)).to.be.greaterThan(last);
            expect(minuteOfDay(end)).to.be.greaterThan(minuteOfDay(start));
            last = minuteOfDay(end);
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('comes to an end with a long text', () => {
    readWeeklyHours('monday 9 to 5, closed dec 24 and '.repeat(3_000), TODAY);
  });
});

function closed(date: string) {
  return { date, closed: true };
}

function closedFrom(first: string, days: number) {
  const start = Date.parse(`${first}T00:00:00Z`);
  return Array.from({ length: days }, (_, day) =>
    closed(new Date(start + day * 86_400_000).toISOString().slice(0, 10)),
  );
}
