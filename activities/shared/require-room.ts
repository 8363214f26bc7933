import { findFull, type QuotaRules, type QuotaSubject } from '#db/quotas.ts';
import type { SqlReader } from '#db/transaction.ts';
import { quotaInfo, quotaRefusal, quotaWords, type QuotaName } from '#domain/quotas.ts';
import { refusal } from '#workflows/shared/refusal.ts';

/** Refuses what does not fit into a quota; exact where `lockQuotas` or the lock of its request was taken before. */
export async function requireRoom(
  reader: SqlReader,
  rules: QuotaRules,
  quota: QuotaName,
  subject: QuotaSubject,
): Promise<void> {
  const full = await findFull(reader, rules, quota, subject);
  if (full) throw refusal(quotaRefusal(full), quotaWords(full), quotaInfo(full));
}
