import type { Money } from '#domain/money.ts';
import { readBid } from './bids.ts';
import { readChoice } from './choices.ts';
import { corrects, movesOrdered, speaksOfBooking } from './corrections.ts';
import { readEnding } from './endings.ts';
import { isGratitude } from './gratitude.ts';
import type { Intent, SpokenSlot } from './intent-types.ts';
import { asksForOffers, wantsOffers, withdrawsOffer } from './offer-talk.ts';
import { askedPrice } from './price-questions.ts';
import { declines, forbids } from './refusals.ts';
import type { Token } from './tokens.ts';
import type { RequestDraft, Span } from './types.ts';

/** What the other rules found, as far as intents depend on it. */
export interface FoundSoFar {
  /** Any field of a draft was read, or left in doubt. */
  readonly fields: boolean;
  /** A category or a service was named. */
  readonly service: boolean;
  /** Which. */
  readonly work?: Pick<RequestDraft, 'category' | 'serviceType'> | undefined;
  /** When or for how much was said as well: then it is more than a question for the price. */
  readonly isConcrete?: boolean | undefined;
  readonly hasPrevious: boolean;
  readonly slot: SpokenSlot;
  readonly price?: Money | undefined;
  /** The work is named to say which of a list is meant: "the plumbing one". */
  readonly isListed?: boolean | undefined;
  /** Work was named that is not wanted. */
  readonly refusedWork?: boolean | undefined;
  /** What was named is of the trade of the draft. */
  readonly isSameTrade?: boolean | undefined;
  /** True for a token that another rule has understood. */
  readonly isRead?: ((index: number) => boolean) | undefined;
  /** Where amounts of money stand: what is counted there is no place in a list. */
  readonly amounts?: readonly Span[] | undefined;
}

