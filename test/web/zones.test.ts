import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import { exampleOf } from './support/played-api.ts';
import { usePlayedSite } from './support/use-played-site.ts';

const NEW_YORK = 'America/New_York';
const OFFER = exampleOf('getOffer');
const BOOKING = exampleOf('getBooking');

/** The hour that comes twice where clocks in New York go back, and the day after. */
const AUTUMN = {
  now: '2026-10-30T12:00:00Z',
  starts: ['2026-11-01T05:00:00Z', '2026-11-01T06:00:00Z', '2026-11-02T15:00:00Z'],
};
/** On both sides of the hour that is left out where clocks in New York go forward, and the day after. */
const SPRING = {
  now: '2027-03-12T12:00:00Z',
  starts: ['2027-03-14T06:30:00Z', '2027-03-14T07:30:00Z', '2027-03-15T14:00:00Z'],
};

/** What is read by somebody: the days with their times, and the facts of a booking at the first of them. */
interface Reading {
  readonly viewer: string;
  readonly autumn: readonly string[];
  readonly spring: readonly string[];
  readonly booking: readonly string[];
}

const READINGS: readonly Reading[] = [
  {
    viewer: 'Pacific/Kiritimati', // UTC+14
    autumn: [
      'Sun, Nov 1: 7:00 PM 1:00 AM EDT in New York | 8:00 PM 1:00 AM EST in New York',
      'Tue, Nov 3: 5:00 AM Mon, Nov 2, 10:00 AM in New York',
    ],
    spring: [
      'Sun, Mar 14: 8:30 PM 1:30 AM EST in New York | 9:30 PM 3:30 AM EDT in New York',
      'Tue, Mar 16: 4:00 AM Mon, Mar 15, 10:00 AM in New York',
    ],
    booking: ['When Sun, Nov 1, 7:00 – 7:30 PM (in 41 h)', 'In New York Sun, Nov 1, 1:00 – 1:30 AM EDT'],
  },
  {
    viewer: 'Pacific/Pago_Pago', // UTC-11
    autumn: [
      'Sat, Oct 31: 6:00 PM Sun, Nov 1, 1:00 AM EDT in New York | 7:00 PM Sun, Nov 1, 1:00 AM EST in New York',
      'Mon, Nov 2: 4:00 AM 10:00 AM in New York',
    ],
    spring: [
      'Sat, Mar 13: 7:30 PM Sun, Mar 14, 1:30 AM EST in New York | 8:30 PM Sun, Mar 14, 3:30 AM EDT in New York',
      'Mon, Mar 15: 3:00 AM 10:00 AM in New York',
    ],
    booking: ['When Sat, Oct 31, 6:00 – 6:30 PM (in 41 h)', 'In New York Sun, Nov 1, 1:00 – 1:30 AM EDT'],
  },
  {
    viewer: NEW_YORK,
    autumn: ['Sun, Nov 1: 1:00 AM EDT | 1:00 AM EST (Clocks go back 1 h at 2:00 AM)', 'Mon, Nov 2: 10:00 AM'],
    spring: ['Sun, Mar 14: 1:30 AM EST | 3:30 AM EDT (Clocks go forward 1 h at 2:00 AM)', 'Mon, Mar 15: 10:00 AM'],
    booking: ['When Sun, Nov 1, 1:00 – 1:30 AM EDT (in 41 h)'],
  },
];

describe('times of a provider in New York in the web client', () => {
  const site = usePlayedSite();
  let page: Page;

  afterEach(() => page.context().close());

  for (const { viewer, autumn, spring, booking } of READINGS) {
    it(`are grouped by the days of a viewer in ${viewer}, with the provider's clock beside them`, async () => {
      await lookFrom(viewer);
      expect(await daysOffered(AUTUMN)).to.deep.equal(autumn);
      expect(await daysOffered(SPRING)).to.deep.equal(spring);
      expect(await factsOfBooking(AUTUMN)).to.deep.equal(booking);
    });
  }

  async function lookFrom(timezoneId: string): Promise<void> {
    const context = await site.browser.newContext({ timezoneId, reducedMotion: 'reduce' });
    page = await context.newPage();
  }

  async function daysOffered({ now, starts }: typeof AUTUMN): Promise<string[]> {
    const offer = { ...OFFER, timezone: NEW_YORK, availableSlots: starts.map(slotAt) };
    site.api.play({ listRequestOffers: { body: { items: [offer], nextCursor: null } } }, 'consumer');
    await open(`/requests/${String(OFFER['requestId'])}/offers`, now);
    await page.getByRole('button', { name: 'Choose a time' }).click();
    const group = page.getByRole('dialog').getByRole('radiogroup').first();
    await group.waitFor();
    const days = await group.locator('> div').all();
    return Promise.all(days.map(dayOf));
  }

  async function factsOfBooking({ now, starts: [start = ''] }: typeof AUTUMN): Promise<string[]> {
    const { start: scheduledStart, end: scheduledEnd } = slotAt(start);
    const booking = { ...BOOKING, timezone: NEW_YORK, scheduledStart, scheduledEnd };
    site.api.play({ getBooking: { body: booking } }, 'consumer');
    await open(`/bookings/${String(BOOKING['id'])}`, now);
    const facts = page.getByRole('region', { name: 'When and where' });
    await facts.waitFor();
    const all = await textsOf(await facts.locator('dl > div').all());
    return all.filter((fact) => /^(?:When|In) /.test(fact));
  }

  /** Nothing waits for the clock here: it stands at a moment, and timers run as ever. */
  async function open(at: string, now: string): Promise<void> {
    await page.clock.setFixedTime(now);
    await page.goto(site.url + at);
  }
});

const HALF_AN_HOUR_MS = 1_800_000;

const slotAt = (start: string) => ({ start, end: new Date(Date.parse(start) + HALF_AN_HOUR_MS).toISOString() });

/** `Sun, Nov 1: 1:00 AM EDT | 1:00 AM EST (Clocks go back 1 h at 2:00 AM)`, as it is seen; what only screen readers say is left out. */
async function dayOf(day: Locator): Promise<string> {
  const [title = ''] = await textsOf([day.locator('> span')]);
  const times = await Promise.all((await day.locator('label').all()).map((label) => seenIn(label)));
  const changes = await textsOf(await day.locator('p').all());
  return `${title}: ${times.join(' | ')}${changes.map((change) => ` (${change})`).join('')}`;
}

async function seenIn(label: Locator): Promise<string> {
  const parts = await label.locator('> span:not(.mantine-VisuallyHidden-root)').all();
  return (await textsOf(parts)).join(' ');
}

const textsOf = (all: readonly Locator[]): Promise<string[]> =>
  Promise.all(all.map(async (each) => (await each.innerText()).replaceAll(/\s+/g, ' ').trim()));
