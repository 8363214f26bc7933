import { expect } from 'chai';
import { insertBooking, insertProvider } from '#test/support/factories.ts';
import { useOrm } from '#test/support/use-orm.ts';
import { BOOKING_STATUSES, LIVE_BOOKING_STATUSES, type BookingStatus } from '#domain/lifecycles/booking.ts';
import { Booking } from './entities/booking.entity.ts';
import { sqlStateOf } from '#platform/outages.ts';

const EXCLUSION_VIOLATION = '23P01';

describe('bookings_no_overlap', () => {
  const db = useOrm();

  async function book(
    provider: string,
    from: string,
    to: string,
    status: BookingStatus = 'confirmed',
  ): Promise<string> {
    const day = '2030-06-03T';
    const times = { scheduledStart: new Date(`${day}${from}Z`), scheduledEnd: new Date(`${day}${to}Z`) };
    return (await insertBooking(db.em(), { provider, status, ...times })).id;
  }

  async function refusal(work: Promise<unknown>): Promise<string | undefined> {
    return work.then(
      () => undefined,
      (error: unknown) => sqlStateOf(error),
    );
  }

  for (const [label, from, to] of [
    ['the same slot', '10:00', '11:00'],
    ['one that begins inside', '10:30', '11:30'],
    ['one that ends inside', '09:30', '10:01'],
    ['one inside', '10:15', '10:30'],
    ['one around', '09:00', '12:00'],
  ] as const) {
    it(`refuses ${label} of a live booking of the same provider`, async () => {
      const { id } = await insertProvider(db.em());
      await book(id, '10:00', '11:00');
      expect(await refusal(book(id, from, to))).to.equal(EXCLUSION_VIOLATION);
    });
  }

  it('lets bookings touch', async () => {
    const { id } = await insertProvider(db.em());
    await book(id, '10:00', '11:00');
    expect(await refusal(book(id, '11:00', '12:00'))).to.equal(undefined);
    expect(await refusal(book(id, '09:00', '10:00'))).to.equal(undefined);
  });

  it('does not mind what other providers do', async () => {
    const [one, other] = [await insertProvider(db.em()), await insertProvider(db.em())];
    await book(one.id, '10:00', '11:00');
    expect(await refusal(book(other.id, '10:00', '11:00'))).to.equal(undefined);
  });

  for (const status of BOOKING_STATUSES) {
    const isLive = LIVE_BOOKING_STATUSES.some((live) => live === status);
    it(`${isLive ? 'counts' : 'does not count'} a booking that is ${status}`, async () => {
      const { id } = await insertProvider(db.em());
      await book(id, '10:00', '11:00', status);
      expect(await refusal(book(id, '10:00', '11:00'))).to.equal(isLive ? EXCLUSION_VIOLATION : undefined);
    });
  }

  it('refuses to bring a cancelled booking back onto a slot that was given away', async () => {
    const { id } = await insertProvider(db.em());
    const cancelled = await book(id, '10:00', '11:00', 'cancelled');
    await book(id, '10:30', '11:30');
    const back = db.em().nativeUpdate(Booking, cancelled, { status: 'confirmed' });
    expect(await refusal(back)).to.equal(EXCLUSION_VIOLATION);
  });
});
