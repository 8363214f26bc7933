import { expect } from 'chai';
import { MAX_SLOT_MS } from './calendar.ts';
import { firstFreeSlots, freeSlots, slotVerdict, type ProviderCalendar } from './slots.ts';
import type { Availability, BookingSettings, Interval, Slot } from './types.ts';

// 2026-06-01 is a Monday; Kathmandu is 5:45 ahead of UTC all year, so no change of the clock blurs these tests.
const at = (text: string): number => Date.parse(`${text.replace(' ', 'T')}:00+05:45`);
const slot = (start: string, end: string): Slot => ({ startMs: at(start), endMs: at(end) });
const nineToFive = [{ start: '09:00', end: '17:00' }];

function useProvider({
  availability = {},
  settings = {},
  busy = [],
  now = '2026-05-30 09:00',
}: {
  availability?: Partial<Availability>;
  settings?: BookingSettings;
  busy?: Interval[];
  now?: string;
} = {}): ProviderCalendar {
  const schedule = { monday: nineToFive, tuesday: nineToFive };
  return {
    availability: { timezone: 'Asia/Kathmandu', schedule, exceptions: [], ...availability },
    settings,
    busy,
    nowMs: at(now),
  };
}

describe('slotVerdict', () => {
  const verdict = (start: string, end: string, provider = useProvider()) =>
    slotVerdict({ ...provider, slot: slot(start, end) });

  it('calls a slot free that fills the opening hours to both edges', () => {
    expect(verdict('2026-06-01 09:00', '2026-06-01 17:00')).to.equal('free');
  });

  it('takes nothing for a slot that has no length, no number, or more than a day', () => {
    const startMs = at('2026-06-01 09:00');
    const wrong = [startMs, startMs - 1, startMs + 0.5, NaN, Infinity, startMs + MAX_SLOT_MS + 1];
    for (const endMs of wrong) {
      expect(slotVerdict({ ...useProvider(), slot: { startMs, endMs } }), String(endMs)).to.equal('not_a_slot');
    }
    expect(slotVerdict({ ...useProvider(), slot: { startMs: 8.64e15, endMs: 8.64e15 + 1 } })).to.equal('not_a_slot');
  });

  it('asks for a day of notice, to the millisecond, when the provider has not said otherwise', () => {
    const provider = useProvider({ now: '2026-05-31 09:00' });
    expect(verdict('2026-06-01 09:00', '2026-06-01 10:00', provider)).to.equal('free');
    const late = { ...provider, nowMs: provider.nowMs + 1 };
    expect(verdict('2026-06-01 09:00', '2026-06-01 10:00', late)).to.equal('too_short_notice');
  });

  it('never frees the past, whatever the notice', () => {
    const provider = useProvider({ settings: { minNoticeHours: 0 }, now: '2026-06-01 10:00' });
    expect(verdict('2026-06-01 09:00', '2026-06-01 10:00', provider)).to.equal('too_short_notice');
    expect(verdict('2026-06-01 10:00', '2026-06-01 11:00', provider)).to.equal('free');
  });

  it('refuses what begins before, ends after or lies between the opening hours', () => {
    const split = [
      { start: '09:00', end: '12:00' },
      { start: '13:00', end: '17:00' },
    ];
    const provider = useProvider({ availability: { schedule: { monday: split } } });
    expect(verdict('2026-06-01 08:59', '2026-06-01 10:00', provider)).to.equal('outside_hours');
    expect(verdict('2026-06-01 16:00', '2026-06-01 17:01', provider)).to.equal('outside_hours');
    expect(verdict('2026-06-01 11:30', '2026-06-01 13:30', provider)).to.equal('outside_hours');
    expect(verdict('2026-06-02 09:00', '2026-06-02 10:00', provider)).to.equal('outside_hours');
  });

  it('joins windows that adjoin or overlap, in whatever order they are written', () => {
    const windows = [
      { start: '12:00', end: '15:00' },
      { start: '08:00', end: '10:30' },
      { start: '10:00', end: '12:00' },
    ];
    const provider = useProvider({ availability: { schedule: { monday: windows } } });
    expect(verdict('2026-06-01 08:00', '2026-06-01 15:00', provider)).to.equal('free');
  });

  it('lets a slot cross midnight where one day is open to 24:00 and the next from 00:00', () => {
    const schedule = { monday: [{ start: '20:00', end: '24:00' }], tuesday: [{ start: '00:00', end: '02:00' }] };
    const provider = useProvider({ availability: { schedule } });
    expect(verdict('2026-06-01 23:00', '2026-06-02 02:00', provider)).to.equal('free');
    expect(verdict('2026-06-01 23:00', '2026-06-02 02:01', provider)).to.equal('outside_hours');
  });

  it('says closed where an exception closes a day that the slot touches', () => {
    const provider = useProvider({ availability: { exceptions: [{ date: '2026-06-02', closed: true }] } });
    expect(verdict('2026-06-02 09:00', '2026-06-02 10:00', provider)).to.equal('closed');
    expect(verdict('2026-06-01 23:30', '2026-06-02 00:30', provider)).to.equal('closed');
    expect(verdict('2026-06-01 23:30', '2026-06-02 00:00', provider)).to.equal('outside_hours'); // ends as the day begins
    expect(verdict('2026-06-01 09:00', '2026-06-01 10:00', provider)).to.equal('free');
  });

  it('puts the windows of an exception in place of the weekly ones, the last word on a date counting', () => {
    const exceptions = [
      { date: '2026-06-02', closed: true },
      { date: '2026-06-02', windows: [{ start: '18:00', end: '20:00' }] },
      { date: '2026-06-03', windows: [{ start: '10:00', end: '11:00' }] },
      { date: '2026-06-01' }, // says nothing, changes nothing
    ];
    const provider = useProvider({ availability: { exceptions } });
    expect(verdict('2026-06-02 18:00', '2026-06-02 20:00', provider)).to.equal('free');
    expect(verdict('2026-06-02 09:00', '2026-06-02 10:00', provider)).to.equal('outside_hours');
    expect(verdict('2026-06-03 10:00', '2026-06-03 11:00', provider)).to.equal('free');
    expect(verdict('2026-06-01 09:00', '2026-06-01 10:00', provider)).to.equal('free');
  });

  it('refuses an overlap of a minute and frees a slot that touches', () => {
    const provider = useProvider({ busy: [slot('2026-06-01 12:00', '2026-06-01 13:00')] });
    expect(verdict('2026-06-01 11:00', '2026-06-01 12:01', provider)).to.equal('overlaps_booking');
    expect(verdict('2026-06-01 12:15', '2026-06-01 12:45', provider)).to.equal('overlaps_booking');
    expect(verdict('2026-06-01 11:00', '2026-06-01 12:00', provider)).to.equal('free');
    expect(verdict('2026-06-01 13:00', '2026-06-01 14:00', provider)).to.equal('free');
  });

  it('keeps the buffer free on both sides of a booking and names an overlap before it', () => {
    const busy = [slot('2026-06-01 14:30', '2026-06-01 15:30'), slot('2026-06-01 12:00', '2026-06-01 13:00')];
    const provider = useProvider({ settings: { bufferMinutes: 15 }, busy });
    expect(verdict('2026-06-01 10:00', '2026-06-01 11:46', provider)).to.equal('within_buffer');
    expect(verdict('2026-06-01 10:00', '2026-06-01 11:45', provider)).to.equal('free');
    expect(verdict('2026-06-01 13:14', '2026-06-01 13:30', provider)).to.equal('within_buffer');
    expect(verdict('2026-06-01 13:15', '2026-06-01 14:15', provider)).to.equal('free');
    expect(verdict('2026-06-01 13:10', '2026-06-01 14:40', provider)).to.equal('overlaps_booking');
  });

  it('counts bookings by the local day on which they start', () => {
    const allDay = [{ start: '00:00', end: '24:00' }];
    const provider = useProvider({
      availability: { schedule: { monday: allDay, tuesday: allDay } },
      settings: { maxBookingsPerDay: 1 },
      busy: [slot('2026-06-01 23:00', '2026-06-02 01:00')], // begins on Monday here, on Monday 17:15 in UTC
    });
    expect(verdict('2026-06-01 02:00', '2026-06-01 03:00', provider)).to.equal('day_is_full');
    expect(verdict('2026-06-02 02:00', '2026-06-02 03:00', provider)).to.equal('free');
  });

  it('sets aside the opening hours for a slot that the provider has confirmed, and no other reason', () => {
    const busy = [slot('2026-06-01 19:00', '2026-06-01 20:00')];
    const exceptions = [{ date: '2026-06-02', closed: true }];
    const provider = useProvider({ availability: { exceptions }, settings: { bufferMinutes: 15 }, busy });
    const confirmed = (start: string, end: string, settings: BookingSettings = {}) =>
      slotVerdict({
        ...provider,
        settings: { ...provider.settings, ...settings },
        slot: { ...slot(start, end), outsideHours: true },
      });
    expect(confirmed('2026-06-01 17:30', '2026-06-01 18:30')).to.equal('free');
    expect(confirmed('2026-06-02 09:00', '2026-06-02 10:00')).to.equal('free');
    expect(confirmed('2026-06-01 09:00', '2026-06-01 10:00')).to.equal('free');
    expect(confirmed('2026-05-30 18:00', '2026-05-30 19:00')).to.equal('too_short_notice');
    expect(confirmed('2026-06-01 18:30', '2026-06-01 19:30')).to.equal('overlaps_booking');
    expect(confirmed('2026-06-01 18:00', '2026-06-01 18:50')).to.equal('within_buffer');
    expect(confirmed('2026-06-01 06:00', '2026-06-01 07:00', { maxBookingsPerDay: 1 })).to.equal('day_is_full');
    expect(confirmed('2026-06-01 07:00', '2026-06-01 06:00')).to.equal('not_a_slot');
  });

  it('throws for a zone and a time that do not exist, rather than guess', () => {
    const elsewhere = useProvider({ availability: { timezone: 'Mars/Olympus' } });
    expect(() => verdict('2026-06-01 09:00', '2026-06-01 10:00', elsewhere)).to.throw(RangeError, 'Mars/Olympus');
    const sloppy = useProvider({ availability: { schedule: { monday: [{ start: '9', end: '17:00' }] } } });
    expect(() => verdict('2026-06-01 09:00', '2026-06-01 10:00', sloppy)).to.throw(RangeError, 'time of day');
  });
});

