import { AuditEntry } from '#db/entities/audit-entry.entity.ts';
import type { TestApi } from './api.ts';

/** The audit of an API under test. */
export function auditOf({ orm }: Pick<TestApi, 'orm'>) {
  const em = () => orm.em.fork();
  return { entries, since };

  /** Every entry, oldest first. */
  function entries(
    where: Partial<Pick<AuditEntry, 'actorId' | 'operationId' | 'resourceId'>> = {},
  ): Promise<AuditEntry[]> {
    return em().find(AuditEntry, where, { orderBy: { createdAt: 1, id: 1 } });
  }

  /** The entries that some work leaves behind. */
  async function since(work: () => Promise<unknown>): Promise<AuditEntry[]> {
    const before = new Set((await entries()).map(({ id }) => id));
    await work();
    return (await entries()).filter(({ id }) => !before.has(id));
  }
}
