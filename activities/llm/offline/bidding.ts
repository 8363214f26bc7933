import type { LeadBody, Suggestion } from '#activities/chat/tools/leads.ts';
import { priceFactorWords } from '#activities/chat/wording.ts';
import { daysOf, listed, moneyWords, whenOf } from '#activities/chat/words.ts';
import type { Intent, SpokenSlot } from '#domain/intake/intent-types.ts';
import { localNow } from '#domain/intake/local-now.ts';
import { doubtQuestion } from '#domain/intake/questions.ts';
import { isOver } from '#domain/intake/spoken-slot.ts';
import type { Moment, Move } from './moment.ts';
import { slotsAt } from './picking.ts';
import { capital, spokenDays, timeWords } from './spoken-words.ts';

/** What a provider has said of an offer. */
export type Bid = Extract<Intent, { kind: 'submit_offer' }>;

const SHOWN_SLOTS = 3;
/** `suggest_offer` looks at so many days at once, and an offer holds no more times than a few. */
const MAX_DAYS = 3;

/**
 * What to do for a provider who offers for a lead: an offer at the very time that was said, or why not and what there is instead.
 * No other day or time ever takes the place of one that was said.
 */
export function offerMove(moment: Moment, lead: LeadBody, { price, slot }: Bid): Move {
  if (slot?.unknownDay) return { say: doubtQuestion(slot.unknownDay) };
  const days = slot ? daysMeant(moment, lead, slot) : undefined;
  if (days === 'several') return { say: `Which day do you mean: ${daysOf(slot?.dates ?? [])}?` };
  const meant = days ? { ...slot, date: undefined, dates: days } : slot;
  const [found, around] = suggestionsIn(moment);
  const dates = days?.slice(0, MAX_DAYS);
  if (!found) return { use: 'suggest_offer', input: { requestId: lead.requestId, ...(dates && { dates }) } };
  const { service, freeSlots, timezone } = found;
  if (!price) return { say: `What is your price? ${usual(found)}` };
  if (price.currency !== service.currency) {
    return { say: `Your service is priced in ${service.currency}. What is the price in that?` };
  }
  const fitting = slotsAt(freeSlots, meant, timezone);
  if (fitting.length === 0) {
    const isElsewhere = days !== undefined && freeSlots.length === 0;
    if (isElsewhere && !around) return { use: 'suggest_offer', input: { requestId: lead.requestId } };
    return { say: notThen(moment, { slot, days, price }, isElsewhere && around ? around : found) };
  }
  const slots = oneEachDay(fitting, slot, days);
  if (!slots) {
    const what = slot?.time === undefined ? 'At what time?' : 'On which day?';
    return { say: `${what} ${freeWords(fitting, timezone, lead)}` };
  }
  const input = { requestId: lead.requestId, serviceId: service.id, availableSlots: slots, price };
  return { use: 'submit_offer', input };
}

function suggestionsIn({ used }: Moment): Suggestion[] {
  return used.flatMap(({ name, result }) =>
    name === 'suggest_offer' && result.status === 'ok' ? [result.data as Suggestion] : [],
  );
}

/**
 * The days that were said. A word with several readings means the one on which the lead wants the work; when that cannot
 * be told, but one of them is over, it is that one that has to be spoken of; else none may be chosen.
 */
function daysMeant(moment: Moment, lead: LeadBody, slot: SpokenSlot): readonly string[] | 'several' | undefined {
  if (slot.date !== undefined) return [slot.date];
  if (!slot.dates || !slot.isDoubtful) return slot.dates;
  const wanted = slot.dates.filter((date) => lead.timing.preferredDates.includes(date));
  if (wanted.length === 1) return wanted;
  const over = slot.dates.filter((date) => isOver(slot, date, nowOf(moment)));
  return over.length === 1 ? over : 'several';
}

const nowOf = ({ context }: Moment) => localNow(context.nowMs, context.timezone);

/** The one slot that fits; for "Saturday or Sunday at two" one on each of the days. Nothing when it has to be asked. */
function oneEachDay(
  fitting: Suggestion['freeSlots'],
  slot: SpokenSlot | undefined,
  days: readonly string[] | undefined,
): Suggestion['freeSlots'] | undefined {
  if (fitting.length === 1) return fitting;
  const isEach = slot?.time !== undefined && days !== undefined && days.length === fitting.length;
  return isEach && days.length <= MAX_DAYS ? fitting : undefined;
}

interface Missed {
  readonly slot: SpokenSlot | undefined;
  readonly days: readonly string[] | undefined;
  readonly price: NonNullable<Bid['price']>;
}

/** Why there is no offer at that time, and which times there are; what is past is called past. */
function notThen(moment: Moment, { slot, days, price }: Missed, { freeSlots, timezone, lead }: Suggestion): string {
  const free = freeWords(freeSlots, timezone, lead);
  if (!slot) return free;
  const past = days?.filter((date) => isOver(slot, date, nowOf(moment))) ?? [];
  const isPast = past.length > 0 && past.length === days?.length;
  if (!isPast) return `You are not free ${days ? 'on ' : ''}${spokenDays(slot, days)}. ${free}`;
  const [next] = slot.dates?.filter((date) => !past.includes(date)) ?? [];
  const instead = next === undefined ? '' : ` Do you mean ${daysOf([next])}?`;
  const example = next === undefined ? '' : ` Then say “offer ${moneyWords(price)} on ${next}${timeWords(slot)}”.`;
  return `${capital(spokenDays(slot, past))} is past.${instead}${example} ${free}`;
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

function freeWords(slots: Suggestion['freeSlots'], timezone: string, { timing }: Pick<LeadBody, 'timing'>): string {
  if (slots.length === 0) {
    return timing.preferredDates.length > 0
      ? 'You have no free time on the days for which the work is wanted.'
      : 'You have no free time in the next two weeks.';
  }
  const shown = slots.slice(0, SHOWN_SLOTS).map(({ start }) => whenOf(start, timezone));
  return `You are free ${listed(shown, 'or')}.`;
}
