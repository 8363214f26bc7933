import type { LeadBody, Suggestion } from '#activities/chat/tools/leads.ts';
import { draftWords, priceFactorWords, requestWords } from '#activities/chat/wording.ts';
import { listed, moneyWords, whenOf } from '#activities/chat/words.ts';
import type { Intent } from '#domain/intake/intent-types.ts';
import { hoursMove } from './hours.ts';
import { failureOf, foundBy, preparedBy, type Moment, type Move } from './moment.ts';
import { pick, slotsAt } from './picking.ts';
import { ONLY_ENGLISH, read } from './understanding.ts';

type Bid = Extract<Intent, { kind: 'submit_offer' }>;

const HELP =
  'Ask me for your leads, or tell me what to offer, such as “offer 55 dollars on Saturday at two”. I look into your calendar and ' +
  'prepare the offer; it is made when you approve it. Tell me when you work as well, such as “Monday to Friday 9 to 5” or ' +
  '“closed on December 24”.';
const SHOWN_SLOTS = 3;
/** What is wanted in so many words is no talk of hours, whatever days it names. */
const OF_OTHERS: ReadonlySet<Intent['kind']> = new Set(['show_leads', 'submit_offer', 'approve', 'cancel', 'greeting']);

/** What to do for somebody who does the work. */
export function providerMove(moment: Moment): Move {
  const prepared = preparedBy(moment);
  if (prepared) return { say: draftWords(prepared) };
  const failure = failureOf(moment);
  if (failure !== undefined) return { say: `I could not do that: ${failure}.` };
  const { intent, outOfScope } = read(moment, undefined);
  if (outOfScope) return { say: ONLY_ENGLISH };
  const hours = OF_OTHERS.has(intent.kind) ? undefined : hoursMove(moment);
  if (hours) return hours;
  switch (intent.kind) {
    case 'show_leads':
      return withLeads(moment, showLeads);
    case 'submit_offer':
      return withLeads(moment, (leads) => bid(moment, leads, intent));
    case 'approve':
    case 'cancel':
      return { say: decideYourself(moment, intent.kind) };
    case 'greeting':
    case 'help':
      return { say: HELP };
    case 'request':
    case 'edit':
    case 'show_offers':
    case 'book_offer':
    case 'request_status':
    case 'cancel_request':
    case 'unknown':
      return { say: `I did not understand that. ${HELP}` };
  }
}

function decideYourself({ context }: Moment, kind: 'approve' | 'cancel'): string {
  const [open] = context.drafts;
  if (!open) return 'There is no draft that waits for you.';
  return `I cannot decide for you by a word in the chat: ${kind} revision ${open.revision} of the draft itself. ${draftWords(open)}`;
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
  const far = distanceKm === null ? '' : `, ${distanceKm.toFixed(1)} km away`;
  return requestWords({ serviceType, requirements, location: { city, neighborhood }, timing, budget }) + far;
}

function bid(moment: Moment, leads: readonly LeadBody[], { ordinal, price, slot }: Bid): Move {
  if (leads.length === 0) return { say: 'There is no lead that you could offer for now.' };
  const lead = pick(leads, ordinal);
  if (!lead) {
    return { say: ['For which lead?', ...leads.map((each, index) => `${index + 1}. ${leadLine(each)}`)].join('\n') };
  }
  const found = foundBy<Suggestion>(moment, 'suggest_offer');
  if (!found) {
    return { use: 'suggest_offer', input: { requestId: lead.requestId, ...(slot?.date && { date: slot.date }) } };
  }
  const { service, freeSlots, timezone } = found;
  if (!price) return { say: `What is your price? ${usual(found)}` };
  if (price.currency !== service.currency) {
    return { say: `Your service is priced in ${service.currency}. What is the price in that?` };
  }
  const fitting = slotsAt(freeSlots, slot, timezone);
  const [first, ...others] = fitting;
  if (!first) return { say: `You are not free then. ${freeWords(freeSlots, timezone)}` };
  if (others.length > 0 && slot?.time === undefined) return { say: `At what time? ${freeWords(fitting, timezone)}` };
  if (others.length > 0 && slot?.date === undefined) return { say: `On which day? ${freeWords(fitting, timezone)}` };
  const input = { requestId: lead.requestId, serviceId: service.id, availableSlots: [first], price };
  return { use: 'submit_offer', input };
}

function usual({ service, typicalPrice, priceFactors }: Suggestion): string {
  return [usualPrices({ service, typicalPrice }), priceFactorWords(priceFactors)]
    .filter((part) => part !== '')
    .join(' ');
}

function usualPrices({ service, typicalPrice }: Pick<Suggestion, 'service' | 'typicalPrice'>): string {
  const { priceMin, priceMax, currency } = service;
  const own = `You usually ask ${moneyWords({ amount: priceMin, currency })} to ${moneyWords({ amount: priceMax, currency })}`;
  if (!typicalPrice) return `${own}.`;
  const { min, max } = typicalPrice;
  const all = `${moneyWords({ amount: min, currency: typicalPrice.currency })} to ${moneyWords({ amount: max, currency: typicalPrice.currency })}`;
  return `${own}; ${all} is typical.`;
}

function freeWords(slots: Suggestion['freeSlots'], timezone: string): string {
  if (slots.length === 0) return 'Your calendar has no free time in the next two weeks.';
  return `You are free ${listed(
    slots.slice(0, SHOWN_SLOTS).map(({ start }) => whenOf(start, timezone)),
    'or',
  )}.`;
}
