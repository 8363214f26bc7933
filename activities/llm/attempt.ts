import type { Orm } from '#db/transaction.ts';
import type { LlmPrice } from '#platform/config/llm.ts';
import { askedAgain, usable } from './answer-check.ts';
import type { Breaker, Passage } from './breaker.ts';
import { reserve, type Budgets, type Called } from './budget.ts';
import { costOf, costOfPart, highestCost, NO_COST, type Cost } from './cost.ts';
import { Fault, spent } from './errors.ts';
import type { LlmFigures } from './figures.ts';
import type { Speech } from './speech.ts';
import type { LlmCall, LlmRequest, Model, ModelAnswer } from './types.ts';
import { settle, type CallOutcome } from './usage.ts';

/** One model of the chain with what is known of it. */
export interface Link {
  readonly model: Model;
  readonly price: LlmPrice;
  readonly breaker: Breaker;
}

interface AttemptDependencies {
  readonly orm: Orm;
  readonly budgets: Budgets;
  readonly figures: LlmFigures;
}

/** An answer that can be used, and what it has cost. */
export interface Paid extends ModelAnswer {
  readonly cost: Cost;
}

/** Failures after which the provider may charge for what it did. */
const CHARGED: ReadonlySet<CallOutcome> = new Set([
  'given_up',
  'cut_off',
  'timed_out',
  'too_large',
  'bad_output',
  'cut_short',
  'empty',
  'declined',
]);

/**
 * Asks one model: sets the money aside, asks, holds the answer against what was asked for, and settles. An answer that
 * cannot be used is asked for once more, with what was wrong; one that is cut short a second time is marked. Throws a `Fault`, `budget_exhausted`, or the signal's reason.
 */
export async function attempt(
  dependencies: AttemptDependencies,
  link: Link,
  request: LlmRequest,
  call: LlmCall,
  speech: Speech,
): Promise<Paid> {
  const passage = link.breaker.enter();
  if ('restMs' in passage) throw new Fault('resting', { retryAfterMs: passage.restMs });
  const allowed = { ...link, passage };
  try {
    return await once(dependencies, allowed, request, call, speech, false);
  } catch (error) {
    if (!(error instanceof Fault && error.reaction.asksAgain) || call.signal.aborted) throw error;
    speech.startOver();
    return await once(dependencies, allowed, askedAgain(request, error), call, speech, true);
  } finally {
    passage.end();
  }
}

async function once(
  { orm, budgets, figures }: AttemptDependencies,
  { model, price, passage }: Link & { readonly passage: Passage },
  request: LlmRequest,
  call: LlmCall,
  speech: Speech,
  isLast: boolean,
): Promise<Paid> {
  const { accountId, conversationId, turnId, step } = call;
  const of: Called = { accountId, conversationId, turnId, step, feature: request.feature, model: model.name };
  const reserved = await reserve(orm, budgets, of, highestCost(request, price));
  if ('exhausted' in reserved) throw spent(reserved.exhausted);
  const startedAtMs = performance.now();
  const { answer, error, outcome, cost } = await ask();
  const durationMs = performance.now() - startedAtMs;
  figures.called(model.name, outcome, durationMs / 1_000, cost.costMicros);
  await settle(orm, reserved.id, { ...cost, outcome, durationMs });
  if (!answer) throw error;
  return { ...answer, cost };

  async function ask(): Promise<{ answer?: ModelAnswer; error?: unknown; outcome: CallOutcome; cost: Cost }> {
    let cost: Cost | undefined;
    let written = 0;
    try {
      const given = await model.call(
        request,
        listening(call, speech, (length) => void (written += length)),
      );
      cost = costOf(request, given, written, price);
      const answer = usable(given, request, isLast);
      passage.succeeded();
      return { answer, outcome: 'answered', cost };
    } catch (error) {
      if (error instanceof Fault) passage.failed(error);
      const outcome = error instanceof Fault ? error.kind : 'given_up';
      cost ??= CHARGED.has(outcome) ? costOfPart(request, written, price) : NO_COST;
      return { error, outcome, cost };
    }
  }
}

/** A model hears nothing of what only the offline model is told. */
function listening(
  { onText: _all, context: _ours, ...call }: LlmCall,
  { onText, startOver }: Speech,
  onWritten: (length: number) => void,
): LlmCall {
  return { ...call, context: undefined, onRestart: startOver, onWritten, ...(onText && { onText }) };
}
