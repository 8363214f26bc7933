import { v7 as uuidv7 } from 'uuid';
import { inTransaction, type Orm } from '#db/transaction.ts';
import type { LlmFeature } from '#platform/config/llm.ts';

/** What models may cost, in millionths of a US dollar. */
export interface Budgets {
  /** For everybody together. */
  readonly dayMicros: number;
  readonly userDayMicros: number;
  readonly conversationMicros: number;
}

/** Whose call it is, and of which model. */
export interface Called {
  readonly accountId: string;
  readonly conversationId: string;
  readonly turnId: string;
  readonly step: number;
  readonly feature: LlmFeature;
  readonly model: string;
}

/** The id of the row that holds the money, or the budget that has too little left. */
export type Reserved = { readonly id: string } | { readonly exhausted: 'user' | 'conversation' | 'installation' };

/** Longer than any call may last; what a lost process has reserved is free again after it. */
const RESERVATION = `interval '150 seconds'`;

const TODAY = `created_at >= date_trunc('day', now() at time zone 'utc') at time zone 'utc'`;

/**
 * Sets aside what a call may cost at most, before it is made. Callers wait for each other here, so that however many come at
 * once, what is spent and set aside together is never more than a budget: the conversation's, the user's, everybody's. The day is that of UTC.
 */
export async function reserve(orm: Orm, budgets: Budgets, of: Called, maxMicros: number): Promise<Reserved> {
  return inTransaction(orm, async (em) => {
    const { accountId, conversationId } = of;
    await em.execute(
      `select pg_advisory_xact_lock(hashtextextended(?, 0)), pg_advisory_xact_lock(hashtextextended(?, 0)),
              pg_advisory_xact_lock(hashtextextended('llm of everybody', 0))`,
      [`llm of account ${accountId}`, `llm of conversation ${conversationId}`],
    );
    const counted = `coalesce(sum(cost_micros + case when reserved_until > now() then reserved_micros else 0 end), 0)`;
    const [spent]: { day: string; conversation: string; everybody: string }[] = await em.execute(
      `select (select ${counted} from llm_usage where account_id = ? and ${TODAY}) as day,
              (select ${counted} from llm_usage where ${TODAY}) as everybody,
              (select ${counted} from llm_usage where conversation_id = ?)
                + coalesce((select earlier_cost_micros from conversations where id = ?), 0) as conversation`,
      [accountId, conversationId, conversationId],
    );
    if (Number(spent?.conversation) + maxMicros > budgets.conversationMicros) return { exhausted: 'conversation' };
    if (Number(spent?.day) + maxMicros > budgets.userDayMicros) return { exhausted: 'user' };
    if (Number(spent?.everybody) + maxMicros > budgets.dayMicros) return { exhausted: 'installation' };
    const id = uuidv7();
    await em.execute(
      `insert into llm_usage (id, account_id, conversation_id, turn_id, step, feature, model, reserved_micros, reserved_until)
       values (?, ?, ?, ?, ?, ?, ?, ?, now() + ${RESERVATION})`,
      [id, accountId, conversationId, of.turnId, of.step, of.feature, of.model.slice(0, 120), maxMicros],
    );
    return { id };
  });
}
