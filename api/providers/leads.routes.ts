import { z } from 'zod';
import { toPage } from '#api/http/pagination.ts';
import { route, type Route } from '#api/http/route.ts';
import { RequestId } from '#contracts/ids.ts';
import { PageQuery } from '#contracts/page.ts';
import { Lead, LeadPage } from '#contracts/requests.ts';
import { toLead } from './leads.presenter.ts';
import { CLOSED_LEADS_DAYS, leadPosition, LeadPosition, listLeads } from './leads.queries.ts';
import { LEAD_EXAMPLE } from './providers.examples.ts';
import { ownProviderId, type ProviderDeps } from './own-provider.ts';

const common = { tags: ['providers'], rateClass: 'providers', idempotency: 'none', method: 'get' } as const;

/** The requests that a provider was told of. */
export function leadRoutes(deps: ProviderDeps): Route[] {
  const cursors = deps.cursorsOf('listLeads', LeadPosition);
  return [
    route({
      ...common,
      operationId: 'listLeads',
      summary: 'List your leads',
      description: `The requests that the caller's provider was told of, newest first: all that are open, and those that came in during the last ${CLOSED_LEADS_DAYS} days. Who asks is not shown.`,
      path: '/v1/providers/me/leads',
      access: { roles: ['provider'] },
      query: PageQuery,
      success: { status: 200, schema: LeadPage },
      problems: ['not_found'],
      example: { query: { limit: 20 }, answer: { items: [LEAD_EXAMPLE], nextCursor: null } },
      async handle({ actor, query: { limit, cursor } }) {
        const after = cursors.open(cursor);
        const rows = await listLeads(deps.orm, { providerId: ownProviderId(actor), after, limit });
        return toPage(rows, limit, cursors, leadPosition, toLead);
      },
    }),
    route({
      ...common,
      operationId: 'getLead',
      summary: 'Read a lead',
      description:
        'One request that the caller was told of. `allowedActions` holds `submit_offer` while the request is open, the provider active, and no offer of theirs is open.',
      path: '/v1/providers/me/leads/:requestId',
      access: { roles: ['provider'], owner: 'lead' },
      params: z.strictObject({ requestId: RequestId }),
      success: { status: 200, schema: Lead },
      problems: [],
      example: { params: { requestId: LEAD_EXAMPLE.requestId }, answer: LEAD_EXAMPLE },
      handle: ({ resource }) => toLead(resource),
    }),
  ];
}
