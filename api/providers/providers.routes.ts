import { z } from 'zod';
import { Problem } from '#api/http/problem.ts';
import { route, type Route } from '#api/http/route.ts';
import { ProviderId } from '#contracts/ids.ts';
import { OwnProvider, PublicProvider, Slots, SlotsQuery } from '#contracts/providers.ts';
import { availabilityRoutes } from './availability.routes.ts';
import { leadRoutes } from './leads.routes.ts';
import { ownProviderId, type ProviderDeps } from './own-provider.ts';
import {
  OWN_PROVIDER_EXAMPLE,
  PUBLIC_PROVIDER_EXAMPLE,
  SLOTS_EXAMPLE,
  SLOTS_QUERY_EXAMPLE,
} from './providers.examples.ts';
import { toOwnProvider, toPublicProvider } from './providers.presenter.ts';
import { findOwnProvider, findPublicProvider } from './providers.queries.ts';
import { findFreeSlots } from './slots.ts';

const params = z.strictObject({ id: ProviderId });
const common = { tags: ['providers'], rateClass: 'providers', idempotency: 'none', method: 'get' } as const;

/** Providers as others see them, as they see themselves, when they are free, and what they were told of. */
export function providerRoutes(deps: ProviderDeps): Route[] {
  return [...pageRoutes(deps), ...availabilityRoutes(deps), ...leadRoutes(deps)];
}

function pageRoutes(deps: ProviderDeps): Route[] {
  return [
    route({
      ...common,
      operationId: 'getOwnProvider',
      summary: 'Read your own provider page',
      description: 'What the caller has said of itself as a provider, with contact details, hours and settings.',
      path: '/v1/providers/me',
      access: { roles: ['provider'] },
      success: { status: 200, schema: OwnProvider },
      problems: ['not_found'],
      example: { answer: OWN_PROVIDER_EXAMPLE },
      async handle({ actor }) {
        const row = await findOwnProvider(deps.orm, ownProviderId(actor));
        if (!row) throw new Problem('not_found', 'the account runs no provider');
        return toOwnProvider(row);
      },
    }),
    route({
      ...common,
      operationId: 'getProvider',
      summary: 'Read the public page of a provider',
      description:
        'For anybody. It never holds mail, phone or address; a rating is shown from three different reviewers on.',
      path: '/v1/providers/:id',
      access: 'optional',
      params,
      success: { status: 200, schema: PublicProvider },
      problems: ['not_found'],
      example: { params: { id: PUBLIC_PROVIDER_EXAMPLE.id }, answer: PUBLIC_PROVIDER_EXAMPLE },
      async handle({ params: { id } }) {
        const row = await findPublicProvider(deps.orm, id);
        if (!row) throw new Problem('not_found', 'there is no such provider');
        return toPublicProvider(row);
      },
    }),
    route({
      ...common,
      operationId: 'listFreeSlots',
      summary: 'List the free slots of a provider',
      description:
        'When a service of the provider can start, by the same rule that guards offers and bookings: hours, notice, buffers, the most bookings a day, and the bookings that stand. A provider who is not active has no free slots.',
      path: '/v1/providers/:id/slots',
      access: 'optional',
      params,
      query: SlotsQuery,
      success: { status: 200, schema: Slots },
      problems: ['not_found'],
      example: { params: { id: PUBLIC_PROVIDER_EXAMPLE.id }, query: SLOTS_QUERY_EXAMPLE, answer: SLOTS_EXAMPLE },
      handle: ({ params: { id }, query }) => findFreeSlots(deps.orm, { providerId: id, query, nowMs: deps.now() }),
    }),
  ];
}
