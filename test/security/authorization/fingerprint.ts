import type { Orm } from '#db/transaction.ts';

/** Tables that tell of calls, also of refused ones, and not of the marketplace. */
const ABOUT_CALLS = new Set(['audit_entries']);

/** What every table holds, as one hash a table: two that are equal mean that nothing was changed between them. */
export async function fingerprintOf({ em }: Orm): Promise<Record<string, string>> {
  const tables = [...em.getMetadata().getAll().values()]
    .map(({ tableName }) => tableName)
    .filter((table) => !ABOUT_CALLS.has(table));
  if (tables.length === 0) throw new Error('there is nothing to compare');
  const prints: Record<string, string> = {};
  for (const table of new Set(tables)) {
    const [row]: { print: string }[] = await em
      .fork()
      .execute(`select md5(coalesce(string_agg(t::text, chr(10) order by t::text), '')) as print from ${table} t`);
    prints[table] = row?.print ?? '';
  }
  return prints;
}
