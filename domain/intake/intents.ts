import type { Money } from '#domain/money.ts';
import { ORDINAL_WORDS, SMALL_NUMBERS } from './calendar-words.ts';
import type { Intent, Ordinal, SpokenSlot } from './intent-types.ts';
import { askedPrice } from './price-questions.ts';
import { isOpenSlot } from './spoken-slot.ts';
import { isGratitude } from './gratitude.ts';
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
const NO_MORE = [
  'never mind',
  'nevermind',
  'scrap',
  'discard',
  'forget about',
  'forget that',
  'start over',
  'drop that',
  'throw away',
  'changed mind',
  'want anymore',
  'need anymore',
  'not interested',
  'no longer',
];
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
const ANSWERED = new Set('answered replied responded interested bid answer reply respond'.split(' '));
const LOOKING = new Set(
  'show see list view check what which got get have there come new yet compare how display read'.split(' '),
);
const TAKING = new Set("book take accept choose pick go want reserve confirm i'll ill".split(' '));
const THINGS = new Set('one offer option slot provider guy on at for please , . ! with'.split(' '));
const OFFERS = new Set('offers quotes bids proposals offered responses replies'.split(' '));
const LEADS = new Set('lead leads jobs gigs'.split(' '));
/** "My rate is 60 for the first one", "60 for the first lead". */
const NAMES_PRICE =
  /^ (?:(?:rate|price) (?:is |would be )?)?\d+ (?:dollars |bucks |usd )?for (?:first|second|third|fourth|fifth|last|that|lead|job) /;
const BIDDING = new Set('offer bid quote propose charge'.split(' '));

/** What somebody wants; orders that act on something come before a request's fields, and nothing is guessed. */
export function readIntent(tokens: readonly Token[], found: FoundSoFar): Intent {
  const words = tokens.filter(({ kind, word }) => kind !== 'mark' || word === '#').map(({ word }) => word);
  const core = words.filter((word) => !SMALL.has(word));
  const text = ` ${core.join(' ')} `;
  const says = (phrases: readonly string[]): boolean => phrases.some((phrase) => text.includes(` ${phrase} `));
  const has = (set: ReadonlySet<string>): boolean => words.some((word) => set.has(word));
  if (words.length > 0 && words.every((word) => GREETINGS.has(word))) return { kind: 'greeting' };
  if (isGratitude(words)) return { kind: 'greeting' };
  return (
    bidding() ??
    askedPrice(tokens, words, found) ??
    taking() ??
    looking() ??
    ending(words, core, found) ??
    approval() ??
    asking() ??
    ofDraft(found, core)
  );

  function bidding(): Intent | undefined {
    if (found.service || says(['show', 'see', 'accept', 'book'])) return undefined;
    const making = says(['submit offer', 'make offer', 'send offer', 'send quote', 'submit bid', 'place bid']);
    const doing =
      /^ (?:can |i'll |ill |would |i'd )?(?:do (?:(?:this|that|it|job|lead|one|first|second|third|fourth|last|number|\d{1,2}) )*|come .*|be there .*)for /.test(
        text,
      );
    const naming = NAMES_PRICE.test(text);
    const bids = found.price !== undefined && (has(BIDDING) || doing || naming);
    if (!making && !bids) return undefined;
    const ordinal = ordinalIn(tokens.filter((token) => !isIn(found.amounts ?? [], token)));
    return {
      kind: 'submit_offer',
      ...orNothing('ordinal', ordinal),
      ...orNothing('price', found.price),
      ...slotOf(found),
    };
  }

  function taking(): Intent | undefined {
    const ordinal = ordinalIn(tokens);
    const named = ordinal !== undefined && !found.service && ordinalIn(tokens.slice(0, 4)) !== undefined;
    if ((!has(TAKING) && !named) || has(LEADS)) return undefined;
    const offer = words.includes('offer') && !found.service && !LOOKING.has(core[0] ?? '');
    if (ordinal === undefined && !offer) return undefined;
    return { kind: 'book_offer', ...orNothing('ordinal', ordinal), ...slotOf(found) };
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
    const offers = words.some((word) => OFFERS.has(word));
    return offers && (has(LOOKING) || words.length <= 3) ? { kind: 'show_offers' } : undefined;
  }

  function approval(): Intent | undefined {
    const asks = tokens.some(({ word }) => word === '?'); // a question approves nothing
    return !asks && !found.fields && isApproval(core, found.hasPrevious) ? { kind: 'approve' } : undefined;
  }

  function asking(): Intent | undefined {
    const named = says(['luck with', 'news about', 'update on', 'status']);
    if (named || (says(STATUS) && !found.service)) return { kind: 'request_status' };
    return !found.fields && says(HELP) && core.length <= 6 ? { kind: 'help' } : undefined;
  }
}