const SMALL = new Set(
  'the me my a an please pls plz any all to can could you i we us of our your just then so well thanks thank it'.split(
    ' ',
  ),
);
const GREETINGS = new Set(
  'hi hello hey hiya yo howdy greetings good morning afternoon evening day there again everyone team'.split(' '),
);
const YES = new Set(
  "yes yep yeah yup ok okay sure approve approved confirm confirmed perfect correct right great good fine looks sounds go ahead send submit do that thats that's is this lgtm absolutely deal done way with like nice all set agree agreed works wonderful awesome excellent exactly".split(
    ' ',
  ),
);
const BOOK_IT = new Set(['book', 'order', 'for']);
/** Words of consent that say nothing by themselves. */
const NOT_ALONE = new Set(['this', 'with', 'like', 'right', 'for', 'way', 'all', 'set', "that's", 'thats']);
const HELP = [
  'what do',
  'what can do',
  'how does this work',
  'how this works',
  'who are',
  'what is this',
  'what are',
  'how do use',
  'how works',
  'what services',
  'which services',
  'what offer',
  'help',
];
const STATUS = [
  'status',
  "what's happening",
  'whats happening',
  'what is happening',
  'news',
  'update',
  'updates',
  'how is request',
  "how's request",
  'where is request',
  'what about request',
  'going on',
  'how far',
  'progress',
];
/** "What's new for me", "got anything for me?", "anything come in yet?". */
const NEWS =
  /\bwhat(?:'s|s| is) (?:new|the latest|the news)\b|\b(?:any|some)thing (?:new|else new|come in|came in|happened|happening)\b|\b(?:got|have|is there|there) anything(?: else)? for (?:me|us)\b/;
/** "Did you cancel my request?": a question for what has happened. */
const CANCELLED = /^(?:did|have|has|was|were|is|are|why|who)\b.*\b(?:cancel|cancelled|canceled)\b/;
const ANSWERED = new Set('answered replied responded interested bid quoted answer reply respond'.split(' '));
const LOOKING = new Set(
  'show see list view check what which got get have there come new yet compare how display read'.split(' '),
);
const OFFERS = new Set('offers quotes bids proposals offered responses replies'.split(' '));
const LEADS = new Set('lead leads jobs gigs'.split(' '));
/** What somebody wants; orders that act on something come before a request's fields, and nothing is guessed. */
export function readIntent(tokens: readonly Token[], found: FoundSoFar): Intent {
  const words = tokens.filter(({ kind, word }) => kind !== 'mark' || word === '#').map(({ word }) => word);
  const core = words.filter((word) => !SMALL.has(word));
  const text = ` ${core.join(' ')} `;
  const says = (phrases: readonly string[]): boolean => phrases.some((phrase) => text.includes(` ${phrase} `));
  const has = (set: ReadonlySet<string>): boolean => words.some((word) => set.has(word));
  if (words.length > 0 && words.every((word) => GREETINGS.has(word))) return { kind: 'greeting' };
  if (isGratitude(words)) return { kind: 'greeting' };
  if (CANCELLED.test(words.join(' '))) return { kind: 'request_status' };
  if (declines(tokens)) return { kind: 'unknown', refuses: 'offer' };
  if (forbids(tokens)) return forbidden();
  if (withdrawsOffer(tokens)) return { kind: 'unknown', isOfOffer: true };
  return (
    readBid(tokens, text, found) ??
    askedPrice(tokens, words, found) ??
    readChoice(tokens, found) ??
    looking() ??
    readEnding(words, core, found) ??
    approval() ??
    asking() ??
    ofDraft(found, words)
  );

  /** What is forbidden is not done; what else was said of a draft or of work still counts. */
  function forbidden(): Intent {
    const speaksOfMore = found.hasPrevious ? found.fields : found.service && !words.includes('cancel');
    return speaksOfMore ? ofDraft(found, words) : { kind: 'unknown', refuses: 'order' };
  }

  function looking(): Intent | undefined {
    const leads =
      has(LEADS) || says(['open requests', 'matching requests', 'new requests', 'requests near', 'work near']);
    if (leads && !found.service) return { kind: 'show_leads' };
    const work = says(['work for', 'work around', 'work here', 'work today', 'work available']) || text === ' work ';
    if (work && !found.service && ['any', 'is', 'what', 'find'].includes(words[0] ?? '')) return { kind: 'show_leads' };
    if (says(['how long', 'when will', 'how much longer']) && !found.service) return { kind: 'request_status' };
    const people = words.some((word) =>
      ['anyone', 'anybody', 'someone', 'somebody', 'nobody', 'providers'].includes(word),
    );
    if (people && has(ANSWERED)) return { kind: 'show_offers' };
    if (asksForOffers(words, found.service)) return { kind: 'show_offers' };
    const offers = has(OFFERS) && !(found.service && wantsOffers(words));
    return offers && (has(LOOKING) || words.length <= 3) ? { kind: 'show_offers' } : undefined;
  }

  function approval(): Intent | undefined {
    const asks = tokens.some(({ word }) => word === '?'); // a question approves nothing
    return !asks && !found.fields && isApproval(core, found.hasPrevious) ? { kind: 'approve' } : undefined;
  }

  function asking(): Intent | undefined {
    const named = says(['luck with', 'news about', 'update on', 'status']) || NEWS.test(words.join(' '));
    if (named || (says(STATUS) && !found.service)) return { kind: 'request_status' };
    return !found.fields && says(HELP) && core.length <= 6 ? { kind: 'help' } : undefined;
  }
}

/** Nothing but words of consent; whoever adds another word has not approved. */
function isApproval(core: readonly string[], hasPrevious: boolean): boolean {
  const [first = ''] = core;
  const isYes = (word: string): boolean => YES.has(word) || (hasPrevious && BOOK_IT.has(word));
  return core.length > 0 && core.every(isYes) && first !== 'is' && !NOT_ALONE.has(core.join(' '));
}

function ofDraft({ fields, service, hasPrevious }: FoundSoFar, words: readonly string[]): Intent {
  const changes = words.some((word) => ['change', 'edit', 'modify', 'update', 'correct', 'different'].includes(word));
  if (!fields) return { kind: changes ? 'edit' : 'unknown' };
  if (!hasPrevious && speaksOfBooking(words)) return { kind: 'unknown', isOfBooking: true };
  const isChange = service ? movesOrdered(words) : corrects(words);
  return { kind: hasPrevious || isChange ? 'edit' : 'request' };
}
