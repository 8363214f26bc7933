import type { ShownOffer } from '#activities/chat/tools/offers.ts';
import { draftWords, priceFactorWords, requestWords } from '#activities/chat/wording.ts';
import { listed, moneyWords, plain, serviceWords, whenOf } from '#activities/chat/words.ts';
import type { Intent, SpokenSlot } from '#domain/intake/intent-types.ts';
import { localNow } from '#domain/intake/local-now.ts';
import { doubtQuestion, priceFactorsOf } from '#domain/intake/questions.ts';
import { draftCategory } from '#domain/intake/services.ts';
import { isOver } from '#domain/intake/spoken-slot.ts';
import type { RequestDraft, Understanding } from '#domain/intake/types.ts';
import { failureOf, foundBy, preparedBy, type Moment, type Move, type PreparedDraft } from './moment.ts';
import { pick, slotsAt } from './picking.ts';
import { toBody, toIntake } from './request-body.ts';
import { priceWords } from './prices.ts';
import { reviewMove } from './reviews.ts';
import { capital, spokenDays } from './spoken-words.ts';
import {
  isOnlyFiller,
  isThanks,
  NOTHING_DONE,
  OF_BOOKING,
  OF_OFFER,
  ONLY_ENGLISH,
  questionsOn,
  read,
  WELCOME,
  withSaid,
} from './understanding.ts';

interface Offers {
  readonly requestStatus: string;
  readonly offers: readonly ShownOffer[];
}

type Of<Kind extends Intent['kind']> = Extract<Intent, { kind: Kind }>;

const HELP =
  'Tell me what you need, where, when and for how much, such as “a haircut in Brooklyn this weekend for $60 to $80”. ' +
  'I prepare the request, show you the offers, and prepare the booking of the one you choose. Nothing happens before you approve it.';
/** A request names the days that suit; days that do not have no place in it. */
const ONLY_DAYS_THAT_SUIT =
  'I could not write down which days do not suit you by themselves: name the days that do, or say “any day but …”.';

/** An offer is turned down where it is shown; here none is taken in its place. */
const DECLINES_NOTHING =
  'I have booked nothing. An offer is declined where your offers are listed; tell me which one to book, or ask me to show them.';

const CANCELS_NO_OFFER = `${OF_OFFER} To cancel your request, say “cancel my request”.`;

/** What to do for somebody who looks for work to be done. */
export function consumerMove(moment: Moment): Move {
  const review = reviewMove(moment);
  if (review) return review;
  const prepared = preparedBy(moment);
  if (prepared) return { say: preparedWords(moment, prepared) };
  const previous = draftOf(moment);
  const understood = read(moment, previous);
  const failure = isNothingToChange(moment, understood) ? undefined : failureOf(moment);
  if (failure !== undefined) return { say: `I could not do that: ${failure}.` };
  if (understood.outOfScope) return { say: ONLY_ENGLISH };
  const { intent } = understood;
  switch (intent.kind) {
    case 'request':
    case 'edit':
      return drafting(moment, understood, previous);
    case 'show_offers':
      return withOffers(moment, showOffers);
    case 'book_offer':
      return withOffers(moment, (offers) => book(moment, offers, intent));
    case 'request_status':
      return status(moment);
    case 'cancel_request':
      return cancelling(moment, intent);
    case 'ask_price':
      return { say: priceWords(intent, previous) };
    case 'approve':
    case 'cancel':
    case 'greeting':
    case 'help':
    case 'show_leads':
    case 'submit_offer':
    case 'unknown':
      return { say: others(moment, intent) };
  }
}

/** Work that was named must be that of the request: nothing else is cancelled in its place. */
function cancelling(moment: Moment, { work }: Of<'cancel_request'>): Move {
  const cancel: Move = { use: 'cancel_request', input: { reason: 'The consumer does not need it any more.' } };
  if (!work) return cancel;
  const found = foundBy<{ readonly serviceType: string }>(moment, 'get_request_status');
  if (!found) return { use: 'get_request_status', input: {} };
  const isIt = work.serviceType === undefined || work.serviceType === found.serviceType;
  if (isIt && (work.category === undefined || work.category === draftCategory(toIntake({ ...found })))) return cancel;
  return {
    say: `Your newest request is for ${serviceWords(found.serviceType)}. To cancel that one, say “cancel my request”.`,
  };
}

