import { z } from 'zod';
import { toPage, type Cursors } from '#api/http/pagination.ts';
import { toInstant } from '#contracts/common.ts';
import type { Matches } from '#contracts/matches.ts';
import { shownDistanceKm, shownScore } from '#domain/matching/area.ts';
import { MATCH_FACTORS } from '#domain/matching/types.ts';
import type { SqlReader } from '#db/transaction.ts';

type MatchesView = z.input<typeof Matches>;

/** Where the list of matches stands: behind the one with this rank. */
export const MatchPosition = z.strictObject({ rank: z.int().nonnegative(), providerId: z.uuid() });
export type MatchPosition = z.infer<typeof MatchPosition>;

interface MatchesOf {
  requestId: string;
  waves: number;
  namesRejected: boolean;
  limit: number;
  cursor?: string | undefined;
}

/** Who knows of a request and why, best first, and how many were rejected for which reason; who they are on wish only. */
export async function readMatches(
  { em }: SqlReader,
  cursors: Cursors<MatchPosition>,
  { requestId, waves, namesRejected, limit, cursor }: MatchesOf,
): Promise<MatchesView> {
  const after = cursors.open(cursor);
  const rows: MatchesView['items'] = await em.execute(
    `select m.provider_id as "providerId", coalesce(p.business_name, p.name) as name, m.rank, m.wave, m.score, m.factors,
            m.distance_km as "distanceKm", m.lead_at as "leadAt"
       from request_matches m join providers p on p.id = m.provider_id
      where m.request_id = ? and m.lead_at is not null ${after ? 'and (m.rank, m.provider_id) > (?::int, ?::uuid)' : ''}
      order by m.rank, m.provider_id limit ?`,
    [requestId, ...(after ? [after.rank, after.providerId] : []), limit + 1],
  );
  const ids = ', array_agg(provider_id::text order by provider_id) as "providerIds"';
  const rejections: MatchesView['rejections'] = await em.execute(
    `select rejection as reason, count(*)::int as count ${namesRejected ? ids : ''}
       from request_matches where request_id = ? and rejection is not null
      group by rejection order by count(*) desc, rejection`,
    [requestId],
  );
  const toPosition = ({ rank, providerId }: MatchPosition): MatchPosition => ({ rank, providerId });
  return { waves, ...toPage(rows, limit, cursors, toPosition, toShown), rejections };
}

function toShown(item: MatchesView['items'][number]): MatchesView['items'][number] {
  const { score, factors, distanceKm, leadAt } = item;
  return {
    ...item,
    score: shownScore(score),
    factors: Object.fromEntries(MATCH_FACTORS.map((factor) => [factor, shownScore(factors[factor])])) as typeof factors,
    distanceKm: distanceKm === null ? null : shownDistanceKm(distanceKm),
    leadAt: toInstant(new Date(leadAt)),
  };
}
