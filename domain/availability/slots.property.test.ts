import { expect } from 'chai';
import fc from 'fast-check';
import { WEEKDAYS, type Weekday } from '#domain/local-date.ts';
import { freeSlots, slotVerdict, type ProviderCalendar } from './slots.ts';
import type { DayWindow, SlotVerdict } from './types.ts';

/*
 * The oracle knows nothing of offsets and intervals. It asks Intl what the clock on the wall reads at each minute, and
 * decides minute by minute.
 */
const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;

/** Zones with the UTC date of a change of their clock; Kathmandu has none. */
const CHANGES = [
  ['Europe/Berlin', '2026-03-29'],
  ['Europe/Berlin', '2026-10-25'],
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2026-11-01'],
  ['Australia/Lord_Howe', '2026-10-03'],
  ['Australia/Lord_Howe', '2026-04-04'],
  ['Asia/Kathmandu', '2026-03-29'],
  ['America/Santiago', '2026-09-06'], // midnight is skipped
  ['America/Santiago', '2026-04-05'], // the last hour of the day comes twice
  ['America/Havana', '2026-11-01'], // the first hour of the day comes twice
  ['Africa/Casablanca', '2026-02-15'],
  ['Pacific/Chatham', '2026-09-26'],
] as const;

interface Wall {
  date: string;
  weekday: Weekday;
  minute: number;
}

const walls = new Map<string, Wall>();
const clocks = new Map<string, Intl.DateTimeFormat>();

function wallAt(zone: string, minute: number): Wall {
  const key = `${zone} ${minute}`;
  const known = walls.get(key);
  if (known) return known;
  let clock = clocks.get(zone);
  if (!clock) {
    const numeric = '2-digit';
    const fields = {
      year: 'numeric',
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
      weekday: 'long',
    } as const;
    clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...fields });
    clocks.set(zone, clock);
  }
  const parts = Object.fromEntries(clock.formatToParts(minute * MINUTE_MS).map(({ type, value }) => [type, value]));
  const weekday = WEEKDAYS.find((day) => day === parts['weekday']?.toLowerCase());
  if (!weekday) throw new Error(`no weekday at ${minute} in ${zone}`);
  const date = `${parts['year']}-${parts['month']}-${parts['day']}`;
  const wall = { date, weekday, minute: Number(parts['hour']) * 60 + Number(parts['minute']) };
  walls.set(key, wall);
  return wall;
}

/** The windows of each date as one flag a minute, closed dates apart. */
function createOracle({ availability, settings, busy, nowMs }: ProviderCalendar) {
  const zone = availability.timezone;
  const days = new Map<string, boolean[]>();
  return { verdict, starts };

  function flagsOf({ date, weekday }: Wall): boolean[] {
    const known = days.get(date);
    if (known) return known;
    const said = availability.exceptions.filter((exception) => exception.date === date).at(-1);
    const usual = said?.windows ?? availability.schedule[weekday] ?? [];
    const flags = Array.from({ length: DAY_MINUTES }, (_, minute) => {
      const text = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
      return said?.closed !== true && usual.some(({ start, end }) => start <= text && text < end);
    });
    days.set(date, flags);
    return flags;
  }

  function verdict(start: number, length: number): SlotVerdict {
    const noticeMs = (settings.minNoticeHours ?? 24) * 60 * MINUTE_MS;
    if (start * MINUTE_MS - nowMs < noticeMs) return 'too_short_notice';
    const wallsOfSlot = Array.from({ length }, (_, index) => wallAt(zone, start + index));
    if (!wallsOfSlot.every((wall) => flagsOf(wall)[wall.minute])) {
      const isShut = ({ date }: Wall) => availability.exceptions.filter((said) => said.date === date).at(-1)?.closed;
      return wallsOfSlot.some(isShut) ? 'closed' : 'outside_hours';
    }
    const isTaken = (minute: number) =>
      busy.some(({ startMs, endMs }) => minute * MINUTE_MS >= startMs && minute * MINUTE_MS < endMs);
    const buffer = settings.bufferMinutes ?? 0;
    for (let minute = start; minute < start + length; minute += 1) if (isTaken(minute)) return 'overlaps_booking';
    for (let minute = start - buffer; minute < start + length + buffer; minute += 1) {
      if (isTaken(minute)) return 'within_buffer';
    }
    const today = wallAt(zone, start).date;
    const booked = busy.filter(({ startMs }) => wallAt(zone, startMs / MINUTE_MS).date === today).length;
    return booked >= (settings.maxBookingsPerDay ?? Infinity) ? 'day_is_full' : 'free';
  }

  function isOnStep(minute: number, step: number): boolean {
    const wall = wallAt(zone, minute);
    const flags = flagsOf(wall);
    let first = wall.minute;
    while (flags[first - 1]) first -= 1;
    return (wall.minute - first) % step === 0;
  }

  function starts(from: number, to: number, length: number, step: number): number[] {
    const chosen: number[] = [];
    let run: number[] = [];
    for (let minute = from; minute <= to; minute += 1) {
      if (minute < to && verdict(minute, length) === 'free') {
        run.push(minute);
      } else {
        const onStep = run.filter((candidate) => isOnStep(candidate, step));
        chosen.push(...(onStep.length > 0 ? onStep : run.slice(0, 1)));
        run = [];
      }
    }
    return chosen;
  }
}

