import type { EntityManager } from '@mikro-orm/postgresql';

type Row = Readonly<Record<string, unknown>>;

/** All rows of all tables at one moment, by table and key. */
export type Snapshot = ReadonlyMap<string, ReadonlyMap<string, Row>>;

/** One row that is not as it was. */
export interface Effect {
  readonly table: string;
  readonly what: 'added' | 'changed' | 'removed';
  readonly row: Row;
}

const KEYS = `
  select t.table_name as "table",
         array_agg(k.column_name::text order by k.ordinal_position) filter (where k.column_name is not null) as keys
  from information_schema.tables t
  left join information_schema.table_constraints c
    on c.table_schema = t.table_schema and c.table_name = t.table_name and c.constraint_type = 'PRIMARY KEY'
  left join information_schema.key_column_usage k
    on k.constraint_schema = c.constraint_schema and k.constraint_name = c.constraint_name
  where t.table_schema = 'public' and t.table_type = 'BASE TABLE'
  group by t.table_name order by t.table_name`;

/** Reads every table that there is: one that comes later is watched without anybody thinking of it. */
export async function takeSnapshot(em: EntityManager): Promise<Snapshot> {
  const tables: { table: string; keys: string[] }[] = await em.execute(KEYS);
  const snapshot = new Map<string, Map<string, Row>>();
  for (const { table, keys } of tables) {
    const rows: { row: Row }[] = await em.execute(`select to_jsonb(t) as row from "${table}" t`);
    snapshot.set(table, new Map(rows.map(({ row }) => [JSON.stringify(keys.map((key) => row[key])), row])));
  }
  return snapshot;
}

/** What is different. */
export function effectsBetween(before: Snapshot, after: Snapshot): Effect[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((table) => {
    const [old, now] = [before.get(table) ?? new Map<string, Row>(), after.get(table) ?? new Map<string, Row>()];
    const gone = [...old].filter(([key]) => !now.has(key)).map(([, row]) => ({ table, what: 'removed' as const, row }));
    const here = [...now].flatMap(([key, row]): Effect[] => {
      const was = old.get(key);
      if (was === undefined) return [{ table, what: 'added', row }];
      return JSON.stringify(was) === JSON.stringify(row) ? [] : [{ table, what: 'changed', row }];
    });
    return [...gone, ...here];
  });
}

/** Whether talking explains an effect, by table. A table that is not here explains none. */
type Rules = Readonly<Record<string, (row: Row) => boolean>>;

/**
 * The effects that the talk of these callers does not explain. It explains their own conversations with turns, messages,
 * steps and drafts that wait, the events and the word in the feed about the turns, the wake-up of their conversation's
 * workflow, what the models cost, and the notes that they have talked
 * and what they were refused. Nothing that is there before is taken away.
 */
export function unexplained(effects: readonly Effect[], after: Snapshot, callers: ReadonlySet<string>): Effect[] {
  const rules = rulesFor(after, callers);
  return effects.filter(({ table, what, row }) => what === 'removed' || !(rules[table]?.(row) ?? false));
}

function rulesFor(after: Snapshot, callers: ReadonlySet<string>): Rules {
  const isCaller = (row: Row): boolean => callers.has(String(row.account_id));
  const idsOf = (table: string): Set<unknown> =>
    new Set([...(after.get(table)?.values() ?? [])].filter(isCaller).map(({ id }) => id));
  const [conversations, turns] = [idsOf('conversations'), idsOf('chat_turns')];
  const inOwn = (row: Row): boolean => conversations.has(row.conversation_id);
  return {
    conversations: isCaller,
    chat_turns: (row) => isCaller(row) && inOwn(row),
    chat_messages: inOwn,
    chat_steps: (row) => turns.has(row.turn_id),
    chat_drafts: (row) => inOwn(row) && row.status === 'open' && row.result === null,
    events: (row) => row.aggregate === 'turn' && turns.has(row.aggregate_id) && row.request_id === null,
    feed_entries: (row) => isCaller(row) && ['task:updated', 'chat:response'].includes(String(row.type)),
    feed_cursors: isCaller,
    llm_usage: (row) => isCaller(row) && inOwn(row),
    workflow_outbox: ({ workflow_id: id }) => conversations.has(String(id).replace(/^chat\//, '')),
    audit_entries: ({ actor_id: actor, operation_id: operation, outcome }) =>
      callers.has(String(actor)) && (operation === 'sendMessage' || outcome === 'refused'),
  };
}

/** An effect in a line, without its texts. */
export function inWords({ table, what, row }: Effect): string {
  const { id, status, account_id: account, type } = row;
  const told = { id, status, account, type };
  return `${table} ${what} ${JSON.stringify(told)}`;
}
