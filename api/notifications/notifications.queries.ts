import { z } from 'zod';
import { NOTIFIED_TYPES, type NotifiedType } from '#contracts/feed.ts';
import { MAX_UNREAD } from '#contracts/notifications.ts';
import type { SqlReader } from '#db/transaction.ts';
import type { Party } from '#domain/lifecycles/transitions.ts';

/** An entry as its row has it. */
export interface NotificationRow {
  seq: string;
  type: NotifiedType;
  payload: Record<string, string | number>;
  /** As Postgres writes it. */
  at: string;
  side: Party;
  isRead: boolean;
}

/** How somebody stands to their notifications. */
export interface ReadStateRow {
  readUpTo: number;
  unread: number;
}

/** Where the list stands: behind the entry with this number. */
export const NotificationPosition = z.strictObject({ seq: z.int().positive() });
export type NotificationPosition = z.infer<typeof NotificationPosition>;

const NOTIFIED = `type in (${NOTIFIED_TYPES.map((type) => `'${type}'`).join(', ')})`;

/** As what an entry concerns whoever has it; what it is about may be gone. */
const SIDE = `case
    when e.type = 'lead:new' then 'provider'
    when e.account_id <> (select consumer_id from service_requests where id = (e.payload->>'requestId')::uuid) then 'provider'
    when e.account_id <> (select account_id from enrollments where id = (e.payload->>'enrollmentId')::uuid) then 'admin'
    else 'consumer' end`;

/** The notifications of an account, newest first; one more than the page has tells whether there are more. */
export function listNotifications(
  { em }: SqlReader,
  { accountId, before, limit }: { accountId: string; before: NotificationPosition | undefined; limit: number },
): Promise<NotificationRow[]> {
  return em.execute(
    `select e.seq, e.type, e.payload, e.created_at as at, e.seq <= c.read_up_to as "isRead", ${SIDE} as side
     from feed_entries e join feed_cursors c on c.account_id = e.account_id
     where e.account_id = ? and e.${NOTIFIED} and e.seq < ? order by e.seq desc limit ?`,
    [accountId, before?.seq ?? Number.MAX_SAFE_INTEGER, limit + 1],
  );
}

/** How far an account has read, and how many are unread; the count gives up at its limit. */
export async function readStateOf({ em }: SqlReader, accountId: string): Promise<ReadStateRow> {
  const [row]: { readUpTo: string; unread: string }[] = await em.execute(
    `select c.read_up_to as "readUpTo", (
       select count(*) from (select from feed_entries where account_id = c.account_id and seq > c.read_up_to
                             and ${NOTIFIED} limit ?) as unread) as unread
     from feed_cursors c where c.account_id = ?`,
    [MAX_UNREAD, accountId],
  );
  return { readUpTo: Number(row?.readUpTo ?? 0), unread: Number(row?.unread ?? 0) };
}

/** Everything up to a number is read, as far as there is anything. It never goes back, so repeating it changes nothing. */
export async function markRead({ em }: SqlReader, accountId: string, upTo: number): Promise<void> {
  await em.execute(
    `update feed_cursors set read_up_to = least(?::bigint, last_seq)
     where account_id = ? and read_up_to < least(?::bigint, last_seq)`,
    [upTo, accountId, upTo],
  );
}