/** A correction without anything that was sent before: it begins a request. */
function isNothingToChange({ used }: Moment, { intent }: Understanding): boolean {
  const last = used.at(-1);
  const result = last?.name === 'get_request_status' ? last.result : undefined;
  return intent.kind === 'edit' && result?.status === 'refused' && result.code === 'not_found';
}

function draftOf({ context }: Moment): RequestDraft | undefined {
  const open = context.drafts.find(({ kind }) => kind === 'create_service_request');
  return open && toIntake(open.body);
}

function drafting(moment: Moment, understood: Understanding, previous: RequestDraft | undefined): Move {
  const { draft } = understood;
  const isOfOld = !previous && draft.serviceType === undefined && draft.category === undefined;
  const isWithout = isNothingToChange(moment, understood);
  if (isOfOld && understood.intent.kind === 'edit' && !isWithout) return changing(moment, understood);
  const merged = withSaid(previous, understood);
  const isAnew = understood.intent.kind === 'request' || isWithout;
  const body = Object.entries(toBody(merged)).filter(([, value]) => value !== null || !isAnew);
  const rawInput = moment.said.slice(0, 2_000).toWellFormed();
  if (isAnew && body.length === 0 && !previous) {
    return { say: ask(questionsOn(merged, understood.ambiguous, moment)) || HELP };
  }
  const own = { ...Object.fromEntries(body), ...(isAnew && { rawInput, anew: true }) };
  return { use: 'create_service_request', input: own };
}

/** A change of a request that was made before: its present state is looked at first. */
function changing(moment: Moment, understood: Understanding): Move {
  const found = foundBy<Record<string, unknown>>(moment, 'get_request_status');
  if (!found) return { use: 'get_request_status', input: {} };
  const before = toIntake({ ...found, location: { city: found.city, neighborhood: found.neighborhood } });
  const merged = toBody(withSaid(before, { ...understood, intent: { kind: 'edit' } }));
  const said = Object.keys(toBody(understood.draft)).filter((field) => toBody(understood.draft)[field] !== null);
  const changes = Object.fromEntries(said.map((field) => [field, merged[field]]));
  if (said.length === 0) return { say: 'What would you like to change: the place, the time, or the budget?' };
  return { use: 'update_request_details', input: { requestId: found.requestId, ...changes } };
}

/** What was prepared, what is still to be said, and what was doubtful about it. */
function preparedWords(moment: Moment, draft: PreparedDraft): string {
  if (draft.kind !== 'create_service_request') return draftWords(draft);
  const intake = toIntake(draft.body);
  const { ambiguous, removed } = read(moment, undefined);
  const isLost = (removed.dates?.length ?? 0) > 0 && intake.timing?.preferredDates === undefined;
  const lost = isLost ? [ONLY_DAYS_THAT_SUIT] : [];
  const questions = ask([...lost, ...questionsOn(intake, ambiguous, moment)]);
  if (draft.missing.length > 0) {
    const known = Object.keys(intake).length > 0 ? `So far: ${requestWords(draft.body)}. ` : '';
    return `${known}${questions}`;
  }
  return [draftWords(draft), factorsIn(intake, moment), questions].filter((part) => part !== '').join(' ');
}

/** Said once, to somebody who has not named a budget. */
function factorsIn(intake: RequestDraft, { earlier }: Moment): string {
  const [first] = intake.budget ? [] : priceFactorsOf(intake);
  const words = first ? priceFactorWords([first]) : '';
  return earlier.some((before) => before.includes(words)) ? '' : words;
}

const ask = (questions: readonly string[]): string => questions.join(' ');

function withOffers(moment: Moment, go: (offers: readonly ShownOffer[], status: string) => Move): Move {
  const found = foundBy<Offers>(moment, 'get_offers');
  if (!found) return { use: 'get_offers', input: {} };
  return go(
    found.offers.filter(({ canBeAccepted }) => canBeAccepted),
    found.requestStatus,
  );
}

function showOffers(offers: readonly ShownOffer[], requestStatus: string): Move {
  if (offers.length === 0) {
    return {
      say: `There is no offer to choose from; your request is ${plain(requestStatus)}. I will have them here as they come in.`,
    };
  }
  const lines = offers.map((offer, index) => `${index + 1}. ${offerLine(offer)}`);
  return {
    say: [`There ${offers.length === 1 ? 'is one offer' : `are ${offers.length} offers`}:`, ...lines].join('\n'),
  };
}

