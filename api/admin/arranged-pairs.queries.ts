import { z } from 'zod';
import { toInstant } from '#contracts/common.ts';
import type { ArrangedPair } from '#contracts/arranged-pairs.ts';
import type { SqlReader } from '#db/transaction.ts';
import { MIN_SIGNALS, signalsOf, type PairFigures } from '#domain/arranged-pairs.ts';
import { MINUTE_MS } from '#domain/local-date.ts';

/** The figures of one pair; instants as Postgres writes them. */
export interface PairRow extends PairFigures {
  consumerId: string;
  consumerName: string;
  providerId: string;
  providerName: string;
  providerAccountId: string;
  lastAt: string;
}

/** Where the list stands: behind the pair with this last booking. */
export const PairPosition = z.strictObject({ lastAt: z.iso.datetime(), consumerId: z.uuid(), providerId: z.uuid() });
export type PairPosition = z.infer<typeof PairPosition>;

/** The position of a pair in its list. */
export function pairPosition({ lastAt, consumerId, providerId }: PairRow): PairPosition {
  return { lastAt: toInstant(new Date(lastAt)), consumerId, providerId };
}

interface PairsOf {
  days: number;
  after: PairPosition | undefined;
  limit: number;
}

/** Pairs with two bookings at least are looked at; so many are read at a time until a page is full. */
const BATCH = 500;

/** One page and the row behind it of the pairs with enough signals, those with the newest booking first. */
export async function listArrangedPairs(reader: SqlReader, { days, after, limit }: PairsOf): Promise<PairRow[]> {
  const found: PairRow[] = [];
  for (let position = after; ;) {
    const rows = await readPairs(reader, days, position);
    found.push(...rows.filter((row) => signalsOf(row).length >= MIN_SIGNALS));
    const last = rows.at(-1);
    if (!last || rows.length < BATCH || found.length > limit) return found.slice(0, limit + 1);
    position = pairPosition(last);
  }
}

async function readPairs({ em }: SqlReader, days: number, after: PairPosition | undefined): Promise<PairRow[]> {
  const behind = after
    ? 'having (max(b.created_at), b.consumer_id, b.provider_id) < (?::timestamptz, ?::uuid, ?::uuid)'
    : '';
  return em.execute(
    `with recent as (
       select * from bookings where created_at > now() - ? * interval '1 day'),
     pairs as (
       select b.consumer_id, b.provider_id, p.account_id, count(*)::int as bookings, max(b.created_at) as last_at,
         (count(*) filter (where b.price_amount < s.price_min and b.price_currency = s.currency))::int as cheap,
         min(extract(epoch from b.completed_at - b.created_at) * 1000)::float8 as shortest_ms
       from recent b join providers p on p.id = b.provider_id join provider_services s on s.id = b.service_id
       group by b.consumer_id, b.provider_id, p.account_id ${behind}
       order by max(b.created_at) desc, b.consumer_id desc, b.provider_id desc limit ${BATCH})
     select consumer_id as "consumerId", provider_id as "providerId",
       (select name from accounts where id = consumer_id) as "consumerName",
       (select name from providers where id = provider_id) as "providerName", account_id as "providerAccountId", bookings,
       cheap as "cheapBookings", shortest_ms as "shortestMs", last_at as "lastAt",
       (select count(*)::int from reviews v where v.provider_id = pairs.provider_id and v.author_id = pairs.consumer_id
          and v.side = 'consumer' and v.created_at > now() - ? * interval '1 day') as reviews,
       (select count(*)::int from recent o join providers q on q.id = o.provider_id
         where o.consumer_id = pairs.account_id and q.account_id = pairs.consumer_id) as "reverseBookings"
     from pairs order by last_at desc, consumer_id desc, provider_id desc`,
    [days, ...(after ? [after.lastAt, after.consumerId, after.providerId] : []), days],
  );
}

/** A pair as the contract has it. */
export function toArrangedPair(row: PairRow): z.input<typeof ArrangedPair> {
  const { lastAt, shortestMs, ...figures } = row;
  return {
    ...figures,
    signals: signalsOf(row),
    shortestMinutes: shortestMs === null ? null : Math.max(0, Math.round(shortestMs / MINUTE_MS)),
    lastAt: toInstant(new Date(lastAt)),
  };
}
