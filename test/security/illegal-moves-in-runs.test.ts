import { randomUUID } from 'node:crypto';
import type { WorkflowHandle } from '@temporalio/client';
import type { UpdateDefinition } from '@temporalio/common';
import { expect } from 'chai';
import { Problem } from '#api/http/problem.ts';
import { Booking } from '#db/entities/booking.entity.ts';
import { ServiceRequest } from '#db/entities/service-request.entity.ts';
import { WorkflowOutbox } from '#db/entities/workflow-outbox.entity.ts';
import { openWindows } from '#domain/lifecycles/booking-windows.ts';
import { BOOKING_LIFECYCLE, type BookingCommand } from '#domain/lifecycles/booking.ts';
import { OFFER_LIFECYCLE } from '#domain/lifecycles/offer.ts';
import { REQUEST_LIFECYCLE } from '#domain/lifecycles/request.ts';
import { decide, PARTIES, type Party } from '#domain/lifecycles/transitions.ts';
import type { ReviewSide } from '#domain/reviews.ts';
import { acceptedUpdates } from '#test/support/accepted-updates.ts';
import { useLives } from '#test/support/lives.ts';
import { by, createMarketplace } from '#test/support/marketplace.ts';
import { until } from '#test/support/until.ts';
import {
  bookingWorkflowId,
  cancelBooking,
  checkInBooking,
  completeBooking,
  submitReview,
  type SubmitReview,
} from '#workflows/booking/messages.ts';
import { cancelRequest, declineOffer, requestWorkflowId, withdrawOffer } from '#workflows/request/messages.ts';
import { fingerprintOf } from './authorization/fingerprint.ts';

const UPDATES = {
  check_in: checkInBooking,
  complete: completeBooking,
  cancel: cancelBooking,
  review: submitReview,
} as const;
const CLOSING = { decline: declineOffer, withdraw: withdrawOffer } as const;
/** What a run answers to what its tables forbid. */
const CODES = ['invalid_transition', 'offer_closed', 'request_closed', 'review_closed', 'outside_window'];

