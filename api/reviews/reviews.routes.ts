import { z } from 'zod';
import type { ApiDeps } from '#api/deps.ts';
import { toPage } from '#api/http/pagination.ts';
import { Problem } from '#api/http/problem.ts';
import { reply, route, type Route } from '#api/http/route.ts';
import { Position, positionOf } from '#api/shared/keyset.ts';
import { ProviderId, ReviewId } from '#contracts/ids.ts';
import { PageQuery } from '#contracts/page.ts';
import { ANSWERED_REVIEW_EXAMPLE } from '#contracts/review-examples.ts';
import {
  PublishedReviewPage,
  RespondToReview,
  Review,
  ReviewPage,
  ReviewQuery,
  SubmitReview,
} from '#contracts/reviews.ts';
import { toPublishedReview, toReview } from './reviews.presenter.ts';
import { listPublishedReviews, listReviews } from './reviews.queries.ts';
import { respondToReview, submitReview } from './reviews.writes.ts';

/** What the sides of completed bookings say of each other. */
export function reviewRoutes(deps: ApiDeps): Route[] {
  return [...writeRoutes(deps), ...readRoutes(deps), ...publicRoutes(deps)];
}

const params = z.strictObject({ id: ReviewId });
const write = { tags: ['reviews'], rateClass: 'other', idempotency: 'optional', method: 'post' } as const;
const read = { tags: ['reviews'], rateClass: 'other', idempotency: 'none', method: 'get' } as const;

function writeRoutes(deps: ApiDeps): Route[] {
  return [
    route({
      ...write,
      operationId: 'submitReview',
      summary: 'Review the other party of a booking',
      description:
        'For the two parties of a completed booking, once each, within 14 days of its completion. Both reviews appear ' +
        'together, or the first alone after seven days; until then only its author sees it, and the other side is not ' +
        'told that it exists. When reviews have appeared the booking takes no further one.',
      path: '/v1/reviews',
      access: 'signed-in',
      body: SubmitReview,
      success: { status: 201, schema: Review, headers: { Location: 'The address of the review.' } },
      problems: ['not_found', 'not_yours', 'invalid_transition', 'review_closed'],
      async handle({ actor, body, commandId }) {
        const row = await submitReview(deps, { actor, commandId }, body);
        return reply(toReview(row, actor.id), { headers: { Location: `/v1/reviews/${row.id}` } });
      },
    }),
    route({
      ...write,
      operationId: 'respondToReview',
      summary: 'Respond to a review of yourself',
      description:
        'For whom a published review is about, once. The response stands below the review wherever it is shown.',
      path: '/v1/reviews/:id/response',
      access: { owner: 'reviewSubject' },
      params,
      body: RespondToReview,
      success: { status: 200, schema: Review },
      example: { answer: Review.parse(ANSWERED_REVIEW_EXAMPLE) },
      problems: ['conflict'],
      async handle({ actor, resource: { row }, body: { text }, commandId }) {
        return toReview(await respondToReview(deps, { actor, commandId }, { row, text }), actor.id);
      },
    }),
  ];
}

function readRoutes(deps: ApiDeps): Route[] {
  const cursors = deps.cursorsOf('listReviews', Position);
  return [
    route({
      ...read,
      operationId: 'listReviews',
      summary: 'List your reviews',
      description: 'What the caller wrote, published or not, and what is published about the caller; newest first.',
      path: '/v1/reviews',
      access: 'signed-in',
      query: ReviewQuery,
      success: { status: 200, schema: ReviewPage },
      problems: [],
      async handle({ actor, query: { bookingId, role, limit, cursor } }) {
        const after = cursors.open(cursor);
        const rows = await listReviews(deps.orm, { accountId: actor.id, bookingId, role, after, limit });
        return toPage(rows, limit, cursors, positionOf, (row) => toReview(row, actor.id));
      },
    }),
    route({
      ...read,
      operationId: 'getReview',
      summary: 'Read a review',
      description:
        'For its author and, once it is published, for whom it is about and for operators. Before that it is not there for anybody else.',
      path: '/v1/reviews/:id',
      access: { owner: 'reviewReader' },
      params,
      success: { status: 200, schema: Review },
      problems: [],
      handle: ({ actor, resource: { row } }) => toReview(row, actor.id),
    }),
  ];
}

function publicRoutes(deps: ApiDeps): Route[] {
  const cursors = deps.cursorsOf('listProviderReviews', Position);
  return [
    route({
      ...read,
      rateClass: 'providers',
      operationId: 'listProviderReviews',
      summary: 'List what is said of a provider',
      description:
        'For anybody: what consumers have said of the provider, as far as it is published, newest first. Who said it is not shown.',
      path: '/v1/providers/:id/reviews',
      access: 'optional',
      params: z.strictObject({ id: ProviderId }),
      query: PageQuery,
      success: { status: 200, schema: PublishedReviewPage },
      problems: ['not_found'],
      async handle({ params: { id: providerId }, query: { limit, cursor } }) {
        const rows = await listPublishedReviews(deps.orm, { providerId, after: cursors.open(cursor), limit });
        if (!rows) throw new Problem('not_found', 'there is no such provider');
        const atPublication = ({ id, publishedAt }: (typeof rows)[number]) =>
          positionOf({ id, createdAt: publishedAt });
        return toPage(rows, limit, cursors, atPublication, toPublishedReview);
      },
    }),
  ];
}
