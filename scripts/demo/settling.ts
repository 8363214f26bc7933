import { setTimeout as delay } from 'node:timers/promises';
import type { z } from 'zod';
import { Booking } from '#contracts/bookings.ts';
import { Offer } from '#contracts/offers.ts';
import { Timeline } from '#contracts/timeline.ts';
import type { DemoAccount } from '#db/seeds/demo-accounts.ts';
import { formatMoney } from '#domain/money.ts';
import { UserError } from '#platform/user-error.ts';
import type { DemoClient } from './client.ts';
import { logIn, showRun, type Scene } from './scene.ts';
import { clockOf, whenOf } from './words.ts';

type MadeOffer = z.output<typeof Offer>;
type MadeBooking = z.output<typeof Booking>;

/** One slot of one offer becomes the booking. */
export async function accept({ tell, admin }: Scene, consumer: DemoClient, offer: MadeOffer): Promise<MadeBooking> {
  tell.step(`Dana accepts one slot of ${offer.providerSnapshot.name}`);
  const [slot] = offer.availableSlots;
  const booking = await consumer.post(`/v1/offers/${offer.id}/accept`, { revision: offer.revision, slot }, Booking);
  const { serviceName, scheduledStart, timezone, price, location } = booking;
  tell.say(`Booked: ${serviceName}, ${whenOf(scheduledStart, timezone)}, ${formatMoney(price)}.`);
  tell.say(`Only now is the address shown: ${location.address ?? '(none)'}.`);
  tell.note('booking', booking.id);
  await showRun({ tell, admin }, `/v1/bookings/${booking.id}`, Booking);
  return booking;
}

/** The other offer cannot be accepted any more; answers the code of the problem. */
export async function acceptAgain({ tell }: Scene, consumer: DemoClient, rival: MadeOffer): Promise<string> {
  tell.step('Dana accepts the other offer as well, and is refused');
  const body = { revision: rival.revision, slot: rival.availableSlots[0] };
  const problem = await consumer.refused(`/v1/offers/${rival.id}/accept`, body, 409);
  tell.say(`${problem.status} ${problem.code}: ${problem.detail}.`);
  tell.note('explained at', problem.type);
  const { status } = await consumer.get(`/v1/offers/${rival.id}`, Offer);
  if (status !== 'superseded') throw new UserError(`The other offer should be superseded, but it is ${status}.`);
  tell.say('That offer was superseded in the same moment in which the first was accepted.');
  return problem.code;
}

/** The product may run by a clock that is a little behind. */
const CLOCKS_DIFFER_MS = 500;

/** So long the demo waits for the work to begin. */
const WORTH_WAITING_MS = 60_000;

/** The provider says that the work is done, which is possible from its start on: the demo waits for that, if it is near. */
export async function complete({ http, tell }: Scene, account: DemoAccount, booking: MadeBooking): Promise<void> {
  tell.step(`${account.name} says that the work is done`);
  const provider = await logIn(http, account);
  const path = `/v1/bookings/${booking.id}/complete`;
  const body = { actualDurationMinutes: 55, notes: 'Cut dry, curl by curl.' };
  const waitMs = Date.parse(booking.scheduledStart) - Date.now();
  if (waitMs > 0) {
    const problem = await provider.refused(path, body, 409);
    tell.say(`Too early, ${problem.status} ${problem.code}: ${problem.detail}.`);
    if (waitMs > WORTH_WAITING_MS) return;
    tell.say(`It begins in ${Math.ceil(waitMs / 1_000)} seconds; the demo waits.`);
    await delay(waitMs + CLOCKS_DIFFER_MS);
  }
  const { status, price, completion } = await provider.post(path, body, Booking);
  if (status !== 'completed') throw new UserError(`The booking should be completed, but it is ${status}.`);
  tell.say(`The booking is ${status}: ${formatMoney(completion?.finalPrice ?? price)}, 55 minutes.`);
}

/** Shows what happened to the request and to the booking; answers the types of the request's events. */
export async function showTimelines(
  { tell }: Scene,
  consumer: DemoClient,
  { requestId, bookingId }: { requestId: string; bookingId: string },
): Promise<string[]> {
  const events = await show('request', `/v1/requests/${requestId}/timeline?limit=100`);
  await show('booking', `/v1/bookings/${bookingId}/timeline?limit=100`);
  return events;

  async function show(name: string, path: string): Promise<string[]> {
    tell.step(`What happened to the ${name}`);
    const { items } = await consumer.get(path, Timeline);
    tell.table(items.map(({ at, type, from, to, actor }) => [clockOf(at), type, moveOf(from, to), `by ${actor}`]));
    return items.map(({ type }) => type);
  }
}

const moveOf = (from: string | null, to: string | null): string =>
  from === to || to === null ? (to ?? '') : `${from ?? 'new'} → ${to}`;
