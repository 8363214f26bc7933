import type { ApiDeps } from '#api/deps.ts';
import { toPage } from '#api/http/pagination.ts';
import { route, type Route } from '#api/http/route.ts';
import { ARRANGED_PAIR_EXAMPLE, ArrangedPairPage, ArrangedPairQuery } from '#contracts/arranged-pairs.ts';
import { listArrangedPairs, pairPosition, PairPosition, toArrangedPair } from './arranged-pairs.queries.ts';

/** Who looks as if they book each other for the reviews. */
export function arrangedPairRoutes({ orm, cursorsOf }: ApiDeps): Route[] {
  const cursors = cursorsOf('listArrangedPairs', PairPosition);
  return [
    route({
      operationId: 'listArrangedPairs',
      tags: ['admin'],
      summary: 'List pairs that look arranged',
      description:
        'Consumers and providers whose bookings give at least two of the signals in `signals`, the last booking first. ' +
        'Honest people give such signals, too: look at their bookings and reviews before you suspend anybody.',
      method: 'get',
      path: '/v1/admin/arranged-pairs',
      access: { roles: ['admin'] },
      rateClass: 'other',
      idempotency: 'none',
      query: ArrangedPairQuery,
      success: { status: 200, schema: ArrangedPairPage },
      problems: [],
      example: { query: { days: 90, limit: 20 }, answer: { items: [ARRANGED_PAIR_EXAMPLE], nextCursor: null } },
      async handle({ query: { cursor, days, limit } }) {
        const rows = await listArrangedPairs(orm, { days, limit, after: cursors.open(cursor) });
        return toPage(rows, limit, cursors, pairPosition, toArrangedPair);
      },
    }),
  ];
}
