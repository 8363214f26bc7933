import { z } from 'zod';
import { toInstant } from '#contracts/common.ts';

/** Where a list by time stands: behind the item with this time and id. */
export const Position = z.strictObject({ createdAt: z.iso.datetime(), id: z.uuid() });
export type Position = z.infer<typeof Position>;

/** What every row of such a list carries. */
export interface Positioned {
  id: string;
  /** As Postgres writes it. */
  createdAt: string;
}

/** The position of a row. */
export function positionOf({ id, createdAt }: Positioned): Position {
  return { id, createdAt: toInstant(new Date(createdAt)) };
}

/** The part of a `where` that leaves out what an earlier page has shown, and its parameters. */
export function behind(alias: string, after: Position | undefined): { sql: string; params: string[] } {
  if (!after) return { sql: '', params: [] };
  return {
    sql: `and (${alias}.created_at, ${alias}.id) < (?::timestamptz, ?::uuid)`,
    params: [after.createdAt, after.id],
  };
}

/** The same for a list that is read oldest first, by this column. */
export function behindOldest(
  alias: string,
  after: Position | undefined,
  column: 'created_at' | 'submitted_at' = 'created_at',
): { sql: string; params: string[] } {
  if (!after) return { sql: '', params: [] };
  return {
    sql: `and (${alias}.${column}, ${alias}.id) > (?::timestamptz, ?::uuid)`,
    params: [after.createdAt, after.id],
  };
}
