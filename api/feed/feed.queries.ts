import { refuse } from '#api/http/validation.ts';
import { toInstant } from '#contracts/common.ts';
import type { FeedItem } from '#contracts/events.ts';
import type { FeedType } from '#contracts/feed.ts';
import type { FieldError } from '#contracts/problem.ts';
import type { SqlReader } from '#db/transaction.ts';

/** An entry as its row has it. */
export interface FeedRow {
  accountId: string;
  /** Postgres writes large numbers as text. */
  seq: string;
  type: FeedType;
  payload: Record<string, string | number>;
  /** As Postgres writes it. */
  at: string;
}

/** From where on somebody's entries are wanted. */
export interface Wanted {
  readonly accountId: string;
  readonly after: number;
}

const COLUMNS = 'e.seq, e.type, e.payload, e.created_at as at';
const WANTED = 'jsonb_to_recordset(?::jsonb) as w("accountId" uuid, after bigint)';

/** The entries of one feed behind a number, in order. What is visible has no gap: numbers are given in commit order. */
export function readFeed({ em }: SqlReader, { accountId, after }: Wanted, limit: number): Promise<FeedRow[]> {
  return em.execute(
    `select e.account_id as "accountId", ${COLUMNS} from feed_entries e
     where e.account_id = ? and e.seq > ? order by e.seq limit ?`,
    [accountId, after, limit],
  );
}

/** The same for many feeds with one statement; each gives up to `limit` entries. */
export function readFeeds({ em }: SqlReader, wanted: readonly Wanted[], limit: number): Promise<FeedRow[]> {
  return em.execute(
    `select w."accountId", ${COLUMNS} from ${WANTED} cross join lateral (
       select seq, type, payload, created_at from feed_entries
       where account_id = w."accountId" and seq > w.after order by seq limit ?) e
     order by w."accountId", e.seq`,
    [JSON.stringify(wanted), limit],
  );
}

/** Of many feeds, those that have something behind the number. */
export async function feedsWithNews({ em }: SqlReader, wanted: readonly Wanted[]): Promise<string[]> {
  const rows = await em.execute<{ accountId: string }[]>(
    `select w."accountId" from ${WANTED} join feed_cursors c on c.account_id = w."accountId" where c.last_seq > w.after`,
    [JSON.stringify(wanted)],
  );
  return rows.map(({ accountId }) => accountId);
}

/** The newest number of a feed; 0 before its first entry. */
export async function lastSeq({ em }: SqlReader, accountId: string): Promise<number> {
  const [row]: { seq: string }[] = await em.execute('select last_seq as seq from feed_cursors where account_id = ?', [
    accountId,
  ]);
  return Number(row?.seq ?? 0);
}

/**
 * From where somebody hears their feed: behind the number they have, or, without one, from now on. A number that the feed
 * has not given out yet is refused: whoever has it reads another feed, or one from before it was restored, and would hear
 * nothing for as long as the feed is shorter.
 */
export async function startOf(
  reader: SqlReader,
  { accountId, after }: { readonly accountId: string; readonly after: number | undefined },
  place: Pick<FieldError, 'in' | 'path'>,
): Promise<number> {
  const last = await lastSeq(reader, accountId);
  if (after !== undefined && after > last) {
    refuse([{ ...place, message: `expected a number of this feed, which ends at ${last}` }]);
  }
  return after ?? last;
}

/** An entry as it is handed out. */
export function toFeedItem({ seq, type, payload, at }: FeedRow): FeedItem {
  return { seq: Number(seq), type, payload, at: toInstant(new Date(at)) } as FeedItem;
}
