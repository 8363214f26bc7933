import { expect } from 'chai';
import { CURRENCY_DIGITS } from '#domain/money.ts';
import { eachClock } from '#test/support/clocks.ts';
import {
  digitsOf,
  formatDistance,
  formatDuration,
  formatMoney,
  formatMoneyRange,
  plural,
  toAmountText,
  toMinorUnits,
} from './format.ts';
import { formatElsewhere, formatInstant, formatRelative, formatSlot, formatTime, formatWhen } from './format-time.ts';
import { slotDays } from './slot-days.ts';
import { clockChangeOn, dateIn, offsetMinutes } from './zone.ts';

const NOW = Date.parse('2026-11-28T14:30:00-05:00');
const NEW_YORK = 'America/New_York';
/** Intl parts numbers and dashes with spaces of many widths. */
const plain = (text: string | undefined): string | undefined => text?.replaceAll(/\s/g, ' ');

describe('formats', () => {
  it('show money with the digits of its currency, and read it back', () => {
    expect(formatMoney({ amount: 6_500, currency: 'USD' })).to.equal('$65.00');
    expect(formatMoney({ amount: 6_500, currency: 'JPY' })).to.equal('¥6,500');
    expect(plain(formatMoney({ amount: 6_500, currency: 'KWD' }))).to.equal('KWD 6.500');
    expect(plain(formatMoneyRange(6_000, 8_000, 'USD'))).to.equal('$60 – $80');
    expect(plain(formatMoneyRange(6_050, 8_000, 'USD'))).to.equal('$60.50 – $80.00');
    for (const [currency, digits] of Object.entries(CURRENCY_DIGITS)) {
      expect(digitsOf(currency)).to.equal(digits);
      expect(toMinorUnits('12', currency)).to.equal(12 * 10 ** digits);
    }
    expect(toMinorUnits('1,065.5', 'USD')).to.equal(106_550);
    expect(['', 'x', '-1', '1.234', '1e3'].map((text) => toMinorUnits(text, 'USD'))).to.deep.equal(
      Array(5).fill(undefined),
    );
  });
  it('write amounts into forms so that they are read as they were', () => {
    expect([6_500, 6_550, 5].map((amount) => toAmountText(amount, 'USD'))).to.deep.equal(['65', '65.50', '0.05']);
    for (const currency of Object.keys(CURRENCY_DIGITS)) {
      for (const amount of [0, 1, 999, 1_000, 123_456_789]) {
        expect(toMinorUnits(toAmountText(amount, currency), currency)).to.equal(amount);
      }
    }
  });
  it('show distances, durations and numbers of things', () => {
    expect([0.46, 9.96, 12.4].map(formatDistance)).to.deep.equal(['0.5 km', '10 km', '12 km']);
    expect([45, 60, 90].map(formatDuration)).to.deep.equal(['45 min', '1 h', '1 h 30 min']);
    expect([0, 1, 1_234].map((n) => plural(n, { one: 'offer', other: 'offers' }))).to.deep.equal([
      '0 offers',
      '1 offer',
      '1,234 offers',
    ]);
  });
  it('show when something is, in the zone of the viewer and in that of the provider where it differs', () => {
    const start = '2026-11-28T21:30:00Z';
    expect(plain(formatWhen(start, NEW_YORK, NOW))).to.equal('Sat, Nov 28, 4:30 PM (in 2 h)');
    expect(plain(formatInstant('2027-01-01T05:00:00Z', NEW_YORK, NOW))).to.equal('Fri, Jan 1, 2027, 12:00 AM');
    const beside = (zone: string, viewer: string) => plain(formatElsewhere(start, { zone, viewer, nowMs: NOW }));
    expect(beside('Europe/Berlin', NEW_YORK)).to.equal('Sat, Nov 28, 10:30 PM in Berlin');
    expect(beside('America/Toronto', NEW_YORK)).to.equal(undefined);
    expect(beside('Pacific/Kiritimati', 'Pacific/Pago_Pago')).to.equal('Sun, Nov 29, 11:30 AM in Kiritimati');
  });
  it('tell the hour that comes twice apart wherever they stand', () => {
    for (const [at, name] of Object.entries({ '05:30': 'EDT', '06:30': 'EST' })) {
      const instant = `2026-11-01T${at}:00Z`;
      const beside = formatElsewhere(instant, { zone: NEW_YORK, viewer: 'Pacific/Kiritimati', nowMs: NOW });
      expect(plain(formatInstant(instant, NEW_YORK, NOW))).to.equal(`Sun, Nov 1, 1:30 AM ${name}`);
      expect(plain(beside)).to.equal(`Sun, Nov 1, 1:30 AM ${name} in New York`);
      expect(plain(formatTime(instant, NEW_YORK))).to.equal(`1:30 AM ${name}`);
    }
  });
  it('never say that more is left than there is', () => {
    const away = (ms: number): string => formatRelative(NOW + ms, NOW);
    expect([59_000, 60_000, 3_599_000, 3_600_000].map(away)).to.deep.equal(['now', 'in 1 min', 'in 59 min', 'in 1 h']);
    expect([47.9, 48, 71].map((hours) => away(hours * 3_600_000))).to.deep.equal(['in 47 h', 'in 2 days', 'in 2 days']);
    expect(away(-5 * 60_000)).to.equal('5 min ago');
  });
  it('name the zone on both sides of a slot in which the clock changes', () => {
    const back = { start: '2026-11-01T05:30:00Z', end: '2026-11-01T06:30:00Z' };
    expect(plain(formatSlot(back, NEW_YORK, NOW))).to.equal('Sun, Nov 1, 1:30 AM EDT – 1:30 AM EST');
    const twice = ['05:00', '06:00'].map((at) => Date.parse(`2026-11-01T${at}:00Z`));
    expect(twice.map((start) => plain(formatSlot({ start, end: start + 1_800_000 }, NEW_YORK, NOW)))).to.deep.equal([
      'Sun, Nov 1, 1:00 – 1:30 AM EDT',
      'Sun, Nov 1, 1:00 – 1:30 AM EST',
    ]);
    const usual = { start: '2026-11-28T21:30:00Z', end: '2026-11-28T22:30:00Z' };
    expect(plain(formatSlot(usual, NEW_YORK, NOW))).to.equal('Sat, Nov 28, 4:30 – 5:30 PM');
  });
});

