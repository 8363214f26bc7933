/** What has been seen of the list in this visit. */
export interface Seen {
  /** Up to here everything is read or about to be. */
  readonly upTo: number;
  /** What was unread when it was first seen; it stays marked as new for the visit. */
  readonly fresh: ReadonlySet<number>;
}

export const NOTHING_SEEN: Seen = { upTo: 0, fresh: new Set() };

interface Entry {
  readonly seq: number;
  readonly isRead: boolean;
}

/** What has been seen once these entries are on the page; the same object when nothing of it is new. */
export function see(seen: Seen, entries: readonly Entry[]): Seen {
  const unread = entries.filter(({ seq, isRead }) => !isRead && !seen.fresh.has(seq)).map(({ seq }) => seq);
  if (unread.length === 0) return seen;
  return { upTo: Math.max(seen.upTo, ...unread), fresh: new Set([...seen.fresh, ...unread]) };
}
