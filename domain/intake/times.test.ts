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
    expect(slotOf('book the first one at 9:15')).to.deep.equal({ time: '09:15' });
    expect(slotOf('book the first one on Saturday or Sunday')).to.equal(undefined);
  });
});
