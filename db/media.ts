import type { SqlReader } from './transaction.ts';

/** What has images: the table that says which, and the column that names whose they are. */
const OWNERS = {
  request: { table: 'request_media', column: 'request_id' },
  message: { table: 'chat_message_media', column: 'message_id' },
} as const;

/** Something that has images. */
export interface HasMedia {
  readonly of: keyof typeof OWNERS;
  readonly id: string;
  /** Whose images they are. */
  readonly accountId: string;
}

/**
 * Puts images in place of those that there are, in the order given. To be called in the transaction that writes what has
 * them. An image of somebody else, or one that is gone, is left out: whoever may name which is decided before.
 */
export async function setMedia({ em }: SqlReader, owner: HasMedia, mediaIds: readonly string[]): Promise<void> {
  const { table, column } = OWNERS[owner.of];
  await em.execute(`delete from ${table} where ${column} = ?`, [owner.id]);
  if (mediaIds.length === 0) return;
  await em.execute(
    `insert into ${table} (${column}, position, media_id)
     select ?, wanted.position, m.id
     from unnest(?::uuid[]) with ordinality as wanted (id, position)
     join media m on m.id = wanted.id and m.account_id = ? for key share of m`,
    [owner.id, idList(mediaIds), owner.accountId],
  );
}

/** SQL: the ids of the images of a request or a message, as a JSON array in their order. */
export function mediaIdsOf(of: keyof typeof OWNERS, id: string): string {
  const { table, column } = OWNERS[of];
  return `(select coalesce(json_agg(has.media_id order by has.position), '[]') from ${table} has where has.${column} = ${id})`;
}

/**
 * SQL: true for an image (`m`) that nothing refers to. Every foreign key counts that the database knows of, so whoever
 * comes to refer to images need not be named here.
 */
export async function unreferencedMedia({ em }: SqlReader): Promise<string> {
  const keys: { table: string; column: string }[] = await em.execute(
    `select conrelid::regclass::text as table, quote_ident(attname) as column
     from pg_constraint join pg_attribute on attrelid = conrelid and attnum = conkey[1]
     where contype = 'f' and confrelid = 'media'::regclass order by 1, 2`,
  );
  return keys.map(({ table, column }) => `not exists (select from ${table} r where r.${column} = m.id)`).join(' and ');
}

/** A list of UUIDs as Postgres reads it. */
export const idList = (ids: readonly string[]): string => `{${ids.join()}}`;
