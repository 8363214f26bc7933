import { z } from 'zod';
import type { ApiDeps } from '#api/deps.ts';
import { toPage } from '#api/http/pagination.ts';
import { reply, route, type Route } from '#api/http/route.ts';
import { Position, positionOf } from '#api/shared/keyset.ts';
import { readerOf } from '#api/shared/reader.ts';
import { readTimeline, TimelinePosition } from '#api/shared/timeline.queries.ts';
import { RequestId } from '#contracts/ids.ts';
import { Matches } from '#contracts/matches.ts';
import { CreateRequest, ServiceRequest, ServiceRequestPage, ServiceRequestQuery } from '#contracts/requests.ts';
import { PageQuery } from '#contracts/page.ts';
import { Timeline } from '#contracts/timeline.ts';
import { MatchPosition, readMatches } from './matches.queries.ts';
import { requestCommandRoutes } from './request-commands.routes.ts';
import { requestOfferRoutes } from './request-offers.routes.ts';
import { toServiceRequest } from './requests.presenter.ts';
import { listRequests } from './requests.queries.ts';
import { createRequest } from './requests.writes.ts';

/** Everything about service requests, with the offers that are made for them. */
export function requestRoutes(deps: ApiDeps): Route[] {
  return [...collectionRoutes(deps), ...readRoutes(deps), ...requestCommandRoutes(deps), ...requestOfferRoutes(deps)];
}

const common = { tags: ['requests'], rateClass: 'requests' } as const;
const params = z.strictObject({ id: RequestId });

function collectionRoutes(deps: ApiDeps): Route[] {
  const cursors = deps.cursorsOf('listRequests', Position);
  return [
    route({
      ...common,
      operationId: 'createRequest',
      summary: 'Say what you need',
      description:
        'Accepts the request at once and has it matched: providers hear of it in waves of the best that fit. What was ' +
        'accepted is never lost; with the workflow engine down it is matched as soon as that is back.',
      method: 'post',
      path: '/v1/requests',
      access: 'signed-in',
      idempotency: 'optional',
      body: CreateRequest,
      success: { status: 201, schema: ServiceRequest, headers: { Location: 'The address of the request.' } },
      problems: ['quota_reached', 'quota_used_up'],
      async handle({ actor, body, commandId }) {
        const row = await createRequest(deps, { actorId: actor.id, commandId }, body);
        const headers = { Location: `/v1/requests/${row.id}` };
        return reply(toServiceRequest(row, 'consumer', readerOf(deps, actor)), { headers });
      },
    }),
    route({
      ...common,
      operationId: 'listRequests',
      summary: 'List your requests',
      description: 'The requests of the caller and nobody else, newest first.',
      method: 'get',
      path: '/v1/requests',
      access: 'signed-in',
      idempotency: 'none',
      query: ServiceRequestQuery,
      success: { status: 200, schema: ServiceRequestPage },
      problems: [],
      async handle({ actor, query: { status, limit, cursor } }) {
        const after = cursors.open(cursor);
        const rows = await listRequests(deps.orm, { consumerId: actor.id, status, after, limit });
        const reader = readerOf(deps, actor);
        return toPage(rows, limit, cursors, positionOf, (row) => toServiceRequest(row, 'consumer', reader));
      },
    }),
  ];
}

function readRoutes(deps: ApiDeps): Route[] {
  const timelines = deps.cursorsOf('getRequestTimeline', TimelinePosition);
  const matches = deps.cursorsOf('getRequestMatches', MatchPosition);
  const reading = {
    ...common,
    method: 'get',
    idempotency: 'none',
    access: { owner: 'requestReader' },
    params,
  } as const;
  return [
    route({
      ...reading,
      operationId: 'getRequest',
      summary: 'Read a request',
      description: 'For its consumer and operators; operators also get the link to its run in the Temporal UI.',
      path: '/v1/requests/:id',
      success: { status: 200, schema: ServiceRequest },
      problems: [],
      handle: ({ actor, resource: { row, side } }) => toServiceRequest(row, side, readerOf(deps, actor)),
    }),
    route({
      ...reading,
      operationId: 'getRequestMatches',
      summary: 'Read how the providers were chosen',
      description:
        'Who was told of the request, best first, with the six factors of each; and how many were rejected for which ' +
        'reason. Who was rejected is named to operators only.',
      path: '/v1/requests/:id/matches',
      query: PageQuery,
      success: { status: 200, schema: Matches },
      problems: [],
      handle: ({ resource: { row, side }, query }) =>
        readMatches(deps.orm, matches, {
          requestId: row.id,
          waves: row.wave,
          namesRejected: side === 'admin',
          ...query,
        }),
    }),
    route({
      ...reading,
      operationId: 'getRequestTimeline',
      summary: 'Read what happened to a request',
      description: 'Every fact about the request, its offers and its bookings, in the order in which it was written.',
      path: '/v1/requests/:id/timeline',
      query: PageQuery,
      success: { status: 200, schema: Timeline },
      problems: [],
      handle: ({ params: { id }, query }) => readTimeline(deps.orm, timelines, { of: 'request', id, ...query }),
    }),
  ];
}
