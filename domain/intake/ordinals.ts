import { ORDINAL_WORDS, SMALL_NUMBERS } from './calendar-words.ts';
import type { Ordinal } from './intent-types.ts';
import { isNegated } from './negation.ts';
import type { Token } from './tokens.ts';

const THINGS = new Set('one offer option slot provider guy on at for please , . ! ? with not'.split(' '));
const LEADS = new Set('lead leads job jobs gig gigs request'.split(' '));
const COUNTED = new Set('# number offer option lead job nr no'.split(' '));

/** Which one of a list: "the first one", "2nd offer", "#3", "offer 2", "the cheapest", "the last one"; none that is ruled out. */
export function ordinalIn(tokens: readonly Token[]): Ordinal | undefined {
  for (const index of tokens.keys()) {
    const ordinal = ordinalAt(tokens, index);
    const isOut =
      ordinal !== undefined && (isNegated({ tokens }, index) || isInstead(tokens, index) || isLeft(tokens, index));
    if (ordinal !== undefined && !isOut) return ordinal;
  }
  return undefined;
}

function ordinalAt(tokens: readonly Token[], index: number): Ordinal | undefined {
  const { word = '', kind } = tokens[index] ?? {};
  const after = tokens[index + 1]?.word ?? '';
  const before = tokens[index - 1]?.word ?? '';
  if (word === 'cheapest') return 'cheapest';
  if (word === 'last' && (THINGS.has(after) || LEADS.has(after))) return 'last';
  const named = ORDINAL_WORDS.get(word) ?? (before === 'number' ? SMALL_NUMBERS.get(word) : undefined);
  const stands = before === 'number' || after === '' || THINGS.has(after) || LEADS.has(after);
  if (named !== undefined && stands) return named;
  if (kind !== 'number' || !/^\d{1,2}$/.test(word)) return undefined;
  const suffixed =
    ['st', 'nd', 'rd', 'th'].includes(after) &&
    ['one', 'offer', 'option', 'lead', 'job'].includes(tokens[index + 2]?.word ?? '');
  const counted = COUNTED.has(before) && after !== ':';
  return (suffixed || counted) && Number(word) > 0 ? Number(word) : undefined;
}

/** "Leave lead 2", "pass on the first one". */
function isLeft(tokens: readonly Token[], index: number): boolean {
  const before = tokens.slice(Math.max(0, index - 4), index).map(({ word }) => word);
  return / (?:leave|leaving|pass(?:ing)? on|skip|drop|ignore|forget|no(?: thanks)? to)(?: about)?(?: the| lead| job| offer| number| option)* $/.test(
    ` ${before.join(' ')} `,
  );
}

/** "The second one instead of the first". */
function isInstead(tokens: readonly Token[], index: number): boolean {
  const before = tokens.slice(Math.max(0, index - 3), index).map(({ word }) => word);
  return / (?:instead of|rather than) (?:the )?$/.test(` ${before.join(' ')} `);
}
