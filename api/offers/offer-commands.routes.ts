import { z } from 'zod';
import { toBooking } from '#api/bookings/bookings.presenter.ts';
import { findBooking } from '#api/bookings/bookings.queries.ts';
import type { ApiDeps } from '#api/deps.ts';
import { reply, route, type Route } from '#api/http/route.ts';
import { readerOf } from '#api/shared/reader.ts';
import { Booking } from '#contracts/bookings.ts';
import { CLOSED_OFFER_EXAMPLE } from '#contracts/examples.ts';
import { OfferId } from '#contracts/ids.ts';
import { AcceptOffer, CloseOffer, Offer } from '#contracts/offers.ts';
import { createOfferCommands, type OfferCommands } from './offers.writes.ts';

const params = z.strictObject({ id: OfferId });
const common = { tags: ['offers'], rateClass: 'offers', idempotency: 'optional', method: 'post' } as const;
const closed: z.input<typeof Offer> = Offer.parse(CLOSED_OFFER_EXAMPLE);

/** How an open offer ends through its two sides. */
export function offerCommandRoutes(deps: ApiDeps): Route[] {
  const commands = createOfferCommands(deps);
  return [...acceptRoutes(deps, commands), ...closeRoutes(commands)];
}

function acceptRoutes(deps: ApiDeps, { accept }: OfferCommands): Route[] {
  return [
    route({
      ...common,
      operationId: 'acceptOffer',
      summary: 'Accept one slot of an offer',
      description:
        'Only the consumer of the request can. Names the revision that was seen and one of its slots, and makes the ' +
        'booking; every other offer is superseded in the same moment. A 409 `stale_revision` says in `info` how the offer ' +
        'stands now; `slot_taken` means that somebody else was faster, ' +
        '`slot_not_free` that the provider has closed those hours since.',
      path: '/v1/offers/:id/accept',
      access: { owner: 'offerConsumer' },
      params,
      body: AcceptOffer,
      success: {
        status: 201,
        schema: Booking,
        description: 'The booking that was made.',
        headers: { Location: 'The address of the booking.' },
      },
      problems: [
        'request_closed',
        'offer_closed',
        'stale_revision',
        'slot_not_offered',
        'slot_taken',
        'slot_not_free',
        'own_request',
        'request_on_hold',
        'quota_used_up',
        'provider_unavailable',
        'invalid_transition',
      ],
      async handle({ actor, resource: { row }, body, commandId }) {
        const bookingId = await accept({ commandId, actorId: actor.id }, row, body);
        const booking = await findBooking(deps.orm, bookingId);
        if (!booking) throw new Error(`the booking ${bookingId} was acknowledged and is not there`);
        const headers = { Location: `/v1/bookings/${bookingId}` };
        return reply(toBooking(booking, 'consumer', readerOf(deps, actor)), { headers });
      },
    }),
  ];
}

function closeRoutes({ close }: OfferCommands): Route[] {
  return [
    route({
      ...common,
      operationId: 'declineOffer',
      summary: 'Decline an offer',
      description:
        'For the consumer of the request, and for operators, who must give a reason. The provider sees it, and may offer anew.',
      path: '/v1/offers/:id/decline',
      access: { owner: 'offerDecliner' },
      params,
      body: CloseOffer,
      success: { status: 200, schema: Offer },
      example: { answer: closed },
      problems: ['request_closed', 'offer_closed', 'invalid_transition'],
      handle: ({ actor, resource, body, commandId }) =>
        close(actor, resource, { commandId, command: 'decline', ...body }),
    }),
    route({
      ...common,
      operationId: 'withdrawOffer',
      summary: 'Withdraw your offer',
      description: 'For the provider who made it, as long as nobody has accepted it.',
      path: '/v1/offers/:id/withdraw',
      access: { roles: ['provider'], owner: 'offerProvider' },
      params,
      body: CloseOffer,
      success: { status: 200, schema: Offer },
      example: { answer: { ...closed, status: 'withdrawn' } },
      problems: ['request_closed', 'offer_closed', 'invalid_transition'],
      handle: ({ actor, resource, body, commandId }) =>
        close(actor, resource, { commandId, command: 'withdraw', ...body }),
    }),
  ];
}
