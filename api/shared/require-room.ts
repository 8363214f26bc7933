import type { ApiDeps } from '#api/deps.ts';
import { Problem } from '#api/http/problem.ts';
import { findFull, foreseeFull, type QuotaRules, type QuotaSubject, type Wanted } from '#db/quotas.ts';
import type { SqlReader } from '#db/transaction.ts';
import { quotaInfo, quotaRefusal, quotaWords, type FullQuota } from '#domain/quotas.ts';

/** What quotas are looked at with. */
export type QuotaDeps = Pick<ApiDeps, 'now' | 'config'>;

/**
 * Throws a 409 or a 429 for what does not fit into the quotas, saying what the limit is and when there is room. Exact for
 * what is written behind it in its transaction.
 */
export async function requireRoom(
  deps: QuotaDeps,
  reader: SqlReader,
  subject: QuotaSubject,
  wanted: Wanted,
): Promise<void> {
  const problem = await findNoRoom(deps, reader, subject, wanted);
  if (problem) throw problem;
}

/** What `requireRoom` would throw. */
export async function findNoRoom(
  deps: QuotaDeps,
  reader: SqlReader,
  subject: QuotaSubject,
  wanted: Wanted,
): Promise<Problem | undefined> {
  const full = await findFull(reader, rulesOf(deps), subject, wanted);
  return full && toProblem(deps, full);
}

/** The same as it was a moment ago: keeps from runs what they would refuse. */
export async function foreseeRoom(
  deps: QuotaDeps,
  reader: SqlReader,
  subject: QuotaSubject,
  wanted: Wanted,
): Promise<void> {
  const full = await foreseeFull(reader, rulesOf(deps), subject, wanted);
  if (full) throw toProblem(deps, full);
}

/** The limits as they are configured, now. */
export const rulesOf = ({ now, config }: QuotaDeps): QuotaRules => ({ quotas: config.trust.quotas, nowMs: now() });

function toProblem({ now }: QuotaDeps, full: FullQuota): Problem {
  const info = quotaInfo(full);
  return new Problem(quotaRefusal(full), quotaWords(full), { info, headers: retryAfter(info, now()) });
}

/** When it is worth trying again, where a clock makes room. */
export function retryAfter(info: Readonly<Record<string, unknown>>, nowMs: number): Record<string, string> {
  const { freesAt } = info;
  if (typeof freesAt !== 'string') return {};
  return { 'Retry-After': String(Math.max(1, Math.ceil((Date.parse(freesAt) - nowMs) / 1_000))) };
}
