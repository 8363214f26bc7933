import { z } from 'zod';
import type { ApiDeps } from '#api/deps.ts';
import { Problem } from '#api/http/problem.ts';
import { isTrading } from '#domain/standing.ts';
import { toPage } from '#api/http/pagination.ts';
import { reply, route, type Route } from '#api/http/route.ts';
import { toOffer } from '#api/offers/offers.presenter.ts';
import { findOffer, listOffers } from '#api/offers/offers.queries.ts';
import { Position, positionOf } from '#api/shared/keyset.ts';
import { foreseeRoom } from '#api/shared/require-room.ts';
import { readerOf } from '#api/shared/reader.ts';
import { requireAllowed } from '#api/shared/require-allowed.ts';
import { RequestId } from '#contracts/ids.ts';
import { Offer, OfferPage, SubmitOffer } from '#contracts/offers.ts';
import { PageQuery } from '#contracts/page.ts';
import type { OfferPayload } from '#db/payloads.ts';
import { REQUEST_LIFECYCLE, requestRefusal } from '#domain/lifecycles/request.ts';
import { submitOffer } from '#workflows/request/messages.ts';
import { requireSound } from './offer-fields.ts';
import type { HeldLead } from './requests.policy.ts';
import { requestFacts } from './requests.presenter.ts';

const common = { tags: ['offers'], rateClass: 'offers', path: '/v1/requests/:id/offers' } as const;
const params = z.strictObject({ id: RequestId });
const SUBMIT_PROBLEMS = [
  'request_closed',
  'invalid_transition',
  'offer_already_open',
  'slot_not_free',
  'service_mismatch',
  'not_a_lead',
  'own_request',
  'request_on_hold',
  'quota_reached',
  'quota_used_up',
] as const;

/** The offers that are made for a request. */
export function requestOfferRoutes(deps: ApiDeps): Route[] {
  const cursors = deps.cursorsOf('listRequestOffers', Position);
  return [
    route({
      ...common,
      operationId: 'submitOffer',
      summary: 'Offer to do it',
      description:
        'For a provider who was told of the request. The offer is made by the provider of the token; every slot must be ' +
        'free in its calendar and as long as the service takes (`outsideHours` confirms one outside the opening hours), and the price in the currency of the service. At most one offer of a provider for a request is open at a time.',
      method: 'post',
      idempotency: 'optional',
      access: { roles: ['provider'], owner: 'leadHolder' },
      params,
      body: SubmitOffer,
      success: { status: 201, schema: Offer, headers: { Location: 'The address of the offer.' } },
      problems: SUBMIT_PROBLEMS,
      async handle({ actor, resource, body, commandId }) {
        const offerId = await submit(deps, { commandId, actorId: actor.id }, resource, body);
        const row = await findOffer(deps.orm, offerId);
        if (!row) throw new Error(`the offer ${offerId} was acknowledged and is not there`);
        return reply(toOffer(row, 'provider', readerOf(deps, actor)), {
          headers: { Location: `/v1/offers/${offerId}` },
        });
      },
    }),
    route({
      ...common,
      operationId: 'listRequestOffers',
      summary: 'List the offers for a request',
      description:
        'All of them for its consumer and for operators; a provider with a lead sees its own only. Newest first.',
      method: 'get',
      idempotency: 'none',
      access: { owner: 'requestOffersReader' },
      params,
      query: PageQuery,
      success: { status: 200, schema: OfferPage },
      problems: [],
      async handle({ actor, resource: { side, providerId }, params: { id }, query: { limit, cursor } }) {
        const after = cursors.open(cursor);
        const rows = await listOffers(deps.orm, { requestId: id, providerId, after, limit });
        const reader = readerOf(deps, actor);
        return toPage(rows, limit, cursors, positionOf, (row) => toOffer(row, side, reader));
      },
    }),
  ];
}

/** Answers the id of the offer that was written: the command's own, so that it is one offer however often it is made. */
async function submit(
  deps: ApiDeps,
  by: { readonly commandId: string; readonly actorId: string },
  { request, providerId }: HeldLead,
  body: z.output<typeof SubmitOffer>,
): Promise<string> {
  const order = { ...by, offerId: by.commandId, providerId, payload: toPayload(body) };
  const { offerId } = await deps.commands.onRequest(request.id, submitOffer, order, async () => {
    requireOpen(request);
    if (!isTrading({ accountStatus: request.consumerStatus })) {
      throw new Problem('request_on_hold', 'the request takes no offers at present');
    }
    const subject = { accountId: by.actorId, requestId: request.id };
    await foreseeRoom(deps, deps.orm, subject, { offers_per_request: 1, cancellations: 1 });
    await requireSound(deps, providerId, body);
  });
  return offerId;
}

function requireOpen(request: HeldLead['request']): void {
  const { status } = request;
  requireAllowed({
    lifecycle: REQUEST_LIFECYCLE,
    status,
    command: 'receive_offer',
    side: 'provider',
    facts: requestFacts(request),
    code: requestRefusal(status),
    allowedActions: [],
  });
}

function toPayload(body: z.output<typeof SubmitOffer>): OfferPayload {
  const { serviceId, availableSlots, price, priceNotes, message, expiresAt } = body;
  return {
    serviceId,
    slots: availableSlots,
    price,
    ...(priceNotes !== undefined && { priceNotes }),
    ...(message !== undefined && { message }),
    ...(expiresAt !== undefined && { expiresAt }),
  };
}
