import { expect } from 'chai';
import { read } from '#test/support/intake.ts';

function timesIn(text: string): readonly string[] {
  return read(`haircut, ${text}`).draft.timing?.preferredTimes ?? [];
}

describe('the times of day of a sentence', () => {
  const read_: Array<[text: string, times: string[]]> = [
    ['in the morning', ['morning']],
    ['mornings or evenings', ['morning', 'evening']],
    ['tonight', ['evening']],
    ['fri arvo', ['afternoon']],
    ['7ish tomorrow', ['morning']],
    ['5-ish', ['afternoon', 'evening']],
    ['sat 10', ['morning']],
    ['i work nights, mornings are best', ['morning']],
    ['thurs morn', ['morning']],
    ['sat pm', ['afternoon']],
    ['tmrw am', ['morning']],
    ['in the eve', ['evening']],
    ['tonite', ['evening']],
    ['half six', ['evening']],
    ['at ten past three', ['afternoon']],
    ['no earlier than 5pm', ['evening']],
    ['not after 11', ['morning']],
    ['6pm or later', ['evening']],
    ['10 at the latest', ['morning']],
    ['friday night', ['evening']],
    ['at lunchtime', ['afternoon']],
    ['first thing tomorrow', ['morning']],
    ['after work', ['evening']],
    ['after lunch', ['afternoon']],
    ['after school', ['afternoon']],
    ['at noon', ['afternoon']],
    ['around noon', ['morning', 'afternoon']],
    ['before noon', ['morning']],
    ['at midnight', ['evening']],
    ['after 5pm', ['evening']],
    ['after 4', ['afternoon', 'evening']],
    ['after around 4', ['afternoon']],
    ['before 10am', ['morning']],
    ['until 2 p.m.', ['morning', 'afternoon']],
    ['from 3pm', ['afternoon', 'evening']],
    ['at 3', ['afternoon']],
    ['at 10', ['morning']],
    ['at two', ['afternoon']],
    ['@ 5', ['evening']],
    ["at 8 o'clock", ['morning']],
    ['at 8 in the evening', ['evening']],
    ['at nine in the morning', ['morning']],
    ['10:30', ['morning']],
    ['at half past two', ['afternoon']],
    ['at a quarter to five', ['afternoon']],
    ['quarter past ten', ['morning']],
    ['at 14:00', ['afternoon']],
    ['17h', ['evening']],
    ['7.30pm', ['evening']],
    ['12am', ['morning']],
    ['2-4pm', ['afternoon']],
    ['10-1pm', ['morning', 'afternoon']],
    ['10am to 1pm', ['morning', 'afternoon']],
    ['between 2 and 5', ['afternoon']],
    ['from 4 to 6pm', ['afternoon', 'evening']],
    ['by 11', ['morning']],
    ['not in the morning', ['afternoon', 'evening']],
    ['mornings, but not in the evening', ['morning']],
  ];
  for (const [text, times] of read_) {
    it(`reads “${text}”`, () => expect(timesIn(text)).to.deep.equal(times));
  }

  const none = [
    'good morning',
    'it drips all night',
    'last night',
    'I am at 22 Main Street',
    'half an hour',
    'sat 20 people',
    'lead 2 tomorrow',
    'I am Eve',
    '2 bedrooms',
    'for 2 hours',
    'at 2 dollars',
    'for 10-12 dollars',
    '13pm',
    'morning, afternoon or evening',
    'at 25',
    'the number 7',
    'half of it',
    'a quarter past it',
    '1.50',
  ];
  for (const text of none) {
    it(`takes no time from “${text}”`, () => expect(timesIn(text)).to.deep.equal([]));
  }

  it('gives an order the minute that was named, as the clock says it', () => {
    const slotOf = (text: string) => {
      const { intent } = read(text);
      return intent.kind === 'book_offer' ? intent.slot : undefined;
    };
    expect(slotOf('book the first one on Saturday at two')).to.deep.equal({ date: '2026-06-13', time: '14:00' });
    expect(slotOf('book the first one at 9:15')).to.deep.equal({ time: '09:15', orTime: '21:15' });
    expect(slotOf('book the first one at 9am')).to.deep.equal({ time: '09:00' });
    expect(slotOf('book the first one at 09:15')).to.deep.equal({ time: '09:15' });
    expect(slotOf('book the first one tonight at nine')).to.deep.equal({ date: '2026-06-09', time: '21:00' });
    expect(slotOf('book the first one')).to.equal(undefined);
  });

  it('gives an order every day and hour that was said, also those that come to none', () => {
    const slotOf = (text: string) => {
      const { intent } = read(`book the first one ${text}`);
      return intent.kind === 'book_offer' ? intent.slot : undefined;
    };
    expect(slotOf('on Saturday or Sunday')).to.deep.equal({ dates: ['2026-06-13', '2026-06-14'] });
    expect(slotOf('on Tuesday at two')).to.deep.equal({
      dates: ['2026-06-09', '2026-06-16'],
      isDoubtful: true,
      time: '14:00',
    });
    expect(slotOf('on June 31 at two')).to.deep.equal({
      unknownDay: { kind: 'no_such_date', text: 'June 31', choices: [] },
      time: '14:00',
    });
    expect(slotOf('in the morning')).to.deep.equal({ hours: [{ from: '06:00', to: '12:00' }] });
    expect(slotOf('after 3')).to.deep.equal({ time: '15:00', hours: [{ from: '15:00', to: '24:00' }] });
    expect(slotOf('before 3')).to.deep.equal({ hours: [{ from: '00:00', to: '15:00' }] });
    expect(slotOf('not in the evening')).to.deep.equal({
      hours: [
        { from: '06:00', to: '12:00' },
        { from: '12:00', to: '17:00' },
      ],
    });
    expect(slotOf('at two or at 4pm')).to.deep.equal({
      hours: [
        { from: '14:00', to: '14:01' },
        { from: '16:00', to: '16:01' },
      ],
    });
  });
});
