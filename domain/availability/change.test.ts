import { expect } from 'chai';
import { changedHours, unionOfWindows } from './change.ts';
import type { Availability } from './types.ts';

const MORNING = { start: '09:00', end: '12:00' };
const AFTERNOON = { start: '13:00', end: '17:00' };

const BEFORE: Availability = {
  timezone: 'America/New_York',
  schedule: { monday: [MORNING], saturday: [AFTERNOON] },
  exceptions: [
    { date: '2026-12-24', closed: true },
    { date: '2026-12-31', windows: [MORNING] },
  ],
};

describe('changedHours', () => {
  it('replaces the days that are named, closes those without windows and keeps the rest', () => {
    const after = changedHours(BEFORE, { schedule: { monday: [AFTERNOON], saturday: [], sunday: [MORNING] } });
    expect(after).to.deep.equal({ ...BEFORE, schedule: { monday: [AFTERNOON], sunday: [MORNING] } });
  });

  it('adds to a day, or makes the named days the only ones, when it is told so', () => {
    const schedule = { monday: [AFTERNOON] };
    expect(changedHours(BEFORE, { schedule, adds: true }).schedule).to.deep.equal({
      monday: [MORNING, AFTERNOON],
      saturday: [AFTERNOON],
    });
    expect(changedHours(BEFORE, { schedule, only: true }).schedule).to.deep.equal(schedule);
  });

  it('never opens a day that is to be closed', () => {
    const after = changedHours(BEFORE, { schedule: { monday: [] }, exceptions: closing('2026-12-31'), adds: true });
    expect(after.schedule).to.deep.equal({ saturday: [AFTERNOON] });
    expect(after.exceptions).to.deep.equal([BEFORE.exceptions[0], ...closing('2026-12-31')]);
  });

  it('keeps one exception a date, in order; hours that come on top of a date start from its own', () => {
    const dates = ['2026-12-28', '2026-12-24', '2026-12-31', '2026-12-20'];
    const exceptions = dates.map((date) => ({ date, windows: [AFTERNOON] }));
    expect(changedHours(BEFORE, { exceptions, adds: true }).exceptions).to.deep.equal([
      { date: '2026-12-20', windows: [AFTERNOON] }, // a Sunday, without hours
      { date: '2026-12-24', windows: [AFTERNOON] },
      { date: '2026-12-28', windows: [MORNING, AFTERNOON] }, // a Monday
      { date: '2026-12-31', windows: [MORNING, AFTERNOON] },
    ]);
  });

  it('lets a date be like its day of the week again', () => {
    const after = changedHours(BEFORE, { restored: ['2026-12-24', '2026-12-25'] });
    expect(after).to.deep.equal({ ...BEFORE, exceptions: [BEFORE.exceptions[1]] });
  });

  it('keeps the hours of a date that has windows of none, and closes those that were closed', () => {
    const after = changedHours(
      { ...BEFORE, exceptions: [{ date: '2026-12-31' }, ...closing('2026-12-24')] },
      { exceptions: ['2026-12-31', '2026-12-24'].map((date) => ({ date, windows: [AFTERNOON] })), adds: true },
    );
    expect(after.exceptions).to.deep.equal([
      { date: '2026-12-24', windows: [AFTERNOON] },
      { date: '2026-12-31', windows: [AFTERNOON] },
    ]);
    const emptied = changedHours(BEFORE, { exceptions: [{ date: '2026-12-31' }] });
    expect(emptied.exceptions).to.deep.equal([BEFORE.exceptions[0], { date: '2026-12-31', windows: [] }]);
  });

  it('leaves the week as it is where no day of it is named, whatever else the change says', () => {
    for (const change of [{ only: true }, { adds: true }, { only: true, restored: ['2026-12-24'] }]) {
      expect(changedHours(BEFORE, change).schedule).to.equal(BEFORE.schedule);
    }
  });

  it('changes the zone alone when nothing else is said', () => {
    expect(changedHours(BEFORE, { timezone: 'Europe/Berlin' })).to.deep.equal({ ...BEFORE, timezone: 'Europe/Berlin' });
  });
});

describe('unionOfWindows', () => {
  it('puts windows in order, joins those that touch and drops the empty', () => {
    const windows = [AFTERNOON, { start: '12:00', end: '13:00' }, MORNING, { start: '20:00', end: '20:00' }];
    expect(unionOfWindows(windows)).to.deep.equal([{ start: '09:00', end: '17:00' }]);
    const inside = { start: '10:00', end: '11:00' };
    expect(unionOfWindows([MORNING, inside]), 'one lies inside the other').to.deep.equal([MORNING]);
  });
});

function closing(date: string) {
  return [{ date, closed: true }];
}
