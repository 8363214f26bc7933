import { expect } from 'chai';
import { copied, nextWindow, toSchedule, toWeek, windowsWords } from './week.ts';

describe('a week in a form', () => {
  it('has every day, and goes back as it came', () => {
    const schedule = { monday: [{ start: '09:00', end: '17:00' }], friday: [{ start: '20:00', end: '24:00' }] };
    const week = toWeek(schedule);
    expect(Object.keys(week)).to.have.length(7);
    expect(week.friday, 'a time field knows no 24:00').to.deep.equal([{ start: '20:00', end: '00:00' }]);
    expect(toSchedule(week)).to.deep.equal(schedule);
  });

  it('adds hours behind those that a day has, as far as there is room', () => {
    expect(nextWindow([])).to.deep.equal({ start: '09:00', end: '17:00' });
    expect(nextWindow([{ start: '09:00', end: '12:00' }])).to.deep.equal({ start: '13:00', end: '15:00' });
    expect(nextWindow([{ start: '09:00', end: '22:30' }])).to.deep.equal({ start: '23:30', end: '00:00' });
    expect(nextWindow([{ start: '09:00', end: '00:00' }])).to.deep.equal({ start: '', end: '' });
  });

  it('copies the hours of a day to others, each to be changed by itself', () => {
    const week = copied(toWeek({ monday: [{ start: '09:00', end: '17:00' }] }), 'monday', ['tuesday', 'sunday']);
    expect(week.tuesday).to.deep.equal(week.monday);
    expect(week.tuesday[0]).not.to.equal(week.monday[0]);
    expect(week.wednesday).to.deep.equal([]);
  });

  it('is said in words', () => {
    expect(windowsWords([])).to.equal('Closed');
    expect(
      windowsWords([
        { start: '09:00', end: '12:30' },
        { start: '20:00', end: '24:00' },
      ]),
    ).to.match(/^9:00\sAM – 12:30\sPM, 8:00\sPM – midnight$/);
  });
});
