import { Context } from '@temporalio/activity';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { llmGeneration } from '#db/llm-generation.ts';
import type { Orm } from '#db/transaction.ts';
import type { Log } from '#platform/logger.ts';
import { fromModel, fromOffline, type Asking } from './answers.ts';
import type { Link } from './attempt.ts';
import { createBreaker } from './breaker.ts';
import type { Budgets } from './budget.ts';
import type { LlmCache } from './cache.ts';
import { Fault, toRetry } from './errors.ts';
import { NO_FIGURES, type LlmFigures } from './figures.ts';
import type { PricedModel } from './models/models.ts';
import { createSpeech } from './speech.ts';
import type { LlmAnswer, LlmCall, LlmGateway, LlmQuestion, Model } from './types.ts';

/** What the gateway is made of. */
export interface GatewayDependencies {
  readonly orm: Orm;
  /** The chain: whoever is first is asked first. Without any the offline model answers alone. */
  readonly models: readonly PricedModel[];
  readonly offline: Model;
  readonly cache: LlmCache;
  readonly budgets: Budgets;
  readonly maxOutputTokens: number;
  /** How long the models may take together, whatever the caller allows. */
  readonly deadlineMs: number;
  readonly log: Log;
  readonly figures?: LlmFigures;
}

/** Beats while a model is silent, so that a lost worker is told from one that waits. */
const HEARTBEAT_MS = 3_000;
/** Kept of the time for the offline model and for what has to be written. */
const RESERVE_MS = 1_000;
/** A model that has others behind it may use this share of the time that is left. */
const SHARE_BEFORE_OTHERS = 0.6;

/** The way to all models. What each part of it guarantees stands there: `errors`, `budget`, `cache`, `breaker`. */
export function createLlmGateway(given: GatewayDependencies): LlmGateway {
  const { log, figures = NO_FIGURES, ...rest } = given;
  const dependencies = { ...rest, figures };
  const links: Link[] = given.models.map((each) => ({ ...each, breaker: createBreaker() }));
  for (const { model, breaker } of links) figures.watch(model.name, breaker);
  return { complete };

  async function complete(asked: LlmQuestion, call: LlmCall): Promise<LlmAnswer> {
    const maxOutputTokens = Math.min(asked.maxOutputTokens ?? Infinity, given.maxOutputTokens);
    const asking = { request: { ...asked, maxOutputTokens }, call, speech: createSpeech(call) };
    const beating = setInterval(() => call.heartbeat?.(), HEARTBEAT_MS);
    try {
      call.signal.throwIfAborted();
      const answer = await fromChain(asking);
      asking.speech.finish(answer.text);
      return answer;
    } catch (error) {
      throw call.signal.aborted ? new CancelledFailure('nobody wants the answer any more') : error;
    } finally {
      clearInterval(beating);
    }
  }

  async function fromChain(asking: Asking): Promise<LlmAnswer> {
    const { call, speech } = asking;
    const untilMs = Math.min(call.deadlineMs, Date.now() + given.deadlineMs) - RESERVE_MS;
    const generation = links.length > 0 ? await llmGeneration(given.orm, call.accountId) : 0;
    const faults: Fault[] = [];
    let exhausted: ApplicationFailure | undefined;
    for (const [index, link] of links.entries()) {
      const leftMs = Math.max(untilMs - Date.now(), 0);
      if (leftMs === 0) {
        faults.push(new Fault('timed_out'));
        break;
      }
      const time = within(call, index < links.length - 1 ? leftMs * SHARE_BEFORE_OTHERS : leftMs);
      try {
        return await fromModel(dependencies, link, { ...asking, call: time.call }, generation);
      } catch (error) {
        if (call.signal.aborted) throw error;
        if (error instanceof ApplicationFailure) exhausted = error; // another model may be cheaper
        else if (error instanceof Fault) faults.push(error);
        else throw error;
        speech.startOver();
        const detail = error instanceof Fault ? error.reason : undefined;
        const { name: model } = link.model;
        log.warn({ model, reason: error.message, says: detail, turnId: call.turnId }, 'a model did not answer');
      } finally {
        time.over();
      }
    }
    if (faults.length === 0 && exhausted) throw exhausted;
    const retry = toRetry(faults, attemptNow());
    if (retry) throw retry;
    return fromOffline(dependencies, asking, { isDegraded: links.length > 0 });
  }
}

/** The same call, with a signal that also ends it when its time is over. */
function within(call: LlmCall, timeMs: number): { readonly call: LlmCall; over(): void } {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new Fault('timed_out')), timeMs);
  const signal = AbortSignal.any([call.signal, late.signal]);
  return { call: { ...call, signal }, over: () => clearTimeout(timer) };
}

/** Which attempt of an activity this is; outside of one it is the first. */
function attemptNow(): number {
  try {
    return Context.current().info.attempt;
  } catch {
    return 1;
  }
}
