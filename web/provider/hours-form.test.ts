import { expect } from 'chai';
import { AVAILABILITY_EXAMPLE } from '#contracts/availability.ts';
import { OFFER_EXAMPLE } from '#contracts/examples.ts';
import type { Schema } from '#web/api/client.ts';
import { differencesOf, toHours, toHoursValues, windowsOn, type Hours } from '#web/kit/hours-form.ts';
import { outsideHours } from './outside-hours.ts';

const HOURS: Hours = AVAILABILITY_EXAMPLE;

describe('the form of the hours', () => {
  it('gives back what it was given', () => {
    expect(toHours(toHoursValues(HOURS))).to.deep.equal(HOURS);
  });

  it('says in which lines it differs from what is saved', () => {
    const mine: Hours = {
      ...HOURS,
      schedule: { ...HOURS.schedule, friday: HOURS.schedule.wednesday ?? [] },
      exceptions: [],
    };
    expect(
      differencesOf(HOURS, mine).map(({ what, saved, mine: own }) => [what, saved === 'Closed', own]),
    ).to.deep.equal([
      ['Friday', true, differencesOf(HOURS, mine)[0]?.mine],
      ['Thu, Dec 24, 2026', true, 'As in the week'],
      ['Thu, Dec 31, 2026', false, 'As in the week'],
    ]);
    expect(differencesOf(HOURS, HOURS)).to.deep.equal([]);
  });

  it('knows the hours of a date', () => {
    expect(windowsOn(HOURS, '2026-12-22'), 'a Tuesday').to.deep.equal(HOURS.schedule.tuesday);
    expect(windowsOn(HOURS, '2026-12-24')).to.deep.equal([]);
    expect(windowsOn(HOURS, '2026-12-31')).to.deep.equal([{ start: '09:00', end: '12:00' }]);
    expect(windowsOn(HOURS, '2026-12-27'), 'a Sunday').to.deep.equal([]);
  });

  it('finds the slots of open offers that new hours would not hold, but for confirmed ones', () => {
    // Tuesday, December 1, in Chicago
    const slot = (start: string, end: string, more = {}) => ({
      start: `2026-12-01T${start}-06:00`,
      end: `2026-12-01T${end}-06:00`,
      ...more,
    });
    const slots = [
      slot('09:00', '10:00'),
      slot('11:30', '12:30'),
      slot('20:00', '21:00'),
      slot('20:00', '21:00', { outsideHours: true }),
    ];
    const offer = { ...OFFER_EXAMPLE, status: 'pending', availableSlots: slots } as unknown as Schema<'Offer'>;
    const closed = { ...offer, status: 'withdrawn' } as Schema<'Offer'>;
    expect(outsideHours(HOURS, [offer, closed])).to.deep.equal([{ offer, slots: [slots[1], slots[2]] }]);
    const west = outsideHours({ ...HOURS, timezone: 'America/Los_Angeles' }, [offer]);
    expect(west[0]?.slots).to.deep.equal([slots[0], slots[2]]);
  });
});
