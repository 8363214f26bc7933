import { expect } from 'chai';
import { freeSlots, slotVerdict, type ProviderCalendar } from './slots.ts';
import type { DayWindow, Slot } from './types.ts';

const HOUR_MS = 3_600_000;

/** A provider with the same windows every day, no notice, and nothing booked. */
function useEveryDay(timezone: string, ...windows: DayWindow[]): ProviderCalendar {
  const schedule = Object.fromEntries(
    ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => [day, windows]),
  );
  return {
    availability: { timezone, schedule, exceptions: [] },
    settings: { minNoticeHours: 0 },
    busy: [],
    nowMs: Date.parse('2025-01-01T00:00Z'),
  };
}

/** A slot named by the instants at its two ends, offsets and all. */
const slot = (start: string, end: string): Slot => ({ startMs: Date.parse(start), endMs: Date.parse(end) });
const verdict = (provider: ProviderCalendar, start: string, end: string) =>
  slotVerdict({ ...provider, slot: slot(start, end) });

/** The starts found between two instants, as the clock reads them there, with the offset. */
function found(
  provider: ProviderCalendar,
  from: string,
  to: string,
  minutes: { length: number; step: number },
): string[] {
  const range = { fromMs: Date.parse(from), toMs: Date.parse(to) };
  const shape = { durationMinutes: minutes.length, stepMinutes: minutes.step };
  const { timezone } = provider.availability;
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: timezone, timeStyle: 'long', hourCycle: 'h23' });
  return [...freeSlots({ ...provider, ...range, ...shape })].map(({ startMs }) =>
    clock.format(startMs).replace(':00 ', ' '),
  );
}

const zones = [
  {
    zone: 'Europe/Berlin', // 02:00 → 03:00 on 29 March 2026, 03:00 → 02:00 on 25 October 2026
    gap: { before: '2026-03-29T01:00+01:00', after: '2026-03-29T04:00+02:00', realHours: 2 },
    overlap: { before: '2026-10-25T01:00+02:00', after: '2026-10-25T04:00+01:00', realHours: 4 },
  },
  {
    zone: 'America/New_York', // 8 March and 1 November 2026
    gap: { before: '2026-03-08T01:00-05:00', after: '2026-03-08T04:00-04:00', realHours: 2 },
    overlap: { before: '2026-11-01T01:00-04:00', after: '2026-11-01T04:00-05:00', realHours: 4 },
  },
  {
    zone: 'Australia/Lord_Howe', // half an hour: 02:00 → 02:30 on 4 October 2026, 02:00 → 01:30 on 5 April 2026
    gap: { before: '2026-10-04T01:00+10:30', after: '2026-10-04T04:00+11:00', realHours: 2.5 },
    overlap: { before: '2026-04-05T01:00+11:00', after: '2026-04-05T04:00+10:30', realHours: 3.5 },
  },
];