describe('illegal moves, past the API and straight at the runs', () => {
  const lives = useLives();
  const market = createMarketplace(lives);

  /**
   * Gives commands that must all be refused, and expects that nothing at all was changed by them. What a run knows enough of
   * it refuses before it is in its history, so that nobody can use up the updates that a run may take.
   */
  async function expectRefused(
    commands: readonly [name: string, give: () => Promise<unknown>][],
    run?: WorkflowHandle,
  ): Promise<void> {
    expect(commands.length).to.be.greaterThan(0);
    const before = await quiet();
    const accepted = run && (await acceptedUpdates(run));
    for (const [name, give] of commands) {
      const error: unknown = await give().then(
        () => 'done',
        (reason: unknown) => reason,
      );
      expect(error instanceof Problem ? error.code : error, name).to.be.oneOf(CODES);
    }
    expect(await fingerprintOf(lives.orm)).to.deep.equal(before);
    expect(run && (await acceptedUpdates(run))).to.equal(accepted);
  }

  /** What every table holds once the runs have done what they had to do anyway. */
  function quiet(): Promise<Record<string, string>> {
    return until('the runs to have nothing left to do', async () => {
      const em = lives.orm.em.fork();
      if ((await em.count(WorkflowOutbox, { doneAt: null })) > 0) return false;
      const requests = (await em.findAll(ServiceRequest, {})).map(({ id }) => requestWorkflowId(id));
      const bookings = (await em.findAll(Booking, {})).map(({ id }) => bookingWorkflowId(id));
      const idle = await Promise.all([...requests, ...bookings].map((id) => lives.isIdle(id)));
      return idle.every(Boolean) && fingerprintOf(lives.orm);
    });
  }

  async function offered() {
    const provider = await market.provider();
    const request = await market.request();
    await until('the lead', async () => (await market.row(request)).wave === 1);
    return { provider, request, offerId: await market.offer(request, provider) };
  }
  type Offered = Awaited<ReturnType<typeof offered>>;

  const actorOf = ({ provider, request }: Offered, side: Party): string =>
    side === 'provider' ? provider.accountId : request.consumerId;

  async function illegalOnBooking(life: Offered, bookingId: string) {
    const { status, scheduledStart } = await market.bookingRow(bookingId);
    const names = Object.keys(UPDATES) as (keyof typeof UPDATES & BookingCommand)[];
    const times = { startMs: scheduledStart.getTime(), checkInLeadMs: lives.config.timers.checkInLeadMs };
    const now = openWindows(times, await lives.nowMs());
    const facts = { ...now, review_open: status === 'completed' }; // nobody has reviewed it
    return names.flatMap((command) =>
      PARTIES.filter((side) => !decide(BOOKING_LIFECYCLE, status, command, side, facts).allowed).map((side) => {
        const order = { ...by(actorOf(life, side)), side: side as ReviewSide, reviewId: randomUUID() };
        const update = UPDATES[command] as UpdateDefinition<unknown, [SubmitReview]>;
        const give = () => lives.commands.onBooking(bookingId, update, order);
        return [`${command} of a ${status} booking by the ${side}`, give] as [string, () => Promise<unknown>];
      }),
    );
  }

  async function illegalOnOffer(life: Offered) {
    const { status } = await market.offerRow(life.offerId);
    const names = Object.keys(CLOSING) as (keyof typeof CLOSING)[];
    return names.flatMap((command) =>
      PARTIES.filter((side) => !decide(OFFER_LIFECYCLE, status, command, side, { not_expired: true }).allowed).map(
        (side) => {
          const order = { ...by(actorOf(life, side)), side, offerId: life.offerId };
          const give = () => lives.commands.onRequest(life.request.requestId, CLOSING[command], order);
          return [`${command} of a ${status} offer by the ${side}`, give] as [string, () => Promise<unknown>];
        },
      ),
    );
  }

  it('are refused to every side of a booking, in each of its states that has a run', async () => {
    const life = await offered();
    const bookingId = await market.accept(life.request, life.offerId);
    await market.bookingOf(bookingId, (id) => lives.handle(id));
    const run = lives.handle(bookingWorkflowId(bookingId));
    await expectRefused(await illegalOnBooking(life, bookingId), run);
    await market.due(bookingId);
    await expectRefused(await illegalOnBooking(life, bookingId), run);
    const provider = { ...by(life.provider.accountId), side: 'provider' as const };
    await lives.commands.onBooking(bookingId, checkInBooking, provider);
    await expectRefused(await illegalOnBooking(life, bookingId), run);
    await lives.commands.onBooking(bookingId, completeBooking, { ...by(life.provider.accountId), side: 'provider' });
    await expectRefused(await illegalOnBooking(life, bookingId), run);
  });

  it('are refused to every side of an offer, open, closed and with its request', async () => {
    const life = await offered();
    await expectRefused(await illegalOnOffer(life), lives.handle(requestWorkflowId(life.request.requestId)));
    const decline = { ...by(life.request.consumerId), side: 'consumer' as const, offerId: life.offerId };
    await lives.commands.onRequest(life.request.requestId, declineOffer, decline);
    await expectRefused(await illegalOnOffer(life));
    const cancel = { ...by(life.request.consumerId), side: 'consumer' as const };
    await lives.commands.onRequest(life.request.requestId, cancelRequest, cancel);
    await expectRefused(await illegalOnOffer(life));
  });

  it('are refused to a provider who would cancel a request, and to everybody once it is over', async () => {
    const life = await offered();
    const cancelBy = (side: Party) => () =>
      lives.commands.onRequest(life.request.requestId, cancelRequest, {
        ...by(actorOf(life, side)),
        side: side as 'consumer',
      });
    const facts = { no_open_offer: false, offer_open: true };
    expect(decide(REQUEST_LIFECYCLE, 'offers_received', 'cancel', 'provider', facts).allowed).to.equal(false);
    const run = lives.handle(requestWorkflowId(life.request.requestId));
    await expectRefused([['cancel by the provider', cancelBy('provider')]], run);
    await cancelBy('consumer')();
    await expectRefused(PARTIES.map((side) => [`cancel once more by the ${side}`, cancelBy(side)]));
  });
});
