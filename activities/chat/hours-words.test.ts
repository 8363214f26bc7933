import { expect } from 'chai';
import { hoursWords } from './hours-words.ts';

const DAY = [{ start: '09:00', end: '17:00' }];
const SPLIT = [
  { start: '09:00', end: '12:00' },
  { start: '13:00', end: '24:00' },
];

describe('hoursWords', () => {
  it('says days in a row that are alike together, and the others by themselves', () => {
    const schedule = { monday: DAY, tuesday: DAY, wednesday: DAY, friday: SPLIT, saturday: DAY, sunday: DAY };
    expect(hoursWords({ timezone: 'Europe/Berlin', schedule }, undefined)).to.equal(
      'Monday to Wednesday 9:00–17:00; Friday 9:00–12:00 and 13:00–24:00; Saturday and Sunday 9:00–17:00 (Europe/Berlin)',
    );
  });

  it('says that there are no hours, in any form that a draft has', () => {
    for (const body of [{}, { schedule: {} }, { schedule: { monday: [] }, exceptions: [] }]) {
      expect(hoursWords(body, '2026-11-23')).to.equal('no hours in any week');
    }
  });

  it('says that what was offered stays, when that was asked for', () => {
    const body = { schedule: { monday: DAY } };
    const stays = '; the times that you have offered stay, also outside these hours';
    expect(hoursWords({ ...body, keepOfferedSlots: true }, undefined)).to.equal(`Monday 9:00–17:00${stays}`);
    expect(hoursWords({ ...body, keepOfferedSlots: false }, undefined)).to.equal('Monday 9:00–17:00');
  });

  it('says the dates that are still to come, and not more of them than anybody reads', () => {
    const closed = ['2026-11-22', '2026-11-23', '2026-12-24'].map((date) => ({ date, closed: true }));
    const exceptions = [...closed, { date: '2026-12-31', windows: SPLIT }];
    expect(hoursWords({ schedule: { monday: DAY }, exceptions }, '2026-11-23')).to.equal(
      'Monday 9:00–17:00; closed on Mon, Nov 23 and Thu, Dec 24; Thu, Dec 31 9:00–12:00 and 13:00–24:00',
    );
    const many = Array.from({ length: 20 }, (_, day) => ({ date: `2026-12-${String(day + 10)}`, closed: true }));
    expect(hoursWords({ exceptions: many }, undefined)).to.match(/; and 8 dates more$/);
  });
});
