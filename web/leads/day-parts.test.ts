import { expect } from 'chai';
import { HOUR_MS } from '#domain/local-date.ts';
import { slotDays } from '#web/kit/slot-days.ts';
import { dayParts } from './day-parts.ts';

const ZONE = 'America/New_York';
const MIDNIGHT_MS = Date.parse('2026-03-03T05:00:00Z'); // in New York

/** The slots of one day, each half an hour from the first hour to the last. */
function slotsOf(fromHour: number, toHour: number) {
  const instant = (ms: number): string => new Date(ms).toISOString();
  const slots = Array.from({ length: (toHour - fromHour) * 2 }, (_, index) => {
    const startMs = MIDNIGHT_MS + (fromHour + index / 2) * HOUR_MS;
    return { start: instant(startMs), end: instant(startMs + HOUR_MS) };
  });
  return slotDays(slots, ZONE, MIDNIGHT_MS)[0]?.slots ?? [];
}
const inWords = (fromHour: number, toHour: number): string[] =>
  dayParts(slotsOf(fromHour, toHour), ZONE).map(({ label, slots }) => `${label} ${slots[0]?.label} ${slots.length}`);

describe('the parts of a day with many free times', () => {
  it('have each time once, by the clock where the provider works', () => {
    expect(inWords(0, 24).map((each) => each.replaceAll('\u202F', ' '))).to.deep.equal([
      'Early 12:00 AM 12',
      'Morning 6:00 AM 12',
      'Afternoon 12:00 PM 10',
      'Evening 5:00 PM 10',
      'Late 10:00 PM 4',
    ]);
  });
  it('are left out where nothing is free, and are one where all times can be seen at once', () => {
    expect(inWords(9, 17).map((each) => each.split(' ')[0])).to.deep.equal(['Morning', 'Afternoon']);
    expect(inWords(9, 15).map((each) => each.replaceAll('\u202F', ' '))).to.deep.equal([' 9:00 AM 12']);
  });
});
