import { setTimeout as delay } from 'node:timers/promises';
import { askedAgain, usable } from '#activities/llm/answer-check.ts';
import { costOf } from '#activities/llm/cost.ts';
import { Fault, type FaultKind } from '#activities/llm/errors.ts';
import type { PricedModel } from '#activities/llm/models/models.ts';
import type { LlmRequest, Model, ModelAnswer } from '#activities/llm/types.ts';
import { UserError } from '#platform/user-error.ts';
import { instructionsFor } from './instructions.ts';
import { IntakeReading, toIntakeAnswer } from './intake-reading.ts';
import type { IntakeModel } from './score.ts';
import type { Sentence } from './sentences.ts';

/** A language model under evaluation, and what came of it besides its answers. */
export interface EvaluatedModel {
  readonly read: IntakeModel;
  /** How many answers were of no use, although what was wrong with them was said and they were asked for again. */
  unusable(): number;
  costMicros(): number;
}

interface Limits {
  readonly maxOutputTokens: number;
  readonly deadlineMs: number;
  /** How long to wait after the first failure that may pass; after the next ones longer. */
  readonly firstDelayMs?: number;
}

const TOOL = 'record_reading';
const FIRST_DELAY_MS = 1_000;
const MAX_DELAY_MS = 60_000;
/** The model's own doing: the sentence was not read. Anything else says nothing about how it reads. */
const ITS_OWN: ReadonlySet<FaultKind> = new Set(['bad_output', 'empty', 'declined', 'too_large']);

/**
 * A configured model as the runner asks it. An answer in the wrong form is asked for once more with what was wrong, as the
 * gateway does it, and is of no use then. A provider that does not answer ends the evaluation with a `UserError`: its
 * figures would be about the outage. No account's budget is used, and nothing is cached.
 */
export function createEvaluatedModel({ model, price }: PricedModel, limits: Limits): EvaluatedModel {
  let [unusable, costMicros] = [0, 0];
  return { read, unusable: () => unusable, costMicros: () => costMicros };

  async function read(sentence: Sentence): ReturnType<IntakeModel> {
    const request = requestFor(sentence, limits.maxOutputTokens);
    try {
      return toIntakeAnswer(await readingOf(request));
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      if (!ITS_OWN.has(error.kind)) throw new UserError(`The model '${model.name}' does not answer: ${error.message}.`);
      unusable += 1;
      return undefined;
    }
  }

  async function readingOf(request: LlmRequest) {
    try {
      return inForm(await answerTo(request), request);
    } catch (error) {
      if (!(error instanceof Fault && error.reaction.asksAgain)) throw error;
      const again = askedAgain(request, error);
      return inForm(await answerTo(again), again);
    }
  }

  async function answerTo(request: LlmRequest): Promise<ModelAnswer> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const answer = await ask(model, request, limits.deadlineMs);
        costMicros += costOf(request, answer, answer.text.length, price).costMicros;
        return answer;
      } catch (error) {
        const mayPass = error instanceof Fault && !error.reaction.asksAgain && attempt < error.reaction.tries;
        if (!mayPass) throw error;
        const { firstDelayMs = FIRST_DELAY_MS } = limits;
        await delay(Math.min(error.retryAfterMs ?? firstDelayMs * 2 ** (attempt - 1), MAX_DELAY_MS));
      }
    }
  }
}

function requestFor(sentence: Sentence, maxOutputTokens: number): LlmRequest {
  return {
    feature: 'intake',
    system: instructionsFor(sentence),
    messages: [{ role: 'user', text: sentence.text }],
    tools: [{ name: TOOL, description: 'Records what the sentence says. Use it exactly once.', input: IntakeReading }],
    maxOutputTokens,
  };
}

async function ask(model: Model, request: LlmRequest, deadlineMs: number): Promise<ModelAnswer> {
  const signal = AbortSignal.timeout(deadlineMs);
  const nobody = { accountId: 'evaluation', conversationId: 'evaluation', turnId: 'evaluation', step: 1 };
  try {
    return await model.call(request, { ...nobody, deadlineMs: Date.now() + deadlineMs, signal, context: undefined });
  } catch (error) {
    throw signal.aborted ? new Fault('timed_out') : error;
  }
}

/** The reading in an answer of the right form; what it says first counts. */
function inForm(answer: ModelAnswer, request: LlmRequest) {
  const [call] = usable(answer, request, true).toolCalls;
  if (!call) throw new Fault('bad_output', { advice: `It has to be a use of the tool '${TOOL}', not a text.` });
  return IntakeReading.parse(call.input);
}
