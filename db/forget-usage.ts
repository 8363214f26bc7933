import { inTransaction, type Orm } from './transaction.ts';

const BATCH = 1_000;

/**
 * Forgets what single calls of models have cost, once they are that old. The budget of a conversation counts all of them for
 * as long as there is the conversation, so their cost is kept as one sum in its row, in the same transaction. The budget of a
 * day counts that day's calls only, which are younger than anything that is forgotten here. One process at a time.
 */
export async function forgetUsage(orm: Orm, retentionMs: number, signal?: AbortSignal): Promise<void> {
  let forgotten = BATCH;
  while (forgotten === BATCH && !signal?.aborted) forgotten = await forgetBatch(orm, retentionMs);
}

async function forgetBatch(orm: Orm, retentionMs: number): Promise<number> {
  return inTransaction(orm, async (em) => {
    const [lock]: { taken: boolean }[] = await em.execute(
      `select pg_try_advisory_xact_lock(hashtextextended('proxie forgets usage', 0)) as taken`,
    );
    if (!lock?.taken) return 0; // another process is at it
    const [done]: { forgotten: number }[] = await em.execute(
      `with gone as (
         delete from llm_usage where id in (
           select id from llm_usage where created_at < now() - make_interval(secs => ?::float8 / 1000)
             and (reserved_until is null or reserved_until < now())
           order by created_at limit ${BATCH})
         returning conversation_id, cost_micros),
       sums as (select conversation_id, sum(cost_micros) as cost from gone group by conversation_id),
       kept as (
         update conversations set earlier_cost_micros = earlier_cost_micros + sums.cost
         from sums where conversations.id = sums.conversation_id and sums.cost > 0)
       select count(*)::int as forgotten from gone`,
      [retentionMs],
    );
    return done?.forgotten ?? 0;
  });
}