describe('availability across daylight saving', () => {
  for (const { zone, gap, overlap } of zones) {
    for (const [name, change] of Object.entries({ gap, overlap })) {
      it(`keeps a window from 01:00 to 04:00 whole over the ${name} in ${zone}, with its real length`, () => {
        const provider = useEveryDay(zone, { start: '01:00', end: '04:00' });
        const { startMs, endMs } = slot(change.before, change.after);
        expect((endMs - startMs) / HOUR_MS).to.equal(change.realHours);
        expect(slotVerdict({ ...provider, slot: { startMs, endMs } })).to.equal('free');
        expect(slotVerdict({ ...provider, slot: { startMs, endMs: endMs + 1 } })).to.equal('outside_hours');
        expect(slotVerdict({ ...provider, slot: { startMs: startMs - 1, endMs } })).to.equal('outside_hours');
      });
    }
  }

  it('has no time at all in a window that the gap swallows', () => {
    const provider = useEveryDay('Europe/Berlin', { start: '02:00', end: '03:00' });
    expect(found(provider, '2026-03-29T00:00+01:00', '2026-03-30T00:00+02:00', { length: 15, step: 15 })).to.deep.equal(
      [],
    );
    expect(verdict(provider, '2026-03-29T02:00+01:00', '2026-03-29T03:00+01:00')).to.equal('outside_hours');
  });

  it('cuts a window that begins or ends in the gap at the gap', () => {
    const early = useEveryDay('Europe/Berlin', { start: '01:00', end: '02:30' });
    expect(verdict(early, '2026-03-29T01:00+01:00', '2026-03-29T02:00+01:00')).to.equal('free');
    expect(verdict(early, '2026-03-29T01:00+01:00', '2026-03-29T03:30+02:00')).to.equal('outside_hours');
    const late = useEveryDay('Europe/Berlin', { start: '02:30', end: '04:00' });
    expect(verdict(late, '2026-03-29T03:00+02:00', '2026-03-29T04:00+02:00')).to.equal('free');
    expect(verdict(late, '2026-03-29T01:59+01:00', '2026-03-29T04:00+02:00')).to.equal('outside_hours');
  });

  it('opens a window twice that lies in the overlap, since the clock reads it twice', () => {
    const half = useEveryDay('Europe/Berlin', { start: '02:00', end: '02:30' });
    const night = ['2026-10-25T00:00+02:00', '2026-10-26T00:00+01:00'] as const;
    expect(found(half, ...night, { length: 30, step: 30 })).to.deep.equal(['02:00 CEST', '02:00 CET']);
    const whole = useEveryDay('Europe/Berlin', { start: '02:00', end: '03:00' });
    expect(verdict(whole, '2026-10-25T02:00+02:00', '2026-10-25T03:00+01:00')).to.equal('free');
  });

  it('shuts between the two readings when a window ends within the overlap', () => {
    const provider = useEveryDay('America/New_York', { start: '00:00', end: '01:30' });
    expect(verdict(provider, '2026-11-01T00:00-04:00', '2026-11-01T01:30-04:00')).to.equal('free');
    expect(verdict(provider, '2026-11-01T01:30-04:00', '2026-11-01T02:00-04:00')).to.equal('outside_hours');
    expect(verdict(provider, '2026-11-01T01:00-05:00', '2026-11-01T01:30-05:00')).to.equal('free');
  });

  it('keeps its steps on round times of the clock after a change of half an hour', () => {
    const provider = useEveryDay('Australia/Lord_Howe', { start: '00:00', end: '05:00' });
    const gap = found(provider, '2026-10-04T00:00+10:30', '2026-10-05T00:00+11:00', { length: 60, step: 60 });
    expect(gap.map((text) => text.slice(0, 5))).to.deep.equal(['00:00', '01:00', '03:00', '04:00']);
    const overlap = found(provider, '2026-04-05T00:00+11:00', '2026-04-06T00:00+10:30', { length: 30, step: 30 });
    expect(overlap.map((text) => text.slice(0, 5))).to.deep.equal([
      '00:00',
      '00:30',
      '01:00',
      '01:30',
      '01:30',
      '02:00',
      '02:30',
      '03:00',
      '03:30',
      '04:00',
      '04:30',
    ]);
  });

  it('counts the day cap by the local day when that day has 25 hours', () => {
    const provider = useEveryDay('America/New_York', { start: '00:00', end: '24:00' });
    const capped = {
      ...provider,
      settings: { minNoticeHours: 0, maxBookingsPerDay: 1 },
      busy: [slot('2026-11-01T00:00-04:00', '2026-11-01T01:00-04:00')],
    };
    expect(verdict(capped, '2026-11-01T23:00-05:00', '2026-11-02T00:00-05:00')).to.equal('day_is_full');
    expect(verdict(capped, '2026-11-02T00:00-05:00', '2026-11-02T01:00-05:00')).to.equal('free');
    const after = found(capped, '2026-11-01T00:00-04:00', '2026-11-02T02:00-05:00', { length: 60, step: 60 });
    expect(after).to.deep.equal(['00:00 GMT-5', '01:00 GMT-5']);
  });

  it('joins a window that ends at 24:00 to the next day even where midnight itself is skipped', () => {
    const provider = useEveryDay(
      'America/Santiago',
      { start: '22:00', end: '24:00' },
      { start: '00:00', end: '02:00' },
    );
    expect(verdict(provider, '2026-09-05T22:00-04:00', '2026-09-06T02:00-03:00')).to.equal('free'); // 24:00 → 01:00
    expect(verdict(provider, '2026-09-05T22:00-04:00', '2026-09-06T02:01-03:00')).to.equal('outside_hours');
  });

  it('reads the odd but steady offset of Asia/Kathmandu to the minute', () => {
    const provider = useEveryDay('Asia/Kathmandu', { start: '09:15', end: '10:15' });
    expect(verdict(provider, '2026-03-29T03:30Z', '2026-03-29T04:30Z')).to.equal('free');
    expect(verdict(provider, '2026-03-29T03:29Z', '2026-03-29T04:29Z')).to.equal('outside_hours');
    expect(verdict(provider, '2026-10-25T03:30Z', '2026-10-25T04:30Z')).to.equal('free');
  });

  it('knows of no hours on a date that a zone left out', () => {
    const provider = useEveryDay('Pacific/Apia', { start: '22:00', end: '24:00' }, { start: '00:00', end: '02:00' });
    const past = { ...provider, nowMs: Date.parse('2011-01-01T00:00Z') }; // 30 December 2011 never was there
    expect(verdict(past, '2011-12-29T22:00-10:00', '2011-12-31T02:00+14:00')).to.equal('free');
  });
});
