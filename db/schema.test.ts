import { expect } from 'chai';
import { useOrm } from '#test/support/use-orm.ts';

/** What the lists of the product filter and order by; each must be the beginning of an index. */
const LISTS: readonly [table: string, ...columns: string[]][] = [
  ['service_requests', 'consumer_id', 'created_at', 'id'],
  ['offers', 'request_id', 'created_at', 'id'],
  ['offers', 'provider_id', 'created_at', 'id'],
  ['bookings', 'consumer_id', 'created_at', 'id'],
  ['bookings', 'provider_id', 'created_at', 'id'],
  ['reviews', 'author_id', 'created_at', 'id'],
  ['reviews', 'subject_id', 'created_at', 'id'],
  ['reviews', 'provider_id', 'side', 'published_at', 'id'],
  ['request_matches', 'provider_id', 'lead_at', 'request_id'],
  ['request_matches', 'request_id', 'rank'],
  ['events', 'request_id', 'position'],
  ['events', 'booking_id', 'position'],
  ['events', 'aggregate', 'aggregate_id', 'position'],
  ['feed_entries', 'account_id', 'seq'],
  ['enrollments', 'account_id', 'created_at', 'id'],
  ['enrollments', 'status', 'created_at', 'id'],
  ['enrollments', 'created_at', 'id'],
  ['workflow_outbox', 'next_attempt_at', 'id'],
  ['accounts', 'created_at', 'id'],
  ['audit_entries', 'created_at', 'id'],
  ['audit_entries', 'actor_id', 'created_at', 'id'],
  ['audit_entries', 'resource_id', 'created_at', 'id'],
  ['audit_entries', 'operation_id', 'created_at', 'id'],
];

describe('the schema', () => {
  const db = useOrm();

  /** The columns of every index that is there for all rows, in the order of the index. */
  async function indexes(): Promise<{ table: string; columns: string[]; partial: boolean }[]> {
    return db.em().execute(`
      select relname as table, indpred is not null as partial,
        array(select coalesce(attname::text, '(expression)') from unnest(indkey) with ordinality as part(number, position)
              left join pg_attribute on attrelid = indrelid and attnum = part.number order by position) as columns
      from pg_index join pg_class on pg_class.oid = indrelid join pg_namespace on pg_namespace.oid = relnamespace
      where nspname = 'public' and indisvalid`);
  }

  it('has an index that begins with the columns of every foreign key', async () => {
    const keys: { table: string; name: string; columns: string[] }[] = await db.em().execute(`
      select relname as table, conname as name,
        array(select attname::text from unnest(conkey) with ordinality as part(number, position)
              join pg_attribute on attrelid = conrelid and attnum = part.number order by position) as columns
      from pg_constraint join pg_class on pg_class.oid = conrelid where contype = 'f'`);
    expect(keys).to.have.length.greaterThan(10);
    const whole = (await indexes()).filter(({ partial }) => !partial);
    const bare = keys.filter(
      ({ table, columns }) => !whole.some((index) => index.table === table && startsWith(index.columns, columns)),
    );
    expect(bare).to.deep.equal([]);
  });

  for (const [table, ...columns] of LISTS) {
    it(`has an index for ${table} by ${columns.join(', ')}`, async () => {
      const found = (await indexes()).filter((index) => index.table === table && startsWith(index.columns, columns));
      expect(found).not.to.deep.equal([]);
    });
  }

  it('has no index that another index of the same table makes useless', async () => {
    const all: { name: string; definition: string; table: string; columns: string[] }[] = await db.em().execute(`
      select i.relname as name, t.relname as table, pg_get_indexdef(indexrelid) as definition,
        array(select attname::text from unnest(indkey) with ordinality as part(number, position)
              join pg_attribute on attrelid = indrelid and attnum = part.number order by position) as columns
      from pg_index join pg_class i on i.oid = indexrelid join pg_class t on t.oid = indrelid
      join pg_namespace on pg_namespace.oid = t.relnamespace join pg_am on pg_am.oid = i.relam
      where nspname = 'public' and amname = 'btree' and indpred is null and indexprs is null and not indisunique`);
    const useless = all.filter(({ name, table, columns }) =>
      all.some((other) => other.name !== name && other.table === table && startsWith(other.columns, columns)),
    );
    expect(useless.map(({ name }) => name)).to.deep.equal([]);
  });
});

function startsWith(columns: readonly string[], beginning: readonly string[]): boolean {
  return beginning.every((column, index) => columns[index] === column);
}