describe('slots by day', () => {
  it('say what the clock does, forward and back, in both hemispheres', () => {
    expect(
      [
        ['2026-03-08', NEW_YORK],
        ['2026-11-01', NEW_YORK],
        ['2026-03-29', 'Europe/Berlin'],
        ['2026-10-25', 'Europe/Berlin'],
        ['2026-10-04', 'Australia/Sydney'],
        ['2026-04-05', 'Australia/Sydney'],
        ['2026-10-04', 'Australia/Lord_Howe'],
        ['2026-11-28', NEW_YORK],
        ['2026-09-05', 'America/Santiago'],
        ['2026-09-06', 'America/Santiago'],
        ['2026-11-01', 'Pacific/Kiritimati'],
        ['2026-11-01', 'Pacific/Pago_Pago'],
      ].map(([date, zone]) => plain(clockChangeOn(String(date), String(zone)))),
    ).to.deep.equal([
      'Clocks go forward 1 h at 2:00 AM',
      'Clocks go back 1 h at 2:00 AM',
      'Clocks go forward 1 h at 2:00 AM',
      'Clocks go back 1 h at 3:00 AM',
      'Clocks go forward 1 h at 2:00 AM',
      'Clocks go back 1 h at 3:00 AM',
      'Clocks go forward 30 min at 2:00 AM',
      undefined,
      undefined,
      'Clocks go forward 1 h at 12:00 AM',
      undefined,
      undefined,
    ]);
  });
  it('tell the hour that comes twice apart, and give each slot its whole name', () => {
    const slots = ['06:30', '05:30'].map((at) => {
      const start = Date.parse(`2026-11-01T${at}:00Z`);
      return { start, end: start + 1_800_000 };
    });
    const [day, ...others] = slotDays(slots, NEW_YORK, NOW);
    expect(others).to.deep.equal([]);
    expect(day?.slots.map(({ label }) => plain(label))).to.deep.equal(['1:30 AM EDT', '1:30 AM EST']);
    expect(plain(day?.slots[1]?.name)).to.equal('Sunday, November 1 at 1:30 AM to 2:00 AM Eastern Standard Time');
  });
  it('belong to the day of the zone, at UTC+14 and at UTC-11', () => {
    const slot = { start: '2026-11-28T10:30:00Z', end: '2026-11-28T11:30:00Z' };
    const labels = (zone: string): string[] => slotDays([slot], zone, NOW).map(({ date, label }) => `${date} ${label}`);
    expect(labels('Pacific/Kiritimati')).to.deep.equal(['2026-11-29 Sun, Nov 29']);
    expect(labels('Pacific/Pago_Pago')).to.deep.equal(['2026-11-27 Fri, Nov 27']);
  });
  it('agree with the calendar in every zone, also on days on which the clock changes', () => {
    eachClock(({ local, nowMs, timezone }) => {
      expect(dateIn(nowMs, timezone)).to.equal(local.toPlainDate().toString());
      expect(offsetMinutes(nowMs, timezone)).to.equal(local.offsetNanoseconds / 60e9);
      const isLong = local.hoursInDay !== 24;
      expect(clockChangeOn(dateIn(nowMs, timezone), timezone) !== undefined, 'a change').to.equal(isLong);
    });
  });
});
