import type { EntityManager } from '@mikro-orm/postgresql';
import { v5 as uuidv5 } from 'uuid';
import type { FeedType } from '#contracts/feed.ts';
import { Event, type AggregateName } from './entities/event.entity.ts';
import type { Side } from '#domain/lifecycles/transitions.ts';

const FACTS = '6f2a3f0e-8c2b-4f5e-9d53-0f6d3c1b7a10';

/** One entry for one user's feed: ids and statuses, no texts. */
export interface Told {
  accountId: string;
  type: FeedType;
  payload: Record<string, string | number>;
}

/** What happened, who did it, and who hears of it. */
export interface Fact {
  /** The same for every attempt to write this fact; its event's id is derived from it. */
  key: string;
  aggregate: AggregateName;
  aggregateId: string;
  requestId?: string | undefined;
  bookingId?: string | undefined;
  type: string;
  from?: string | undefined;
  to?: string | undefined;
  side: Side;
  actorId?: string | undefined;
  note?: string | undefined;
  data?: Record<string, unknown> | undefined;
  atMs: number;
  /** A set: somebody who is named twice with the same words is told once. */
  tell: readonly Told[];
}

/** The id of the event that a fact becomes. */
export const factId = (key: string): string => uuidv5(key, FACTS);

/** True when an earlier attempt has written this fact. Ask it after taking the lock that orders its writers. */
export async function isRecorded(em: EntityManager, key: string): Promise<boolean> {
  return (await em.count(Event, { id: factId(key) })) > 0;
}

/**
 * One statement, because every command waits for it. Cursors are taken in the order of their accounts and kept until the
 * commit; an account's entries follow in the order in which they are told.
 */
const RECORD = `
  with told as (
    select * from rows from (jsonb_to_recordset(?::jsonb)
      as ("accountId" uuid, "eventId" uuid, type text, payload jsonb)) with ordinality
  ), event as (
    insert into events (id, aggregate, aggregate_id, request_id, booking_id, type, from_status, to_status, side, actor_id,
                        note, data, occurred_at)
    select id, aggregate, "aggregateId", "requestId", "bookingId", type, "from", "to", side, "actorId", note, data,
           to_timestamp("atMs" / 1000.0)
    from rows from (jsonb_to_recordset(?::jsonb) as (id uuid, aggregate text, "aggregateId" uuid, "requestId" uuid,
           "bookingId" uuid, type text, "from" text, "to" text, side text, "actorId" uuid, note text, data jsonb,
           "atMs" float8)) with ordinality
    order by ordinality
  ), cursor as (
    insert into feed_cursors (account_id, last_seq)
    select "accountId", count(*) from told group by "accountId" order by "accountId"
    on conflict (account_id) do update set last_seq = feed_cursors.last_seq + excluded.last_seq
    returning account_id, last_seq
  )
  insert into feed_entries (account_id, seq, event_id, type, payload)
  select account_id, last_seq + 1 - row_number() over (partition by account_id order by ordinality desc), "eventId", type, payload
  from told join cursor on account_id = "accountId"`;

/**
 * Writes the events in the order given and appends to the feed of everyone told. Call it last in a transaction: feeds are
 * locked from here to the commit, always in the order of their accounts, so writers neither deadlock nor leave a gap.
 */
export async function recordFacts(em: EntityManager, facts: readonly Fact[]): Promise<void> {
  await em.flush();
  const events = facts.map(({ key, tell: _tell, data = {}, ...fact }) => ({ ...fact, data, id: factId(key) }));
  const told = facts.flatMap(({ key, tell }) => eachOnce(tell).map((each) => ({ ...each, eventId: factId(key) })));
  await em.execute(RECORD, [JSON.stringify(told), JSON.stringify(events)]);
}

/** Whoever stands on two sides of a fact hears of it once, as the first of them. */
function eachOnce(tell: readonly Told[]): Told[] {
  const told = new Map<string, Told>();
  for (const each of tell) {
    const words = Object.entries(each.payload).toSorted(([a], [b]) => (a < b ? -1 : 1));
    const key = JSON.stringify([each.accountId, each.type, words]);
    if (!told.has(key)) told.set(key, each);
  }
  return [...told.values()];
}