function offerLine({ provider, price, slots, timezone }: ShownOffer): string {
  const rating = provider.rating === null ? 'no rating yet' : `${provider.rating} from ${provider.reviewCount} reviews`;
  return `${provider.name} (${rating}): ${moneyWords(price)}, ${slotWords(slots, timezone)}`;
}

const slotWords = (slots: ShownOffer['slots'], timezone: string): string =>
  listed(
    slots.map(({ start }) => whenOf(start, timezone)),
    'or',
  );

/** Books the very time that was said, by the clock of the offer; no other day or time takes its place. */
function book(moment: Moment, offers: readonly ShownOffer[], { ordinal }: Of<'book_offer'>): Move {
  if (offers.length === 0) return { say: 'There is no offer that can be accepted now.' };
  const offer = pick(offers, ordinal, ({ price }) => price.amount);
  if (!offer) {
    return { say: `Which one? ${offers.map((each, index) => `${index + 1}. ${offerLine(each)}`).join('\n')}` };
  }
  const there = { ...moment, context: { ...moment.context, timezone: offer.timezone } };
  const said = read(there, draftOf(moment)).intent;
  const slot = said.kind === 'book_offer' ? said.slot : undefined;
  const fitting = slotsAt(offer.slots, slot, offer.timezone);
  const [only, ...others] = fitting;
  if (!only) return { say: notOffered(there, offer, slot) };
  if (others.length > 0) {
    return { say: `${offer.provider.name} has offered ${slotWords(fitting, offer.timezone)}. Which time?` };
  }
  return { use: 'accept_offer', input: { offerId: offer.offerId, slot: only } };
}

function notOffered(
  { context }: Moment,
  { provider, slots, timezone }: ShownOffer,
  slot: SpokenSlot | undefined,
): string {
  const offered = slotWords(slots, timezone);
  if (slot?.unknownDay) return `${doubtQuestion(slot.unknownDay)} ${provider.name} has offered ${offered}.`;
  const days = slot?.date === undefined ? (slot?.dates ?? []) : [slot.date];
  const past = slot ? days.filter((date) => isOver(slot, date, localNow(context.nowMs, timezone))) : [];
  const isPast = slot !== undefined && past.length > 0 && past.length === days.length;
  if (isPast) return `${capital(spokenDays(slot, past))} is past. ${provider.name} has offered ${offered}.`;
  return `${provider.name} has not offered that time, but ${offered}.`;
}

function status(moment: Moment): Move {
  const found = foundBy<Record<string, unknown>>(moment, 'get_request_status');
  if (!found) return { use: 'get_request_status', input: {} };
  const { serviceType, status: at, openOffers } = found;
  const offers =
    openOffers === 0 ? 'no open offer' : openOffers === 1 ? 'one open offer' : `${String(openOffers)} open offers`;
  return { say: `Your request for ${serviceWords(serviceType)} is ${plain(String(at))}, with ${offers}.` };
}

function others({ context, said }: Moment, intent: Intent): string {
  const { kind } = intent;
  const [open] = context.drafts;
  if (kind === 'approve' || kind === 'cancel') {
    if (!open) return 'There is no draft that waits for you.';
    return `I cannot decide for you by a word in the chat: ${kind} revision ${open.revision} of the draft itself. ${draftWords(open)}`;
  }
  if (intent.kind === 'unknown' && intent.refuses === 'offer') return DECLINES_NOTHING;
  if (intent.kind === 'unknown' && intent.refuses === 'order') return NOTHING_DONE;
  if (intent.kind === 'unknown' && intent.isOfBooking) return OF_BOOKING;
  if (intent.kind === 'unknown' && intent.isOfOffer) return CANCELS_NO_OFFER;
  if (kind === 'greeting' && isThanks(said)) return WELCOME;
  if (kind === 'greeting' || kind === 'help') return HELP;
  if (open && isOnlyFiller(said)) return `I have changed nothing. ${draftWords(open)}`;
  if (kind === 'show_leads' || kind === 'submit_offer') {
    return 'Leads and offers of providers belong into a conversation as a provider.';
  }
  return `I did not understand that. ${HELP}`;
}
