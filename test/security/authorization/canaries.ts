import type { Orm } from '#db/orm.ts';
import type { PersonName } from './actors.ts';
import { COLUMNS, type Classified, type Reader } from './columns.ts';

/** A row of the world, and how people stand to it. */
export interface Row {
  readonly entity: string;
  readonly id: string;
  /** The column that `id` stands in, unless that is `id`. */
  readonly key?: string;
  readonly is: Partial<Readonly<Record<Reader, readonly PersonName[]>>>;
  /** What anybody may read of others of its kind, nobody reads of this one but those who are named. */
  readonly isHidden?: true;
}

/** A value that stands in one column of one row and nowhere else. */
export interface Mark {
  readonly column: string;
  readonly row: Row;
  readonly readers: readonly Reader[];
}

/** Marks by how they are written in an answer. */
export type Marks = ReadonlyMap<string, Mark>;

interface Column {
  readonly name: string;
  readonly field: string;
  readonly type: string;
}

const CAN_HOLD_SECRETS = /char|text|json|int|double|numeric|real/;
const WRITTEN = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|cq\d{5}zq|\d+(?:\.\d+)?/g;

/** The columns of each entity that can hold something private; no enums, and no counters of the ORM. */
export function columnsOf({ em }: Pick<Orm, 'em'>): Map<string, Column[]> {
  const entities = [...em.getMetadata().getAll().values()];
  return new Map(
    entities.map(({ className, props }) => [
      className,
      props
        .filter((each) => each.kind === 'scalar' && !each.enum && !each.primary && !each.version && !each.autoincrement)
        .map(({ name, fieldNames, columnTypes }) => ({
          name: String(name),
          field: fieldNames[0] ?? '',
          type: columnTypes[0] ?? '',
        }))
        .filter(({ type }) => CAN_HOLD_SECRETS.test(type)),
    ]),
  );
}

/** Writes a mark into every classified column of every row; past triggers and foreign keys, which would spread or refuse it. */
export async function plant(orm: Orm, rows: readonly Row[]): Promise<Marks> {
  const columns = columnsOf(orm);
  const marks = new Map<string, Mark>();
  let count = 0;
  await orm.em.fork().transactional(async (em) => {
    await em.execute('set local session_replication_role = replica');
    for (const row of rows) {
      const classified = COLUMNS[row.entity] ?? {};
      const set: Record<string, unknown> = {};
      for (const { name, field, type } of columns.get(row.entity) ?? []) {
        const how = classified[name];
        if (!how || how.as === false) continue;
        count += 1;
        const { value, written } = markOf(count, type, how);
        set[field] = value;
        marks.set(written, { column: name, row, readers: how.readers });
      }
      if (classified.id) marks.set(row.id, { column: 'id', row, readers: classified.id.readers });
      await update(row, set);
    }

    async function update({ entity, id, key = 'id' }: Row, set: Record<string, unknown>): Promise<void> {
      const { tableName } = em.getMetadata().getByClassName(entity as never) as { tableName: string };
      const fields = Object.keys(set);
      if (fields.length === 0) return;
      const to = fields.map((field) => `${field} = ?`).join(', ');
      const sql = `update ${tableName} set ${to} where ${key} = ? returning true`;
      const { length } = await em.execute<object[]>(sql, [...Object.values(set), id]);
      if (length !== 1) throw new Error(`${length} rows of ${tableName} were marked, not one`);
    }
  });
  return marks;
}

/** A value for a column, and how it is written in JSON. */
function markOf(count: number, type: string, { as }: Classified): { value: unknown; written: string } {
  const text = `cq${String(count).padStart(5, '0')}zq`;
  const share = Number(`0.5${String(count).padStart(5, '0')}7`); // the last digit keeps zeros from being left out
  if (as) {
    const value = JSON.stringify(as({ text, share }));
    return { value, written: value.includes(text) ? text : String(share) };
  }
  if (type.endsWith('[]')) return { value: `{${text}}`, written: text };
  if (type.startsWith('json')) return { value: JSON.stringify({ mark: text }), written: text };
  if (/int/.test(type)) return { value: 1_500_000_000 + count, written: String(1_500_000_000 + count) };
  if (/char|text/.test(type)) return { value: text, written: text };
  return { value: share, written: String(share) };
}

/** The marks in a text. */
export function marksIn(text: string, marks: Marks): Mark[] {
  const found = [...text.matchAll(WRITTEN)].map(([written]) => marks.get(written));
  return found.filter((mark) => mark !== undefined);
}

/** As what somebody is allowed to read a mark; nothing when they are not. */
export function readerOf({ row, readers }: Mark, person: PersonName | undefined): Reader | undefined {
  if (readers.includes('anybody') && !row.isHidden) return 'anybody';
  if (person === undefined) return undefined;
  const isAdmin = person === 'admin' || person === 'adminWhoProvides';
  return readers.find((reader) => (reader === 'admin' && isAdmin) || row.is[reader]?.includes(person));
}
