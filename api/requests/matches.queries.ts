import type { z } from 'zod';
import { toInstant } from '#contracts/common.ts';
import type { Matches } from '#contracts/matches.ts';
import { shownDistanceKm, shownScore } from '#domain/matching/area.ts';
import { MATCH_FACTORS } from '#domain/matching/types.ts';
import type { SqlReader } from '#db/transaction.ts';

type MatchesView = z.input<typeof Matches>;

/** Who knows of a request and why, best first, and how many were rejected for which reason; who they are on wish only. */
export async function readMatches(
  { em }: SqlReader,
  { requestId, waves, namesRejected }: { requestId: string; waves: number; namesRejected: boolean },
): Promise<MatchesView> {
  const items: MatchesView['items'] = await em.execute(
    `select m.provider_id as "providerId", coalesce(p.business_name, p.name) as name, m.rank, m.wave, m.score, m.factors,
            m.distance_km as "distanceKm", m.lead_at as "leadAt"
       from request_matches m join providers p on p.id = m.provider_id
      where m.request_id = ? and m.lead_at is not null order by m.rank`,
    [requestId],
  );
  const ids = ', array_agg(provider_id::text order by provider_id) as "providerIds"';
  const rejections: MatchesView['rejections'] = await em.execute(
    `select rejection as reason, count(*)::int as count ${namesRejected ? ids : ''}
       from request_matches where request_id = ? and rejection is not null
      group by rejection order by count(*) desc, rejection`,
    [requestId],
  );
  return { waves, items: items.map(toShown), rejections };
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
