import type { Intent } from './intent-types.ts';
import type { FoundSoFar } from './intents.ts';
import type { Token } from './tokens.ts';

const ASKS_PRICE =
  /\bhow (?:much|expensive|pricey|costly)\b(?! longer| time| notice)|\bwhat(?:'s| is| are|s)? (?:the |your |a |an )*(?:usual |typical |normal |average |going |current )*(?:price|prices|cost|costs|rate|rates|fee|fees)\b|\bwhat (?:does|do|would|will|did) .{0,60}\b(?:cost|costs|charge|run me|set me back)\b/;
const PRICE_ALONE =
  /^(?:(?:the|usual|typical|average|any|and|roughly|about) )*(?:price|prices|cost|costs|rates?|pricing) (?:of|for|range)\b/;

/** A question for the price of something; one that says when or for how much as well asks for the work itself. */
export function askedPrice(
  tokens: readonly Token[],
  words: readonly string[],
  { isConcrete, service, work }: FoundSoFar,
): Intent | undefined {
  if (isConcrete) return undefined;
  const asked = words.join(' ');
  const isAlone = PRICE_ALONE.test(asked) && (service || tokens.at(-1)?.word === '?');
  return ASKS_PRICE.test(asked) || isAlone ? { kind: 'ask_price', ...work } : undefined;
}
