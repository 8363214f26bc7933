import type { ApiDeps } from '#api/deps.ts';
import { Problem } from '#api/http/problem.ts';
import { findFull, type QuotaSubject } from '#db/quotas.ts';
import type { SqlReader } from '#db/transaction.ts';
import { quotaInfo, quotaRefusal, quotaWords, type QuotaName } from '#domain/quotas.ts';

/** What quotas are looked at with. */
export type QuotaDeps = Pick<ApiDeps, 'now' | 'config'>;

/**
 * Throws a 409 or a 429 for what does not fit into a quota, saying what the limit is and when there is room. Under
 * `lockQuotas` it is exact; without it keeps from runs what they would refuse.
 */
export async function requireRoom(
  { now, config }: QuotaDeps,
  reader: SqlReader,
  quota: QuotaName,
  subject: QuotaSubject,
  adding = 1,
): Promise<void> {
  const full = await findFull(reader, { quotas: config.trust.quotas, nowMs: now() }, quota, subject, adding);
  if (!full) return;
  const info = quotaInfo(full);
  throw new Problem(quotaRefusal(full), quotaWords(full), { info, headers: retryAfter(info, now()) });
}

/** When it is worth trying again, where a clock makes room. */
export function retryAfter(info: Readonly<Record<string, unknown>>, nowMs: number): Record<string, string> {
  const { freesAt } = info;
  if (typeof freesAt !== 'string') return {};
  return { 'Retry-After': String(Math.max(1, Math.ceil((Date.parse(freesAt) - nowMs) / 1_000))) };
}
