import { v7 as uuidv7 } from 'uuid';
import { inTransaction, type Orm } from '#db/transaction.ts';
import type { Called } from './budget.ts';
import type { Cost } from './cost.ts';
import type { FaultKind } from './errors.ts';

/** How a call ended. `given_up`: nobody wanted its answer any more. */
export type CallOutcome = 'answered' | 'given_up' | FaultKind;

/** What is known of a call when it is over. */
export interface Ended extends Cost {
  readonly outcome: CallOutcome;
  readonly durationMs: number;
}

/** Puts what a call has really cost in the place of what was set aside for it. Saying it twice changes nothing. */
export async function settle(orm: Orm, id: string, { outcome, durationMs, ...cost }: Ended): Promise<void> {
  await inTransaction(orm, (em) =>
    em.execute(
      `update llm_usage set outcome = ?, input_tokens = ?, output_tokens = ?, cost_micros = ?, duration_ms = ?,
              reserved_micros = 0, reserved_until = null
       where id = ? and outcome is null`,
      [outcome, cost.inputTokens, cost.outputTokens, cost.costMicros, Math.round(durationMs), id],
    ),
  );
}

/** Notes a call that cost nothing: one that the cache or the offline model has answered. */
export async function noteFree(
  orm: Orm,
  { model, ...of }: Called,
  { isCached, isDegraded, durationMs }: { isCached: boolean; isDegraded: boolean; durationMs: number },
): Promise<void> {
  await inTransaction(orm, (em) =>
    em.execute(
      `insert into llm_usage (id, account_id, conversation_id, turn_id, step, feature, model, outcome, is_cached, is_degraded,
                              duration_ms)
       values (?, ?, ?, ?, ?, ?, ?, 'answered', ?, ?, ?)`,
      [
        uuidv7(),
        of.accountId,
        of.conversationId,
        of.turnId,
        of.step,
        of.feature,
        model.slice(0, 120),
        isCached,
        isDegraded,
        Math.round(durationMs),
      ],
    ),
  );
}