const time = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const edge = fc.oneof(
  fc.constantFrom(0, 60, 120, 150, 180, 240, 1380, DAY_MINUTES),
  fc.nat(DAY_MINUTES / 5).map((n) => n * 5),
);
const windows = fc.array(
  fc.tuple(edge, edge).map(([a, b]): DayWindow => ({ start: time(Math.min(a, b)), end: time(Math.max(a, b)) })),
  { maxLength: 3 },
);

/** A provider, a range of a day or so around a change of the clock, and slots to ask about; minutes since the epoch. */
const cases = fc.constantFrom(...CHANGES).chain(([timezone, date]) => {
  const change = Date.parse(`${date}T00:00Z`) / MINUTE_MS;
  const near = (before: number, after: number) =>
    fc // often on the half hour, where edges meet
      .tuple(fc.integer({ min: change - before, max: change + after }), fc.constantFrom(1, 30))
      .map(([minute, unit]) => minute - (minute % unit));
  const dates = fc.integer({ min: -1, max: 2 }).map((days) => new Date((change + days * DAY_MINUTES) * MINUTE_MS));
  const exception = fc.record({
    date: dates.map((day) => day.toISOString().slice(0, 10)),
    said: fc.oneof(
      fc.constant({ closed: true }),
      windows.map((those) => ({ windows: those })),
    ),
  });
  const booking = fc.record({ start: near(DAY_MINUTES, 2 * DAY_MINUTES), length: fc.integer({ min: 5, max: 300 }) });
  return fc.record({
    availability: fc.record({
      timezone: fc.constant(timezone),
      schedule: fc.record(Object.fromEntries(WEEKDAYS.map((day) => [day, windows]))),
      exceptions: fc.array(
        exception.map(({ date: on, said }) => ({ date: on, ...said })),
        { maxLength: 2 },
      ),
    }),
    settings: fc.record({
      minNoticeHours: fc.constantFrom(undefined, 0, 2),
      maxBookingsPerDay: fc.constantFrom(undefined, null, 1, 2),
      bufferMinutes: fc.constantFrom(undefined, 0, 10, 45),
    }),
    busy: fc.array(
      booking.map(({ start, length }) => ({ startMs: start * MINUTE_MS, endMs: (start + length) * MINUTE_MS })),
      { maxLength: 4 },
    ),
    nowMs: fc.integer({ min: (change - 3 * DAY_MINUTES) * MINUTE_MS, max: (change + 600) * MINUTE_MS }),
    from: near(DAY_MINUTES, 600),
    span: fc.integer({ min: 1, max: 36 * 60 }),
    length: fc.constantFrom(5, 30, 45, 60, 90, 180),
    step: fc.constantFrom(5, 15, 30, 45, 60),
    asked: fc.array(near(DAY_MINUTES, 2 * DAY_MINUTES), { minLength: 20, maxLength: 20 }),
  });
});

const options = { numRuns: 400 };

describe('slots against an oracle that reads the clock minute by minute', () => {
  const seen = new Set<SlotVerdict>();

  it("gives the oracle's verdict on every slot", () => {
    const property = fc.property(cases, ({ asked, length, from: _from, span: _span, step: _step, ...provider }) => {
      const oracle = createOracle(provider);
      for (const start of asked) {
        const slot = { startMs: start * MINUTE_MS, endMs: (start + length) * MINUTE_MS };
        const verdict = slotVerdict({ ...provider, slot });
        expect(verdict, new Date(slot.startMs).toISOString()).to.equal(oracle.verdict(start, length));
        seen.add(verdict);
      }
    });
    fc.assert(property, options);
    expect([...seen]).to.include.members(['free', 'too_short_notice', 'closed', 'outside_hours', 'overlaps_booking']);
  });

  it("finds exactly the oracle's slots in a range, each of them free", () => {
    const property = fc.property(cases, ({ asked: _asked, from, span, length, step, ...provider }) => {
      const range = { fromMs: from * MINUTE_MS, toMs: (from + span) * MINUTE_MS };
      const found = [...freeSlots({ ...provider, ...range, durationMinutes: length, stepMinutes: step })];
      const expected = createOracle(provider).starts(from, from + span, length, step);
      expect(found.map(({ startMs }) => startMs / MINUTE_MS)).to.deep.equal(expected);
      for (const slot of found) expect(slotVerdict({ ...provider, slot })).to.equal('free');
    });
    fc.assert(property, options);
  });
});
