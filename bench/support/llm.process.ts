/** A language model of the benches as a process of its own: the fake provider, told when and how to answer. */
import { setTimeout as delay } from 'node:timers/promises';
import { startLlmProvider } from '#test/support/llm-provider.ts';
import { replyTo } from './llm-reply.ts';
import { serve } from './process.ts';

/** What the process is started with. */
export interface LlmInput {
  /** How long it thinks before it says a word. */
  readonly afterMs: number;
}

serve<LlmInput, { url: string }>(async ({ afterMs }) => {
  const provider = await startLlmProvider();
  provider.always(async ({ body }) => {
    if (afterMs > 0) await delay(afterMs);
    return replyTo(body);
  });
  return { ready: { url: provider.url }, stop: () => provider.stop() };
});
