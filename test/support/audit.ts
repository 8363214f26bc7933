import { AuditEntry } from '#db/entities/audit-entry.entity.ts';
import type { TestApi } from './api.ts';

/** The audit of an API under test. */
export function auditOf({ orm }: Pick<TestApi, 'orm'>) {
  const em = () => orm.em.fork();
  return { entries, since, whileDown };

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

  /** Does some work while no entry can be written. */
  async function whileDown(work: () => Promise<unknown>): Promise<void> {
    await em().execute(GOES_DOWN);
    try {
      await work();
    } finally {
      await em().execute('drop trigger goes_down on audit_entries');
    }
  }
}

/** What a database says that is shut down in the moment of the entry. */
const GOES_DOWN = `
  create or replace function goes_down() returns trigger language plpgsql as
    'begin raise exception using errcode = ''admin_shutdown''; end';
  create trigger goes_down before insert on audit_entries for each row execute function goes_down()`;
