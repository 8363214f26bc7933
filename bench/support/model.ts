import type { BenchContext } from './bench.ts';
import type { LlmInput } from './llm.process.ts';
import { startProcess } from './process.ts';
import type { Settings } from './product.ts';

/** Money is not what is measured. */
const BUDGET = '90000.00';

/** Starts a model that answers after so long, and gives the settings by which the product asks it and no other. */
export async function startModel(afterMs: number, { onEnd }: Pick<BenchContext, 'onEnd'>): Promise<Settings> {
  const input: LlmInput = { afterMs };
  const model = await startProcess<{ url: string }>({ module: 'llm.process.ts', input });
  onEnd(() => model.stop());
  return {
    LLM_MODELS: 'compatible:bench',
    LLM_PRICES: 'compatible:bench=1000000/1000000',
    LLM_BASE_URL: model.ready.url,
    LLM_USER_BUDGET: BUDGET,
    LLM_CONVERSATION_BUDGET: BUDGET,
    LLM_SILENCE: '60s', // a model that thinks for long is no failure here
  };
}
