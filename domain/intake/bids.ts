import { CLAUSE_MARKS } from './budget-cues.ts';
import type { Intent, Ordinal } from './intent-types.ts';
import type { FoundSoFar } from './intents.ts';
import { ordinalIn } from './ordinals.ts';
import { isOpenSlot } from './spoken-slot.ts';
import type { Token } from './tokens.ts';
import type { Span } from './types.ts';

const OPENERS = '(?:(?:hi|hey|hello|ok|okay|yes|yeah|yep|sure|so|and|well) )*';
const SUBJECT = "(?:i|we|i'll|ill|i'd|id|we'll|we'd|i'm|im|we're)";
const MODAL = '(?:can|could|would|will|might|be|happy|glad|able|willing|ready|free|just|probably|also|to)';
const WORK = '(?:do|come|be there|fit|manage|handle|go|charge|start)';
const OFFERS_WORK = new RegExp(`^${OPENERS}(?:(?:${SUBJECT} )(?:${MODAL} )*|(?:${MODAL} )+)${WORK} `);
/** Without a subject it must say what is done: "do it for 60". */
const DOES_LISTED = /^(?:do|take) (?:it|this|that|the|lead|job|number|first|second|third|last) /;
const TAKES_WORK = new RegExp(
  `^${OPENERS}(?:${SUBJECT} )?(?:${MODAL} )*take (?!back|down|off|out).*\\b(?:lead|job|gig)\\b`,
);
/** Whoever says one of these asks for work. */
const ASKS = /\b(?:need|needs|want|wants|looking|you|your|someone|somebody|anyone|anybody)\b/;
/** "My rate is 60 for the first one", "60 for the first lead". */
const NAMES_PRICE =
  /^ (?:(?:rate|price) (?:is |would be )?)?\d+ (?:dollars |bucks |usd )?for (?:first|second|third|fourth|fifth|last|that|lead|job) /;
const NAMES_LEAD = /\b(?:lead|job|gig)\b/;
const LOOKS = /^(?:please |can i |can you )*(?:show|see|list|any|which|what|whats|what's|tell|more|is|are|get|find)\b/;
const MAKES_OFFER = /\b(?:submit|make|send|place) (?:them |an? |the |my )*(?:offer|quote|bid)\b/;
const BIDDING = new Set('offer bid quote propose charge'.split(' '));
const LISTED = new Set('one ones lead job gig request'.split(' '));

/** "I'll do it for 65", "happy to come on Friday": whoever says so offers work. */
export function offersWork(tokens: readonly Token[]): boolean {
  if (ASKS.test(wordsOf(tokens))) return false;
  return clausesOf(tokens).some((clause) => {
    const words = wordsOf(clause);
    return OFFERS_WORK.test(words) || DOES_LISTED.test(words) || TAKES_WORK.test(words);
  });
}

/** "The plumbing one", "the cleaning job": work that only says which one of a list is meant. */
export function namesListed(tokens: readonly Token[], works: readonly Span[]): boolean {
  return works.some(({ end }) => {
    const next = tokens.findIndex(({ start }) => start >= end);
    return LISTED.has(tokens[next]?.word ?? '');
  });
}

/** The offer of a provider, as far as it says for which lead, when and for how much. */
export function readBid(tokens: readonly Token[], core: string, found: FoundSoFar): Intent | undefined {
  const isOfOther = found.service && !found.isListed;
  if (isOfOther || / (?:show|see|accept|book) /.test(core)) return undefined;
  const ordinal = ordinalIn(tokens.filter((token) => !isIn(found.amounts ?? [], token)));
  const isListed = ordinal !== undefined || found.isListed === true;
  const words = wordsOf(tokens);
  const doing = offersWork(tokens) && (!found.hasPrevious || isListed);
  const naming = tokens.some(({ word }) => BIDDING.has(word)) || NAMES_PRICE.test(core) || isForLead(words, ordinal);
  const bids = found.price !== undefined && (doing || naming);
  const takes = ordinal !== undefined && TAKES_WORK.test(words); // its price is asked for
  if (!bids && !takes && !MAKES_OFFER.test(words)) return undefined;
  return {
    kind: 'submit_offer',
    ...(ordinal !== undefined && { ordinal }),
    ...(found.isListed && found.work && { work: found.work }),
    ...(found.price && { price: found.price }),
    ...(!isOpenSlot(found.slot) && { slot: found.slot }),
  };
}

/** "Lead 2, 85 bucks": a price with the lead it is for. */
function isForLead(words: string, ordinal: Ordinal | undefined): boolean {
  return ordinal !== undefined && NAMES_LEAD.test(words) && !LOOKS.test(words);
}

function clausesOf(tokens: readonly Token[]): Token[][] {
  const clauses: Token[][] = [[]];
  for (const token of tokens) {
    if (CLAUSE_MARKS.has(token.word)) clauses.push([]);
    else clauses.at(-1)?.push(token);
  }
  return clauses;
}

function wordsOf(tokens: readonly Token[]): string {
  return `${tokens.flatMap(({ kind, word }) => (kind === 'mark' ? [] : [word])).join(' ')} `;
}

const isIn = (spans: readonly Span[], { start, end }: Span): boolean =>
  spans.some((span) => span.start <= start && end <= span.end);
