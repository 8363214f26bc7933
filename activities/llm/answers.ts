import type { Orm } from '#db/transaction.ts';
import { attempt, type Link, type Paid } from './attempt.ts';
import type { Budgets } from './budget.ts';
import type { LlmCache } from './cache.ts';
import { cacheKey } from './cache/key.ts';
import { NO_COST } from './cost.ts';
import type { LlmFigures } from './figures.ts';
import type { Speech } from './speech.ts';
import type { LlmAnswer, LlmCall, LlmRequest, Model } from './types.ts';
import { noteFree } from './usage.ts';

/** One question, who asks it, and who listens. */
export interface Asking {
  readonly request: LlmRequest;
  readonly call: LlmCall;
  readonly speech: Speech;
}

interface ModelDependencies {
  readonly orm: Orm;
  readonly budgets: Budgets;
  readonly cache: LlmCache;
  readonly figures: LlmFigures;
}

/** The answer of one model: kept, being made just now by somebody else, or made here. Every one has its row of usage. */
export async function fromModel(
  dependencies: ModelDependencies,
  link: Link,
  { request, call, speech }: Asking,
  generation: number,
): Promise<LlmAnswer> {
  const { orm, cache, figures } = dependencies;
  const { name } = link.model;
  const startedAtMs = performance.now();
  const key = cacheKey(name, request, { accountId: call.accountId, generation });
  const { answer, made } = await cache.through<Paid>(key, request.feature, call.signal, async () => {
    const paid = await attempt(dependencies, link, request, call, speech);
    return { answer: paid, isKept: !paid.isCutShort };
  });
  figures.answered(request.feature, made ? 'model' : 'cache');
  if (!made) {
    const durationMs = performance.now() - startedAtMs;
    const called = { ...call, feature: request.feature, model: name };
    await noteFree(orm, called, { isCached: true, isDegraded: false, durationMs });
  }
  const { text, toolCalls, memory } = answer;
  const usage = made?.cost ?? NO_COST;
  return {
    text,
    toolCalls,
    ...(memory && { memory }),
    model: name,
    isOffline: false,
    isDegraded: false,
    isCached: !made,
    usage,
  };
}

interface OfflineDependencies {
  readonly orm: Orm;
  readonly offline: Model;
  readonly figures: LlmFigures;
}

/** The answer of the offline model, which costs nothing and is never kept: it goes by the moment. */
export async function fromOffline(
  { orm, offline, figures }: OfflineDependencies,
  { request, call, speech }: Asking,
  { isDegraded }: { readonly isDegraded: boolean },
): Promise<LlmAnswer> {
  const { onText: _all, ...rest } = call;
  const startedAtMs = performance.now();
  const heard = speech.onText && { onText: speech.onText };
  const { text, toolCalls } = await offline.call(request, { ...rest, ...heard });
  const called = { ...call, feature: request.feature, model: offline.name };
  await noteFree(orm, called, { isCached: false, isDegraded, durationMs: performance.now() - startedAtMs });
  figures.answered(request.feature, isDegraded ? 'degraded' : 'offline');
  return { text, toolCalls, model: offline.name, isOffline: true, isDegraded, isCached: false, usage: NO_COST };
}
