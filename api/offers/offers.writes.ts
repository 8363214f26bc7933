import type { z } from 'zod';
import type { ApiDeps } from '#api/deps.ts';
import type { Actor } from '#api/http/access.ts';
import { Problem } from '#api/http/problem.ts';
import { readerOf } from '#api/shared/reader.ts';
import { foreseeRoom } from '#api/shared/require-room.ts';
import { requireAllowed } from '#api/shared/require-allowed.ts';
import type { ProblemCode } from '#contracts/problem.ts';
import type { AcceptOffer, Offer } from '#contracts/offers.ts';
import type { PlacePayload } from '#db/payloads.ts';
import { OFFER_LIFECYCLE } from '#domain/lifecycles/offer.ts';
import { isOpenRequest } from '#domain/lifecycles/request.ts';
import type { Party } from '#domain/lifecycles/transitions.ts';
import { acceptOffer, declineOffer, withdrawOffer } from '#workflows/request/messages.ts';
import type { SeenOffer } from './offers.policy.ts';
import { allowedOfferActions, obstacleOf, offerFacts, toOffer } from './offers.presenter.ts';
import { findOffer, type OfferRow } from './offers.queries.ts';

/** Who gives a command. */
interface By {
  readonly commandId: string;
  readonly actorId: string;
}

interface Closing {
  commandId: string;
  command: 'decline' | 'withdraw';
  reason?: string | undefined;
}

/** The commands on an open offer; each is refused here if the database already says no, and otherwise by the workflow. */
export function createOfferCommands(deps: ApiDeps) {
  const { orm, commands, now } = deps;
  return { accept, close };

  /** Answers the id of the booking that was made. */
  async function accept(by: By, row: OfferRow, body: z.output<typeof AcceptOffer>): Promise<string> {
    const { revision, location } = body;
    const { start, end } = body.slot;
    const payload: PlacePayload | undefined = location && { location };
    const order = { ...by, offerId: row.id, revision, slot: { start, end }, payload };
    try {
      const { bookingId } = await commands.onRequest(row.requestId, acceptOffer, order, async () => {
        requireOpen(row, 'accept', 'consumer', now());
        requireDeal(row);
        await foreseeRoom(deps, orm, { accountId: by.actorId }, { cancellations: 1 });
      });
      return bookingId;
    } catch (error) {
      throw await withPresentState(error, row.id);
    }
  }

  async function close(
    actor: Actor,
    { row, side }: SeenOffer,
    { commandId, command, reason }: Closing,
  ): Promise<z.input<typeof Offer>> {
    const update = command === 'decline' ? declineOffer : withdrawOffer;
    const payload = reason === undefined ? undefined : { reason };
    const order = { commandId, actorId: actor.id, offerId: row.id, side, payload };
    await commands.onRequest(row.requestId, update, order, () => requireOpen(row, command, side, now()));
    return toOffer((await findOffer(orm, row.id)) ?? row, side, readerOf(deps, actor));
  }

  /** Somebody who chose by an outdated picture is shown the present one. */
  async function withPresentState(error: unknown, offerId: string): Promise<unknown> {
    const outdated: ProblemCode[] = ['stale_revision', 'slot_not_offered'];
    if (!(error instanceof Problem) || !outdated.includes(error.code)) return error;
    const row = await findOffer(orm, offerId);
    if (!row) return error;
    const { revision, price, priceNotes, availableSlots, expiresAt } = toOffer(row, 'consumer', { nowMs: now() });
    const info = { revision, price, priceNotes, availableSlots, expiresAt };
    return new Problem(error.code, error.message, { info, cause: error });
  }
}

/** What both sides can do with an open offer. */
export type OfferCommands = ReturnType<typeof createOfferCommands>;

/** Refuses to book whom this consumer cannot have. */
function requireDeal(row: OfferRow): void {
  const obstacle = obstacleOf(row);
  if (obstacle === 'own_request') throw new Problem(obstacle, 'nobody books themselves');
  if (obstacle === 'request_on_hold') throw new Problem(obstacle, 'the request takes no acceptance at present');
  if (obstacle) throw new Problem(obstacle, 'the provider of the offer takes no bookings now');
}

/** Refuses what can no longer be: first by the request, then by the offer, as the workflow does. */
function requireOpen(row: OfferRow, command: 'accept' | Closing['command'], side: Party, nowMs: number): void {
  if (!isOpenRequest(row.requestStatus)) {
    const info = { status: row.status, requestStatus: row.requestStatus, allowedActions: [] };
    throw new Problem('request_closed', `the service request is ${row.requestStatus}`, { info });
  }
  requireAllowed({
    lifecycle: OFFER_LIFECYCLE,
    status: row.status,
    command,
    side,
    facts: offerFacts(row, nowMs),
    code: 'offer_closed',
    allowedActions: allowedOfferActions(row, side, nowMs),
  });
}
