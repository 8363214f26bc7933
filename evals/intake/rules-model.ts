import { merge } from '#domain/intake/merge.ts';
import { understand } from '#domain/intake/understand.ts';
import type { IntakeModel } from './score.ts';
import { contextOf } from './sentences.ts';

/** The offline model: the rules of the domain, with the draft they lead to. */
export const rulesModel: IntakeModel = async (sentence) => {
  const understood = understand(sentence.text, contextOf(sentence));
  const { intent, outOfScope, ambiguous } = understood;
  const draft = merge(sentence.previous, understood);
  return { draft, intent, outOfScope, ambiguous: ambiguous.map(({ field }) => field) };
};
