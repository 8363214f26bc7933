import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { LlmFeature } from '#platform/config/llm.ts';
import type { Breaker } from './breaker.ts';
import type { CallOutcome } from './usage.ts';

/** Counts what goes through the gateway. */
export interface LlmFigures {
  called(model: string, outcome: CallOutcome, seconds: number, costMicros: number): void;
  answered(feature: LlmFeature, from: 'model' | 'cache' | 'offline' | 'degraded'): void;
  watch(model: string, breaker: Breaker): void;
}

const BUCKETS_SECONDS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 60];

/** Registers the figures of one gateway; names of models are all that is said of a call. */
export function createLlmFigures(registry: Registry): LlmFigures {
  const breakers = new Map<string, Breaker>();
  const calls = new Counter({
    name: 'proxie_llm_calls_total',
    help: 'Calls of language models by what came of them.',
    labelNames: ['model', 'outcome'],
    registers: [registry],
  });
  const durations = new Histogram({
    name: 'proxie_llm_call_duration_seconds',
    help: 'How long a model took.',
    labelNames: ['model'],
    buckets: BUCKETS_SECONDS,
    registers: [registry],
  });
  const cost = new Counter({
    name: 'proxie_llm_cost_dollars_total',
    help: 'What calls of language models have cost, in US dollars.',
    labelNames: ['model'],
    registers: [registry],
  });
  const answers = new Counter({
    name: 'proxie_llm_answers_total',
    help: 'Answers by where they came from; the share of `cache` is its hit rate.',
    labelNames: ['feature', 'from'],
    registers: [registry],
  });
  new Gauge({
    name: 'proxie_llm_breaker_open',
    help: 'Whether a model is left alone because it failed: 1 yes, 0.5 when the next call tries it, 0 no.',
    labelNames: ['model'],
    registers: [registry],
    collect() {
      for (const [model, breaker] of breakers) this.set({ model }, breaker.state());
    },
  });
  return {
    called(model, outcome, seconds, costMicros) {
      calls.inc({ model, outcome });
      durations.observe({ model }, seconds);
      cost.inc({ model }, costMicros / 1_000_000);
    },
    answered: (feature, from) => answers.inc({ feature, from }),
    watch: (model, breaker) => void breakers.set(model, breaker),
  };
}

/** Counts nothing. */
export const NO_FIGURES: LlmFigures = {
  called: () => undefined,
  answered: () => undefined,
  watch: () => undefined,
};
