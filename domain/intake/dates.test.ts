import { expect } from 'chai';
import { read } from '#test/support/intake.ts';

const june = (...days: number[]): string[] => days.map((day) => `2026-06-${String(day).padStart(2, '0')}`);

/** The dates that a haircut is wanted on. */
function datesIn(text: string, now?: string, timezone?: string): readonly string[] {
  const { draft } = read(`haircut, ${text}`, { ...(now && { now }), ...(timezone && { timezone }) });
  return draft.timing?.preferredDates ?? [];
}

function doubtIn(text: string, now?: string): { kind: string; choices: unknown } | undefined {
  const { ambiguous, draft } = read(`haircut, ${text}`, now ? { now } : {});
  const doubt = ambiguous.find(({ field }) => field === 'preferredDates');
  if (doubt) expect(draft.timing?.preferredDates, `${text} has dates and a doubt`).to.equal(undefined);
  return doubt && { kind: doubt.kind, choices: doubt.choices };
}

describe('the dates of a sentence', () => {
  const clear: Array<[text: string, dates: string[]]> = [
    ['today', june(9)],
    ['tonight', june(9)],
    ['this evening', june(9)],
    ['tomorrow', june(10)],
    ['tmrw', june(10)],
    ['2morrow', june(10)],
    ['the day after tomorrow', june(11)],
    ['on friday', june(12)],
    ['this thursday', june(11)],
    ['the following friday', june(19)],
    ['next tuesday', june(16)],
    ['friday next week', june(19)],
    ['next week friday', june(19)],
    ['next week on friday', june(19)],
    ['saturday this week', june(13)],
    ['this weekend', june(13, 14)],
    ['the weekend', june(13, 14)],
    ['the following weekend', june(20, 21)],
    ['the weekend of the 20th', june(20, 21)],
    ['the week of June 15', june(15, 16, 17, 18, 19, 20, 21)],
    ['weekends', june(13, 14, 20, 21)],
    ['weekdays', june(9, 10, 11, 12, 15, 16, 17, 18, 19, 22)],
    ['on a working day', june(9, 10, 11, 12, 15, 16, 17, 18, 19, 22)],
    ['any thursday', june(11, 18)],
    ['every week on friday', june(12)],
    ['twice a week on friday', june(12)],
    ['the second saturday of july', ['2026-07-11']],
    ['first monday in june', ['2027-06-07']],
    ['last friday of june', june(26)],
    ['the last friday of june', june(26)],
    ['tuesdays', june(16, 23)],
    ['this week', june(9, 10, 11, 12, 13, 14)],
    ['next week', june(15, 16, 17, 18, 19, 20, 21)],
    ['early next week', june(15, 16)],
    ['end of next week', june(18, 19)],
    ['middle of next week', june(17)],
    ['in 3 days', june(12)],
    ['in two weeks', june(23)],
    ['in a couple of days', june(11)],
    ['3 days from now', june(12)],
    ['a week from saturday', june(20)],
    ['two weeks from tomorrow', june(24)],
    ['within the next 3 days', june(9, 10, 11, 12)],
    ['within the week', june(9, 10, 11, 12, 13, 14, 15, 16)],
    ['the next 2 days', june(9, 10, 11)],
    ['24 Dec', ['2026-12-24']],
    ['March 5', ['2027-03-05']],
    ['today at ten', june(9)],
    ['today or tomorrow at 8am', june(10)],
    ['Dec 24', ['2026-12-24']],
    ['Dec. 24th', ['2026-12-24']],
    ['the 24th of December', ['2026-12-24']],
    ['December the 24th', ['2026-12-24']],
    ['June 12, 2027', ['2027-06-12']],
    ['March 3', ['2027-03-03']],
    ['Friday, June 12', june(12)],
    ['Friday the 12th', june(12)],
    ['12/24', ['2026-12-24']],
    ['24/12', ['2026-12-24']],
    ['12/24/26', ['2026-12-24']],
    ['7/7', ['2026-07-07']],
    ['2026-12-24', ['2026-12-24']],
    ['24.12.2026', ['2026-12-24']],
    ['on 03.04.', ['2027-04-03']],
    ['the 24th', june(24)],
    ['on the 5th', ['2026-07-05']],
    ['on the first', ['2026-07-01']],
    ['the 31st', ['2026-07-31']],
    ['the first week of July', ['01', '02', '03', '04', '05', '06', '07'].map((day) => `2026-07-${day}`)],
    ['the last week of June', june(24, 25, 26, 27, 28, 29, 30)],
    ['the last week of December', ['25', '26', '27', '28', '29', '30', '31'].map((day) => `2026-12-${day}`)],
    ['Christmas Eve', ['2026-12-24']],
    ["New Year's Day", ['2027-01-01']],
    ['between Monday and Wednesday', june(15, 16, 17)],
    ['Wed-Fri', june(10, 11, 12)],
    ['from Friday to Monday', june(12, 13, 14, 15)],
    ['from tuesday to thursday', june(9, 10, 11)],
    ['Dec 3-5', ['2026-12-03', '2026-12-04', '2026-12-05']],
    ['June 30 to July 2', ['2026-06-30', '2026-07-01', '2026-07-02']],
    ['Jan 5 or 6', ['2027-01-05', '2027-01-06']],
    ['24th or 25th', june(24, 25)],
    ['12-14 june', june(12, 13, 14)],
    ['12th/13th of june', june(12, 13)],
    ['12/13 june', june(12, 13)],
    ['24th and 26th Dec', ['2026-12-24', '2026-12-26']],
    ['working thursday, friday is fine', june(12)],
    ["i don't work thursdays", june(11, 18)],
    ['Dec 24 or the 27th', ['2026-12-24', '2026-12-27']],
    ['by friday', june(9, 10, 11, 12)],
    ['before friday', june(9, 10, 11)],
    ['by the end of the week', june(9, 10, 11, 12)],
    ['by end of next week', june(9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19)],
    ['friday week', june(19)],
    ['a week tomorrow', june(17)],
    ['the week after next', june(22, 23, 24, 25, 26, 27, 28)],
    ['the weekend after next', june(27, 28)],
    ['not tomorrow, the day after', june(11)],
    ['not this friday but the next one', june(19)],
    ['busy thursday, friday is ok', june(12)],
    ["i work wednesday to friday, saturday's fine", june(13)],
    ['fridays are no good, saturday is', june(13)],
    ["saturday, sunday I'm away", june(13)],
    ['weekends aside from sunday', june(13, 20)],
    ['move it from friday to saturday', june(13)],
    ['saturday instead of friday', june(13)],
    ['who works saturday', june(13)],
    ['2moro', june(10)],
    ['by the weekend', june(9, 10, 11, 12)],
    ['before we leave on friday', june(9, 10, 11)],
    ['monday or tuesday', june(15, 16)],
    ['saturday or sunday', june(13, 14)],
    ['this weekend, not on sunday', june(13)],
    ['next week except monday and friday', june(16, 17, 18, 20, 21)],
    ["thursday or friday, friday doesn't work for me", june(11)],
    ['thursday or friday, friday is out', june(11)],
    ["thursday or friday, can't do friday", june(11)],
  ];
  for (const [text, dates] of clear) {
    it(`reads “${text}” on a Tuesday in June`, () => expect(datesIn(text)).to.deep.equal(dates));
  }

  const doubtful: Array<[text: string, kind: string, choices: string[][]]> = [
    ['next friday', 'next_weekday', [june(12), june(19)]],
    ['next wednesday', 'next_weekday', [june(10), june(17)]],
    ['next weekend', 'next_weekday', [june(13, 14), june(20, 21)]],
    ['tuesday', 'weekday_is_today', [june(9), june(16)]],
    ['friday after next', 'next_weekday', [june(19), june(26)]],
    ['away until friday', 'open_ended', [june(12)]],
    ['03/04', 'day_month_order', [['2027-03-04'], ['2027-04-03']]],
    ['the 31st of June', 'no_such_date', []],
    ['2026-02-30', 'no_such_date', []],
    ['29 Feb', 'no_such_date', []],
    ['14.13.2026', 'no_such_date', []],
    ['2026-01-05', 'past_date', []],
    ['June 5', 'past_date', [['2027-06-05']]],
    ['the 20th of May', 'past_date', [['2027-05-20']]],
    ['today at nine in the morning', 'past_time', []],
    ['tuesday at 8am', 'past_time', [june(16)]],
    ['monday this week', 'past_date', []],
    ['next month', 'too_wide', []],
    ['in August', 'too_wide', []],
    ['in 2 months', 'too_wide', []],
    ['within the next 3 weeks', 'too_wide', []],
    ['from 1 Jan 2027 to 31 Dec 2199', 'too_wide', []],
    ['after friday', 'open_ended', [june(12)]],
  ];
  for (const [text, kind, choices] of doubtful) {
    it(`asks about “${text}” instead of choosing`, () => expect(doubtIn(text)).to.deep.equal({ kind, choices }));
  }

  const none = [
    'second time this month',
    'twice this week already',
    'busy on friday',
    "I'm at work on monday",
    'since monday',
    'it broke last friday',
    'two weeks ago',
    'my baby is 2 weeks old',
    'open 24/7',
    'on the 5th floor',
    'for my 30th birthday',
    'he sat down',
    'the sun is out',
    'it may be short',
    'ratio 50/50',
    'in a few days',
    'version 3.5',
    'not on sunday',
    'every day of the week',
  ];
  for (const text of none) {
    it(`takes no date from “${text}”`, () => {
      expect(datesIn(text)).to.deep.equal([]);
      expect(doubtIn(text)).to.equal(undefined);
    });
  }

  it('keeps to the day of the zone over both changes of the clock and the turn of the year', () => {
    expect(datesIn('tomorrow', '2026-03-07T23:30:00-05:00')).to.deep.equal(['2026-03-08']);
    expect(datesIn('tomorrow', '2026-10-31T23:59:00-04:00')).to.deep.equal(['2026-11-01']);
    expect(datesIn('in 2 days', '2026-11-01T01:30:00-05:00')).to.deep.equal(['2026-11-03']);
    expect(datesIn('tomorrow', '2026-12-31T23:59:59-05:00')).to.deep.equal(['2027-01-01']);
    expect(datesIn('this weekend', '2026-12-30T12:00:00-05:00')).to.deep.equal(['2027-01-02', '2027-01-03']);
    expect(datesIn('today', '2026-06-09T23:30:00Z', 'Asia/Tokyo')).to.deep.equal(['2026-06-10']);
    expect(datesIn('today', '2026-06-09T23:30:00Z', 'America/Los_Angeles')).to.deep.equal(['2026-06-09']);
    expect(datesIn('29 Feb', '2027-06-01T12:00:00-04:00')).to.deep.equal(['2028-02-29']);
  });

  it('reads weeks and weekends from their end too', () => {
    const sunday = '2026-06-14T11:00:00-04:00';
    expect(datesIn('this weekend', sunday)).to.deep.equal(june(14));
    expect(datesIn('next weekend', sunday)).to.deep.equal(june(20, 21));
    expect(datesIn('next tuesday', sunday)).to.deep.equal(june(16));
    expect(doubtIn('next monday', sunday)).to.deep.equal({ kind: 'next_weekday', choices: [june(15), june(22)] });
    expect(datesIn('friday to monday', sunday)).to.deep.equal(june(19, 20, 21, 22));
  });

  it('names at most fourteen days, the first ones', () => {
    const dates = datesIn('weekdays, weekends, next week, Dec 1, Dec 2 and Dec 3');
    expect(dates).to.have.length(14);
    expect(dates).to.deep.equal(dates.toSorted());
  });

  it('says where it read a date', () => {
    const { evidence } = read('haircut on friday please');
    const date = evidence.find(({ field }) => field === 'preferredDates');
    expect(date).to.include({ text: 'friday', confidence: 1 });
    expect(date?.span).to.deep.equal({ start: 11, end: 17 });
  });
});
