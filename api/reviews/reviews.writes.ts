import { LockMode } from '@mikro-orm/core';
import { bookingParty, type SeenBooking } from '#api/bookings/bookings.policy.ts';
import { requireBookingAllowed } from '#api/bookings/bookings.presenter.ts';
import type { ApiDeps } from '#api/deps.ts';
import type { Actor } from '#api/http/access.ts';
import { Problem } from '#api/http/problem.ts';
import { momentOf, type Moment } from '#api/shared/reader.ts';
import type { SubmitReview } from '#contracts/reviews.ts';
import { Review } from '#db/entities/review.entity.ts';
import { isRecorded, recordFacts, type Told } from '#db/facts.ts';
import type { ReviewPayload } from '#db/payloads.ts';
import { inTransaction } from '#db/transaction.ts';
import { bookingRefusal } from '#domain/lifecycles/booking.ts';
import type { ReviewSide } from '#domain/reviews.ts';
import { submitReview as submitUpdate } from '#workflows/booking/messages.ts';
import { findReview, type ReviewRow } from './reviews.queries.ts';

/** Who gives a command; its id becomes the id of the review that it makes. */
interface By {
  readonly actor: Actor;
  readonly commandId: string;
}

/** Sends the review to the booking's run, which decides. A command that is given again is answered with the review that it made. */
export async function submitReview(
  deps: ApiDeps,
  { actor, commandId }: By,
  { bookingId, rating, comment, breakdown = {} }: SubmitReview,
): Promise<ReviewRow> {
  const { row, side } = await partyOf(deps, actor, bookingId);
  const payload: ReviewPayload = { rating, comment, breakdown };
  const order = { commandId, actorId: actor.id, side, reviewId: commandId, payload };
  const { reviewId } = await deps.commands.onBooking(bookingId, submitUpdate, order, () =>
    requireOpen({ row, side }, momentOf(deps)),
  );
  return reviewOf(await findReview(deps.orm, reviewId), reviewId);
}

/** The caller's side of a booking, by the booking's own rule. Operators have none, and nobody reviews themselves. */
async function partyOf(deps: ApiDeps, actor: Actor, bookingId: string): Promise<SeenBooking & { side: ReviewSide }> {
  const { row, side } = await bookingParty(deps, actor, { id: bookingId });
  if (side === 'admin') throw new Problem('not_yours', 'only the parties of a booking review it');
  if (row.isWithOneself) throw new Problem('not_yours', 'nobody reviews themselves');
  return { row, side };
}

function requireOpen({ row, side }: SeenBooking, moment: Moment): void {
  requireBookingAllowed(row, 'review', side, { ...moment, code: bookingRefusal(row.status, 'review') });
}

/**
 * Writes the one response to a published review, with its event and what both sides hear of it, in one transaction. Nothing
 * waits for it and nothing follows from it, so no run is asked.
 */
export async function respondToReview(
  { orm, now }: Pick<ApiDeps, 'orm' | 'now'>,
  { actor, commandId }: By,
  { row: { id }, text }: { readonly row: ReviewRow; readonly text: string },
): Promise<ReviewRow> {
  const key = `${commandId} respond`;
  const atMs = now();
  return inTransaction(orm, async (em) => {
    const review = await em.findOneOrFail(Review, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!(await isRecorded(em, key))) {
      if (review.response != null) throw new Problem('conflict', 'the review has its response already');
      em.assign(review, { response: text, respondedAt: new Date(atMs) });
      const side: ReviewSide = review.side === 'consumer' ? 'provider' : 'consumer';
      await em.populate(review, ['booking']);
      const about = { aggregate: 'review', aggregateId: id, type: 'review.responded' } as const;
      await recordFacts(em, [{ ...about, key, side, actorId: actor.id, atMs, tell: toldOf(review) }]);
    }
    return reviewOf(await findReview({ em }, id), id);
  });
}

/** The author hears of the response, and whoever gave it sees it on their other devices. */
function toldOf({ booking, author, subject }: Review): Told[] {
  const { id: bookingId, request, status } = booking;
  const payload = { bookingId, requestId: request.id, status, change: 'review_answered' };
  return [author, subject].map(({ id: accountId }) => ({ accountId, type: 'booking:updated', payload }));
}

function reviewOf(row: ReviewRow | undefined, id: string): ReviewRow {
  if (!row) throw new Error(`the review ${id} was acknowledged and is not there`);
  return row;
}