/** What ends a draft or a request. */
function ending(words: readonly string[], core: readonly string[], found: FoundSoFar): Intent | undefined {
  const cancels = words.some((word) => ['cancel', 'withdraw', 'delete', 'close', 'stop'].includes(word));
  if (cancels && words.some((word) => ['request', 'search', 'order'].includes(word))) {
    return { kind: 'cancel_request' };
  }
  const ofBooking = words.some((word) => ['booking', 'appointment'].includes(word)); // no draft and no request
  const drops = !ofBooking && words.some((word) => ['cancel', 'delete'].includes(word));
  const alone = drops && words.length <= 5 && !found.fields;
  if (alone) return { kind: found.hasPrevious ? 'cancel' : 'cancel_request' };
  const isNo = core.length === 1 && ['forget', 'stop', 'no', 'nope'].includes(core[0] ?? '');
  const leaves = NO_MORE.some((phrase) => ` ${core.join(' ')} `.includes(` ${phrase} `)) || isNo;
  return leaves && !found.fields ? { kind: 'cancel' } : undefined;
}

const isIn = (spans: readonly Span[], { start, end }: Span): boolean =>
  spans.some((span) => span.start <= start && end <= span.end);

/** Nothing but words of consent; whoever adds another word has not approved. */
function isApproval(core: readonly string[], hasPrevious: boolean): boolean {
  const [first = ''] = core;
  const isYes = (word: string): boolean => YES.has(word) || (hasPrevious && BOOK_IT.has(word));
  return core.length > 0 && core.every(isYes) && first !== 'is' && !NOT_ALONE.has(core.join(' '));
}

function ofDraft({ fields, hasPrevious }: FoundSoFar, core: readonly string[]): Intent {
  const changes = core.some((word) => ['change', 'edit', 'modify', 'update', 'correct', 'different'].includes(word));
  if (fields) return { kind: hasPrevious ? 'edit' : 'request' };
  return { kind: changes ? 'edit' : 'unknown' };
}

/** Which one of a list: "the first one", "2nd offer", "#3", "offer 2", "the cheapest", "the last one". */
export function ordinalIn(tokens: readonly Token[]): Ordinal | undefined {
  for (const [index, { word, kind }] of tokens.entries()) {
    const after = tokens[index + 1]?.word ?? '';
    const before = tokens[index - 1]?.word ?? '';
    if (word === 'cheapest') return 'cheapest';
    if (word === 'last' && (THINGS.has(after) || ['lead', 'job'].includes(after))) return 'last';
    const named = ORDINAL_WORDS.get(word) ?? (before === 'number' ? SMALL_NUMBERS.get(word) : undefined);
    const stands = before === 'number' || after === '' || THINGS.has(after) || LEADS.has(after);
    if (named !== undefined && stands) return named;
    if (kind !== 'number' || !/^\d{1,2}$/.test(word)) continue;
    const suffixed =
      ['st', 'nd', 'rd', 'th'].includes(after) &&
      ['one', 'offer', 'option', 'lead', 'job'].includes(tokens[index + 2]?.word ?? '');
    const counted = ['#', 'number', 'offer', 'option', 'lead', 'job', 'nr', 'no'].includes(before) && after !== ':';
    if ((suffixed || counted) && Number(word) > 0) return Number(word);
  }
  return undefined;
}

function slotOf({ slot }: FoundSoFar): { slot?: SpokenSlot } {
  return isOpenSlot(slot) ? {} : { slot };
}

function orNothing<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  return (value === undefined ? {} : { [key]: value }) as { [K in Key]?: Value };
}
