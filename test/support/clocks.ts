import { Temporal } from 'temporal-polyfill';

/** Times on the wall: every weekday at its edges, and the days on which calendars and clocks do something of their own. */
const WALL_TIMES: readonly string[] = [
  ...Array.from({ length: 7 }, (_, day) => `2026-11-${23 + day}`).flatMap((date) => [
    `${date}T00:00:00`,
    `${date}T13:59:59`,
    `${date}T14:00:00`,
    `${date}T23:59:59`,
  ]),
  '2026-12-31T23:58:30',
  '2026-12-31T23:59:59',
  '2027-01-01T00:00:00',
  '2028-02-28T23:59:59',
  '2028-02-29T00:00:00',
  '2028-02-29T23:59:59',
  '2027-02-28T23:59:59',
  '2026-03-08T01:59:59', // clocks go forward in New York
  '2026-03-08T03:00:00',
  '2026-03-29T03:00:00', // in Berlin
  '2026-11-01T01:30:00', // and back in New York
  '2026-10-25T02:30:00', // in Berlin
  '2026-10-04T01:59:59', // forward in Sydney
  '2026-10-04T03:00:00',
  '2026-04-05T02:30:00', // and back
  '2026-09-06T01:00:00', // forward in Santiago, where that day begins at one
  '2026-04-04T23:30:00', // and back: the last hour of a Saturday comes twice
];

/** From UTC-11 to UTC+14, both hemispheres among them. */
export const ZONES: readonly string[] = [
  'Pacific/Pago_Pago', // UTC-11
  'America/New_York',
  'America/Santiago',
  'UTC',
  'Europe/Berlin',
  'Asia/Kathmandu', // UTC+5:45
  'Australia/Sydney',
  'Australia/Lord_Howe', // goes forward by half an hour
  'Pacific/Kiritimati', // UTC+14
];

/** A moment as somebody in a zone sees it. */
export interface Clock {
  readonly local: Temporal.ZonedDateTime;
  readonly today: Temporal.PlainDate;
  /** The date so many days from today. */
  readonly on: (days: number) => string;
  readonly nowMs: number;
  readonly timezone: string;
}

const CLOCKS: readonly Clock[] = ZONES.flatMap((timezone) =>
  WALL_TIMES.map((wall) => {
    const local = Temporal.PlainDateTime.from(wall).toZonedDateTime(timezone);
    const today = local.toPlainDate();
    return { local, today, on: (days) => today.add({ days }).toString(), nowMs: local.epochMilliseconds, timezone };
  }),
);

/** Checks something at each time on the wall in each zone; a failure names the moment. */
export function eachClock(check: (clock: Clock) => void): void {
  for (const clock of CLOCKS) {
    try {
      check(clock);
    } catch (error) {
      throw new Error(`at ${clock.local.toString()}: ${(error as Error).message}`, { cause: error });
    }
  }
}
