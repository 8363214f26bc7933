import { z } from 'zod';
import type { ApiDeps } from '#api/deps.ts';
import { toPage } from '#api/http/pagination.ts';
import { route, type Route } from '#api/http/route.ts';
import { Position, positionOf } from '#api/shared/keyset.ts';
import { readerOf } from '#api/shared/reader.ts';
import { OfferId } from '#contracts/ids.ts';
import { Offer, OfferPage, OfferQuery } from '#contracts/offers.ts';
import { offerCommandRoutes } from './offer-commands.routes.ts';
import { toOffer } from './offers.presenter.ts';
import { listOffers } from './offers.queries.ts';

/** Everything about offers that exist; they are made under their request. */
export function offerRoutes(deps: ApiDeps): Route[] {
  return [...readRoutes(deps), ...offerCommandRoutes(deps)];
}

const common = { tags: ['offers'], rateClass: 'offers', idempotency: 'none', method: 'get' } as const;

function readRoutes(deps: ApiDeps): Route[] {
  const cursors = deps.cursorsOf('listOffers', Position);
  return [
    route({
      ...common,
      operationId: 'listOffers',
      summary: 'List your offers',
      description:
        "The offers of the caller's provider, newest first, whatever became of them, or only those with one status.",
      path: '/v1/offers',
      access: { roles: ['provider'] },
      query: OfferQuery,
      success: { status: 200, schema: OfferPage },
      problems: [],
      async handle({ actor, query: { status, limit, cursor } }) {
        const { providerId } = actor;
        const rows = await listOffers(deps.orm, { providerId, status, after: cursors.open(cursor), limit });
        const reader = readerOf(deps, actor);
        return toPage(rows, limit, cursors, positionOf, (row) => toOffer(row, 'provider', reader));
      },
    }),
    route({
      ...common,
      operationId: 'getOffer',
      summary: 'Read an offer',
      description: 'For the consumer of its request, the provider who made it, and operators. Rivals never see it.',
      path: '/v1/offers/:id',
      access: { owner: 'offerParty' },
      params: z.strictObject({ id: OfferId }),
      success: { status: 200, schema: Offer },
      problems: [],
      handle: ({ actor, resource: { row, side } }) => toOffer(row, side, readerOf(deps, actor)),
    }),
  ];
}
