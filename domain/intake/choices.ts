import type { Intent } from './intent-types.ts';
import type { FoundSoFar } from './intents.ts';
import { ordinalIn } from './ordinals.ts';
import { isOpenSlot } from './spoken-slot.ts';
import type { Token } from './tokens.ts';

const TAKING = new Set("book take accept choose pick go want reserve confirm i'll ill".split(' '));
const OFFER_WORDS = new Set('offer offers option quote one slot provider'.split(' '));
const BOOKING = new Set(['book', 'accept', 'take', 'choose', 'pick', 'reserve', 'confirm']);
const LEADS = new Set('lead leads job jobs gig gigs'.split(' '));
const LOOKS =
  /^(?:what|whats|what's|which|tell|how|is|are|who|why|does|show|list|view|check|compare|more)\b|\b(?:see|show me|view|compare|read|know|hear|check|more about|details)\b/;
/** "I'll think about the second one" takes none. */
const HESITATES = /\b(?:think|thinking|wait|ask|pass|decide|consider|sleep on|message)\b/;
/** What may stand beside the one that is chosen when no verb says so: "the second one sounds good". */
const BESIDE = new Set(
  (
    'the a my me i we please pls plz yes yep yeah ok okay sure then so well just and it is that for on at with to of no not rather instead ' +
    "sounds looks works good great fine best better perfect nice can could have get would like let's lets one number nr offer option slot provider guy " +
    "thanks thank you cheers actually only do we'll well go"
  ).split(' '),
);
const ORDINALS = new Set(
  'first second third fourth fifth sixth seventh eighth ninth tenth last cheapest st nd rd th #'.split(' '),
);

/** The offer that somebody chooses, and when; who only speaks of one, or asks about it, has chosen nothing. */
export function readChoice(tokens: readonly Token[], found: FoundSoFar): Intent | undefined {
  const words = tokens.map(({ word }) => word);
  const ordinal = ordinalIn(tokens);
  const says = (set: ReadonlySet<string>): boolean => words.some((word) => set.has(word));
  const said = words.filter((word) => /\w/.test(word)).join(' ');
  const isOfOther = says(LEADS) || /\bmy (?:offer|bid|quote)\b/.test(said); // a provider speaks
  if (isOfOther || (found.service && !says(OFFER_WORDS))) return undefined; // "I want the cheapest haircut"
  const looks = LOOKS.test(said) && !says(BOOKING);
  if (ordinal !== undefined && looks) return { kind: 'show_offers' };
  const isOffer =
    (says(BOOKING) ? /\boffer\b/ : /\b(?:the|that|this|your|his|her|their) offer\b/).test(said) &&
    !found.service &&
    !looks;
  const takes = says(TAKING) && !HESITATES.test(said) && (ordinal !== undefined || isOffer);
  const isAlone = ordinal !== undefined && !found.service && tokens.every((token, index) => isBeside(token, index));
  if (!takes && !isAlone) return undefined;
  return {
    kind: 'book_offer',
    ...(ordinal !== undefined && { ordinal }),
    ...(!isOpenSlot(found.slot) && { slot: found.slot }),
  };

  function isBeside({ kind, word }: Token, index: number): boolean {
    if (kind !== 'word') return true;
    if (tokens[index - 1]?.word === 'number') return true; // "number two please"
    return BESIDE.has(word) || ORDINALS.has(word) || (found.isRead?.(index) ?? false);
  }
}
