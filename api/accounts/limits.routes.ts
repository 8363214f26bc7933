import type { z } from 'zod';
import type { ApiDeps } from '#api/deps.ts';
import { route, type Route } from '#api/http/route.ts';
import { toInstant } from '#contracts/common.ts';
import { Limits, LIMITS_EXAMPLE } from '#contracts/limits.ts';
import { countAll, isByRequest } from '#db/quotas.ts';
import { freesAt, QUOTA_NAMES, QUOTAS, usedOf } from '#domain/quotas.ts';

/** What the caller may have and cause. */
export function limitRoutes(deps: Pick<ApiDeps, 'orm' | 'now' | 'config'>): Route[] {
  return [
    route({
      operationId: 'getLimits',
      tags: ['accounts'],
      summary: 'Read your limits',
      description:
        'How much you may have at a time or cause in 24 hours, how much of it is used, and when there is room again. What ' +
        'does not fit is refused with 409 `quota_reached` or 429 `quota_used_up`, and `info` names the quota.',
      method: 'get',
      path: '/v1/limits',
      access: 'signed-in',
      rateClass: 'other',
      idempotency: 'none',
      success: { status: 200, schema: Limits },
      problems: [],
      example: { answer: LIMITS_EXAMPLE },
      handle: ({ actor }) => readLimits(deps, actor.id),
    }),
  ];
}

async function readLimits(
  { orm, now, config }: Pick<ApiDeps, 'orm' | 'now' | 'config'>,
  accountId: string,
): Promise<z.input<typeof Limits>> {
  const counts = await countAll({ em: orm.em.fork() }, accountId, now());
  const items = QUOTA_NAMES.map((quota) => {
    const { what: description, window, frees } = QUOTAS[quota];
    const limit = config.trust.quotas[quota];
    const counted = counts.get(quota) ?? [];
    const at = freesAt(limit, counted, 1);
    const used = isByRequest(quota) ? null : Math.ceil(usedOf(counted));
    return { quota, description, window, limit, used, frees, freesAt: at === undefined ? null : toInstant(at) };
  });
  return { items };
}
