import { parseArgs } from 'node:util';
import { createModels } from '#activities/llm/models/models.ts';
import { loadConfig } from '#platform/config.ts';
import { UserError } from '#platform/user-error.ts';
import { createEvaluatedModel } from '../evals/intake/language-model.ts';
import { rulesModel } from '../evals/intake/rules-model.ts';
import { score } from '../evals/intake/score.ts';
import { PARTS, type Part } from '../evals/intake/sentences.ts';
import { toTable } from '../evals/intake/table.ts';

const MICROS = 1_000_000;

/**
 * `npm run eval [-- --held-out]`: how well each configured model reads what people write, field by field; without any, how
 * well the offline rules do. It needs no database and asks every model about every sentence.
 */
export async function main(args: readonly string[]): Promise<void> {
  const part = read(args);
  const { llm } = loadConfig();
  const models = createModels(llm);
  if (models.length === 0) {
    process.stdout.write('No model is configured (LLM_MODELS): these are the offline rules.\n');
    process.stdout.write(toTable(`offline rules, ${WORDS[part]}`, await score(PARTS[part], rulesModel)));
  }
  for (const each of models) {
    const evaluated = createEvaluatedModel(each, llm);
    const scored = await score(PARTS[part], evaluated.read);
    const cost = (evaluated.costMicros() / MICROS).toFixed(4);
    process.stdout.write(toTable(`${each.model.name}, ${WORDS[part]}`, scored));
    process.stdout.write(`      ${evaluated.unusable()} answers were of no use and count as wrong; about $${cost}\n`);
  }
}

const WORDS: Readonly<Record<Part, string>> = { tuned: 'tuned', heldOut: 'held out' };

function read(args: readonly string[]): Part {
  try {
    const { values } = parseArgs({ args: [...args], options: { 'held-out': { type: 'boolean' } } });
    return values['held-out'] ? 'heldOut' : 'tuned';
  } catch (error) {
    throw new UserError(`${(error as Error).message}\nUsage: npm run eval [-- --held-out]`);
  }
}