describe('freeSlots', () => {
  const monday = { fromMs: at('2026-06-01 00:00'), toMs: at('2026-06-02 00:00') };
  const starts = (slots: Iterable<Slot>): string[] =>
    [...slots].map(({ startMs }) => new Date(startMs + 5.75 * 3_600_000).toISOString().slice(11, 16));

  it('steps from the start of each window by the clock and leaves room for the whole slot', () => {
    const windows = [
      { start: '09:10', end: '11:10' },
      { start: '14:00', end: '15:00' },
    ];
    const provider = useProvider({ availability: { schedule: { monday: windows } } });
    const search = { ...provider, ...monday, durationMinutes: 60 };
    expect(starts(freeSlots(search))).to.deep.equal(['09:10', '09:40', '10:10', '14:00']);
    expect(starts(freeSlots({ ...search, stepMinutes: 60 }))).to.deep.equal(['09:10', '10:10', '14:00']);
  });

  it('steps through windows that touch or overlap as through one', () => {
    const windows = [
      { start: '10:10', end: '11:00' },
      { start: '09:00', end: '10:10' },
      { start: '09:30', end: '09:40' },
    ];
    const provider = useProvider({ availability: { schedule: { monday: windows } } });
    const found = starts(freeSlots({ ...provider, ...monday, durationMinutes: 30 }));
    expect(found).to.deep.equal(['09:00', '09:30', '10:00', '10:30']);
  });

  it('offers the first minute of a stretch that is long enough but holds no whole step', () => {
    const provider = useProvider({
      busy: [slot('2026-06-01 09:00', '2026-06-01 10:20'), slot('2026-06-01 11:25', '2026-06-01 17:00')],
    });
    expect(starts(freeSlots({ ...provider, ...monday, durationMinutes: 60 }))).to.deep.equal(['10:20']);
  });

  it('offers the slots that touch a booking, and with a buffer those that touch the buffer', () => {
    const busy = [slot('2026-06-01 10:00', '2026-06-01 15:00')];
    const search = { ...useProvider({ busy }), ...monday, durationMinutes: 60, stepMinutes: 15 };
    expect(starts(freeSlots(search))).to.deep.equal(['09:00', '15:00', '15:15', '15:30', '15:45', '16:00']);
    const apart = { ...search, durationMinutes: 30, settings: { bufferMinutes: 30 } };
    expect(starts(freeSlots(apart))).to.deep.equal(['09:00', '15:30', '15:45', '16:00', '16:15', '16:30']);
  });

  it('gives slots that start in the range only, so that neighbouring ranges share none and lose none', () => {
    const search = { ...useProvider(), durationMinutes: 60 };
    const noon = at('2026-06-01 12:00');
    const halves = [
      ...freeSlots({ ...search, fromMs: monday.fromMs, toMs: noon }),
      ...freeSlots({ ...search, fromMs: noon, toMs: monday.toMs }),
    ];
    expect(halves).to.deep.equal([...freeSlots({ ...search, ...monday })]);
    expect(halves).to.have.length(15);
  });

  it('stops at the limit', () => {
    const search = { ...useProvider(), ...monday, durationMinutes: 60 };
    expect(starts(freeSlots({ ...search, limit: 2 }))).to.deep.equal(['09:00', '09:30']);
    expect(starts(freeSlots({ ...search, limit: 0 }))).to.deep.equal([]);
  });

  it('leaves out the days that are full, and all of them when none may be booked', () => {
    const busy = [slot('2026-06-01 09:00', '2026-06-01 10:00')];
    const twoDays = { fromMs: monday.fromMs, toMs: at('2026-06-03 00:00'), durationMinutes: 240, stepMinutes: 240 };
    const full = useProvider({ busy, settings: { maxBookingsPerDay: 1 } });
    expect([...freeSlots({ ...full, ...twoDays })].map(({ startMs }) => startMs)).to.deep.equal([
      at('2026-06-02 09:00'),
      at('2026-06-02 13:00'),
    ]);
    const none = useProvider({ settings: { maxBookingsPerDay: 0 } });
    expect([...freeSlots({ ...none, ...twoDays })]).to.deep.equal([]);
  });

  it('finds nothing in an empty range or for a slot longer than a day', () => {
    const provider = useProvider();
    const none = { ...provider, fromMs: monday.toMs, toMs: monday.fromMs, durationMinutes: 60 };
    expect([...freeSlots(none)]).to.deep.equal([]);
    expect([...freeSlots({ ...provider, ...monday, durationMinutes: 24 * 60 + 1 })]).to.deep.equal([]);
  });

  it('refuses steps and lengths that are not whole minutes, and a range without bounds', () => {
    const provider = useProvider();
    for (const wrong of [0, -30, 1.5, NaN]) {
      expect(() => [...freeSlots({ ...provider, ...monday, durationMinutes: wrong })]).to.throw(RangeError);
      expect(() => [...freeSlots({ ...provider, ...monday, durationMinutes: 60, stepMinutes: wrong })]).to.throw(
        RangeError,
      );
    }
    const forEver = { ...provider, fromMs: 0, toMs: Infinity, durationMinutes: 60 };
    expect(() => [...freeSlots(forEver)]).to.throw(RangeError, 'days');
  });
});

describe('firstFreeSlots', () => {
  it('answers each window with its first free slot or with nothing', () => {
    const windows = [
      slot('2026-06-01 06:00', '2026-06-01 12:00'),
      slot('2026-06-01 17:00', '2026-06-01 22:00'),
      slot('2026-06-02 12:00', '2026-06-02 17:00'),
    ];
    expect(firstFreeSlots({ ...useProvider(), windows, durationMinutes: 60 })).to.deep.equal([
      slot('2026-06-01 09:00', '2026-06-01 10:00'),
      undefined,
      slot('2026-06-02 12:00', '2026-06-02 13:00'),
    ]);
  });
});
