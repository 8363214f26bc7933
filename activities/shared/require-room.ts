import { findFull, type QuotaRules, type QuotaSubject, type Wanted } from '#db/quotas.ts';
import type { SqlReader } from '#db/transaction.ts';
import { quotaInfo, quotaRefusal, quotaWords } from '#domain/quotas.ts';
import { refusal } from '#workflows/shared/refusal.ts';

/** Refuses what does not fit into the quotas; exact for what is written behind it in its transaction. */
export async function requireRoom(
  reader: SqlReader,
  rules: QuotaRules,
  subject: QuotaSubject,
  wanted: Wanted,
): Promise<void> {
  const full = await findFull(reader, rules, subject, wanted);
  if (full) throw refusal(quotaRefusal(full), quotaWords(full), quotaInfo(full));
}
