import type { LeadBody } from '#activities/chat/tools/leads.ts';
import { draftWords, requestWords } from '#activities/chat/wording.ts';
import { categoryOf, isServiceTypeName } from '#domain/catalog.ts';
import type { Intent } from '#domain/intake/intent-types.ts';
import { offerMove, type Bid } from './bidding.ts';
import { hoursMove } from './hours.ts';
import { failureOf, foundBy, preparedBy, type Moment, type Move } from './moment.ts';
import { pick } from './picking.ts';
import { priceWords } from './prices.ts';
import { isThanks, NOTHING_DONE, OF_BOOKING, OF_OFFER, ONLY_ENGLISH, read, WELCOME } from './understanding.ts';

const HELP =
  'Ask me for your leads, or tell me what to offer, such as “offer 55 dollars on Saturday at two”. I look into your calendar and ' +
  'prepare the offer; it is made when you approve it. Tell me when you work as well, such as “Monday to Friday 9 to 5” or ' +
  '“closed on December 24”.';
/** What is wanted in so many words is no talk of hours, whatever days it names. */
const OF_OTHERS: ReadonlySet<Intent['kind']> = new Set([
  'show_leads',
  'request_status',
  'submit_offer',
  'ask_price',
  'approve',
  'cancel',
  'greeting',
]);

/** What to do for somebody who does the work. */
export function providerMove(moment: Moment): Move {
  const prepared = preparedBy(moment);
  if (prepared) return { say: draftWords(prepared) };
  const failure = failureOf(moment);
  if (failure !== undefined) return { say: `I could not do that: ${failure}.` };
  const { intent, outOfScope } = read(moment, undefined);
  if (outOfScope) return { say: ONLY_ENGLISH };
  const isForbidden = intent.kind === 'unknown' && (intent.refuses !== undefined || intent.isOfOffer);
  const hours = isForbidden || OF_OTHERS.has(intent.kind) ? undefined : hoursMove(moment);
  if (hours) return hours;
  switch (intent.kind) {
    case 'show_leads':
    case 'request_status': // “what's new for me”
      return withLeads(moment, showLeads);
    case 'submit_offer':
      return withLeads(moment, (leads) => bid(moment, leads, intent));
    case 'approve':
    case 'cancel':
      return { say: decideYourself(moment, intent.kind) };
    case 'ask_price':
      return { say: priceWords(intent, undefined) };
    case 'greeting':
    case 'help':
      return { say: intent.kind === 'greeting' && isThanks(moment.said) ? WELCOME : HELP };
    case 'request':
    case 'edit':
    case 'show_offers':
    case 'book_offer':
    case 'cancel_request':
    case 'unknown':
      if (intent.kind === 'unknown' && intent.refuses) return { say: NOTHING_DONE };
      if (intent.kind === 'unknown' && intent.isOfBooking) return { say: OF_BOOKING };
      if (intent.kind === 'unknown' && intent.isOfOffer) return { say: withdrawing(moment) };
      return { say: `I did not understand that. ${HELP}` };
  }
}

function decideYourself({ context }: Moment, kind: 'approve' | 'cancel'): string {
  const [open] = context.drafts;
  if (!open) return 'There is no draft that waits for you.';
  return `I cannot decide for you by a word in the chat: ${kind} revision ${open.revision} of the draft itself. ${draftWords(open)}`;
}

/** An offer that is only prepared is a draft, and cancelled as one. */
function withdrawing(moment: Moment): string {
  return moment.context.drafts.length > 0 ? decideYourself(moment, 'cancel') : OF_OFFER;
}

function withLeads(moment: Moment, go: (leads: readonly LeadBody[]) => Move): Move {
  const found = foundBy<{ leads: readonly LeadBody[] }>(moment, 'get_matching_requests');
  return found ? go(found.leads) : { use: 'get_matching_requests', input: {} };
}

function showLeads(leads: readonly LeadBody[]): Move {
  if (leads.length === 0) return { say: 'There is no lead that you could offer for now.' };
  const lines = leads.map((lead, index) => `${index + 1}. ${leadLine(lead)}`);
  return { say: [`You have ${leads.length === 1 ? 'one lead' : `${leads.length} leads`}:`, ...lines].join('\n') };
}

function leadLine({ serviceType, requirements, location, timing, budget }: LeadBody): string {
  const { city, neighborhood, distanceKm } = location;
  const far = distanceKm === null ? '' : `, about ${distanceKm} km away`;
  return requestWords({ serviceType, requirements, location: { city, neighborhood }, timing, budget }) + far;
}

function bid(moment: Moment, leads: readonly LeadBody[], said: Bid): Move {
  if (leads.length === 0) return { say: 'There is no lead that you could offer for now.' };
  const fitting = leads.filter((lead) => isOf(lead, said));
  const lead = pick(said.ordinal === undefined ? fitting : leads, said.ordinal);
  if (lead && isOf(lead, said)) return offerMove(moment, lead, said);
  const why = fitting.length === 0 ? 'None of your leads is for that work. For which one?' : 'For which lead?';
  return { say: [why, ...leads.map((each, index) => `${index + 1}. ${leadLine(each)}`)].join('\n') };
}

/** “The plumbing one” is no other. */
function isOf({ serviceType }: LeadBody, { work }: Bid): boolean {
  if (work?.serviceType !== undefined) return work.serviceType === serviceType;
  const category = isServiceTypeName(serviceType) ? categoryOf(serviceType) : undefined;
  return work?.category === undefined || work.category === category;
}
