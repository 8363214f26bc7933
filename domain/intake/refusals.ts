import type { Token } from './tokens.ts';

/** Orders that change something for others. */
const ORDERS = new Set(
  'cancel book accept offer bid quote submit approve withdraw delete confirm reserve choose pick send'.split(' '),
);
const NO = new Set(
  "don't dont not never won't wont wouldn't wouldnt can't cant cannot didn't didnt haven't havent".split(' '),
);
/** What may stand between a no and the order that it stops. */
const BETWEEN = new Set(
  'do please to want me you just yet ever ask asked said say for anyone them it that i going gonna wish mean meant really go and the ready able sure need'.split(
    ' ',
  ),
);
const NONE = /^(?:no |sorry |thanks |but )*(?:neither|none)\b/;
/** "Not interested in the first one". */
const UNWANTED =
  /\b(?:not|isn't|isnt|no longer) interested in (?:the|that|this|any|number|either)\b|\b(?:one|offer) (?:doesn't|doesnt|does not) (?:interest|suit|appeal)\b/;
const DECLINES = new Set('decline declining reject refuse dismiss'.split(' '));
const MAX_STEPS = 6;

/** True when an order is forbidden: "don't cancel my request", "please do not book the first one". */
export function forbids(tokens: readonly Token[]): boolean {
  return tokens.some(({ word }, index) => ORDERS.has(word.replace(/l?led$/, 'l')) && isForbidden(tokens, index));
}

/** True when an offer is turned down: "reject the second one". */
export function declines(tokens: readonly Token[]): boolean {
  const words = tokens.map(({ word }) => word);
  const said = words.join(' ');
  if (NONE.test(said) || UNWANTED.test(said)) return true;
  return words.some(
    (word, index) => DECLINES.has(word) || (word === 'turn' && words.slice(index, index + 5).includes('down')),
  );
}

function isForbidden(tokens: readonly Token[], index: number): boolean {
  for (let at = index - 1; at >= Math.max(0, index - MAX_STEPS); at -= 1) {
    const { word = '', kind } = tokens[at] ?? {};
    if (NO.has(word)) return tokens[at - 1]?.word !== 'why';
    if (kind === 'mark' || !BETWEEN.has(word)) return false;
  }
  return false;
}
