import type { SubmitReview } from '#contracts/reviews.ts';
import type { Refused } from '#contracts/use-cases.ts';
import type { DraftKind } from '#domain/chat.ts';
import { missingIn } from '#domain/drafts.ts';
import { enrollmentWords, handedInWords, handingInWords, savedWords } from './enrollment-words.ts';
import { hoursWords } from './hours-words.ts';
import type { Draft } from './talk-rows.ts';
import { daysOf, listed, moneyWords, plain, serviceWords, whenOf } from './words.ts';

/** Said of a draft that is cancelled after an approval of which nobody knows what came of it. */
export const CANCELLED_AFTER_APPROVAL =
  'The draft is gone. You approved it before, and I could not find out what came of it: please look whether it took effect.';

export const NO_DRAFT = 'There is no such draft in this conversation. Nothing was done.';

const MISSING: Readonly<Record<string, string>> = {
  serviceType: 'what should be done',
  location: 'the city',
  reason: 'the reason',
  slot: 'the time',
  price: 'the price',
  availableSlots: 'at least one time',
  rating: 'the stars, from 1 to 5',
  comment: 'what you say about it',
};

/** What a draft still needs. */
export function missingWords(missing: readonly string[]): string {
  return `The draft is not complete yet: it still needs ${listed(missing.map((each) => MISSING[each] ?? plain(each)))}. Nothing was sent.`;
}

/** For a decision about a revision that does not stand any more. */
export function staleWords({ status, revision }: Draft, seen: number): string {
  if (status === 'approved') return 'This draft was approved already; nothing was done a second time.';
  if (status === 'cancelled') return 'This draft was cancelled. Nothing was done.';
  return `The draft has changed since: you decided about revision ${seen}, and it is at revision ${revision} now. Nothing was done. Look at it again.`;
}

export function wrongChangeWords(wrong: string): string {
  return `The draft cannot be changed like that: ${wrong}. It stays as it was.`;
}

/** The API's no, in words that help. */
export function refusedWords({ detail, errors = [] }: Refused): string {
  const fields = errors.map(({ path, message }) => `${path} ${message}`).join('; ');
  return `That was refused: ${detail}${fields === '' ? '' : ` (${fields})`}. The draft is still here; change it or cancel it.`;
}

type Body = Readonly<Record<string, unknown>>;
interface Named {
  readonly body: Body;
  readonly about: Body;
}

/** What a draft says, for whoever has to decide about it. */
export function draftWords({
  kind,
  revision,
  body,
  about,
}: Pick<Draft, 'kind' | 'revision' | 'body' | 'about'>): string {
  const missing = missingIn(kind, body);
  const open =
    missing.length > 0
      ? `It still needs ${listed(missing.map((each) => MISSING[each] ?? plain(each)))}.`
      : `Approve revision ${revision} of the draft and it is done; nothing happens before.`;
  return `${SAYS[kind]({ body, about })} ${open}`;
}

const SAYS: Readonly<Record<DraftKind, (draft: Named) => string>> = {
  create_service_request: ({ body }) => `I have prepared your request: ${requestWords(body)}.`,
  update_request_details: ({ body, about }) =>
    `I have prepared a change of your request for ${serviceWords(about.serviceType)}: ${requestWords(body)}.`,
  accept_offer: ({ body, about }) =>
    `I have prepared the booking: ${String(about.serviceName)} with ${String(about.provider)}, ${slotWords(body.slot, about.timezone)}, for ${moneyWords(about.price)}.`,
  cancel_request: ({ about }) => `I have prepared to cancel your request for ${serviceWords(about.serviceType)}.`,
  submit_offer: ({ body, about }) =>
    `I have prepared your offer: ${serviceWords(about.serviceType)} for ${moneyWords(body.price)}, ${slotsWords(body.availableSlots, about.timezone)}.`,
  submit_review: ({ body, about }) =>
    `I have prepared your review of ${String(about.provider)} (${String(about.serviceName)}, ${whenOf(String(about.scheduledStart), String(about.timezone))})${reviewWords(body)}.`,
  update_enrollment: ({ body }) => `I have prepared your enrollment: ${enrollmentWords(body)}.`,
  submit_enrollment: ({ about }) => handingInWords(about),
  update_availability: ({ body, about }) => `I have prepared your hours: ${hoursWords(body, about.today)}.`,
};

/** What was done by an approval. */
export function approvedWords({ kind, about, body }: Pick<Draft, 'kind' | 'about' | 'body'>, answer: unknown): string {
  return DONE[kind]({ about, body }, (answer ?? {}) as Body);
}

const DONE: Readonly<Record<DraftKind, (draft: Named, answer: Body) => string>> = {
  create_service_request: ({ body }) =>
    `Done: your request for ${requestWords(body)} is in. Providers who fit hear of it now; ask me for the offers whenever you like.`,
  update_request_details: () => 'Done: your request is changed, and providers are looked for anew.',
  accept_offer: ({ about, body }) =>
    `Booked: ${String(about.serviceName)} with ${String(about.provider)}, ${slotWords(body.slot, about.timezone)}, for ${moneyWords(about.price)}.`,
  cancel_request: () => 'Done: your request is cancelled.',
  submit_offer: ({ about, body }) =>
    `Done: your offer of ${moneyWords(body.price)} for the ${serviceWords(about.serviceType)} is with the consumer.`,
  update_enrollment: (_draft, answer) => savedWords(answer),
  submit_enrollment: ({ about }, answer) => handedInWords(answer, String(about.timezone)),
  update_availability: ({ body, about }) =>
    `Done: your hours are ${hoursWords(body, about.today)}. They count at once; what is booked stays booked.`,
  submit_review: ({ about }, { status }) =>
    status === 'published'
      ? `Done: your review of ${String(about.provider)} has appeared, together with theirs.`
      : `Done: your review of ${String(about.provider)} is in. It appears together with theirs, or in a week.`,
};

/** `: 5 of 5 stars, quality 5, punctuality 4, “great cut”`; nothing as long as nothing is said. */
function reviewWords(review: Body): string {
  const { rating, comment, breakdown = {} } = review as Partial<SubmitReview>;
  const said = [
    rating === undefined ? '' : `${rating} of 5 stars`,
    ...Object.entries(breakdown).map(([aspect, stars]) => `${aspect} ${stars}`),
    comment === undefined ? '' : `“${comment}”`,
  ].filter((part) => part !== '');
  return said.length === 0 ? '' : `: ${said.join(', ')}`;
}

/** Of what moves a price, the rest is no help in a sentence. */
const MAX_FACTORS = 3;

interface RequestBody {
  readonly serviceType?: string;
  readonly requirements?: { readonly specializations?: readonly string[] };
  readonly location?: { readonly city?: string; readonly neighborhood?: string | null };
  readonly timing?: {
    readonly urgency?: string;
    readonly preferredDates?: readonly string[];
    readonly preferredTimes?: readonly string[];
  };
  readonly budget?: { readonly min: number; readonly max: number; readonly currency: string } | null;
  readonly media?: readonly string[];
}

/** `a haircut (curly hair) in Brooklyn, New York, on Sat, Nov 28 or Sun, Nov 29, for $60.00 to $80.00`. */
export function requestWords(given: Body): string {
  const { serviceType, requirements, location, timing, budget, media } = given as RequestBody;
  const special = requirements?.specializations ?? [];
  const where = [location?.neighborhood, location?.city].filter((part) => part).join(', ');
  return [
    serviceWords(serviceType) + (special.length > 0 ? ` (${special.map(plain).join(', ')})` : ''),
    where === '' ? '' : ` in ${where}`,
    timingWords(timing),
    budgetWords(budget),
    imageWords(media),
  ].join('');
}

/** `What moves the price: long hair takes longer; the stylist travels.` Nothing when nothing is known to. */
export function priceFactorWords(factors: readonly { readonly reason: string }[]): string {
  if (factors.length === 0) return '';
  const reasons = factors
    .slice(0, MAX_FACTORS)
    .map(({ reason }) => reason.charAt(0).toLowerCase() + reason.slice(1).replace(/\.$/, ''));
  return `What moves the price: ${reasons.join('; ')}.`;
}

function timingWords(timing: RequestBody['timing']): string {
  if (!timing) return '';
  const { urgency, preferredDates = [], preferredTimes = [] } = timing;
  const dates = preferredDates.length > 0 ? `, on ${daysOf(preferredDates)}` : '';
  const times = preferredTimes.length > 0 ? `, in the ${listed(preferredTimes, 'or')}` : '';
  return `${urgency === 'asap' ? ', as soon as possible' : ''}${dates}${times}`;
}

function budgetWords(budget: RequestBody['budget']): string {
  if (!budget) return '';
  const { min, max, currency } = budget;
  const most = moneyWords({ amount: max, currency });
  return min > 0 && min < max ? `, for ${moneyWords({ amount: min, currency })} to ${most}` : `, for up to ${most}`;
}

function imageWords(media: RequestBody['media'] = []): string {
  if (media.length === 0) return '';
  return media.length === 1 ? ', with one image' : `, with ${media.length} images`;
}

function slotWords(slot: unknown, timezone: unknown): string {
  const { start, outsideHours } = (slot ?? {}) as { start?: string; outsideHours?: boolean };
  if (start === undefined) return 'at a time still to be chosen';
  return `${whenOf(start, String(timezone))}${outsideHours ? ' (outside the opening hours)' : ''}`;
}

function slotsWords(slots: unknown, timezone: unknown): string {
  const all = Array.isArray(slots) ? slots : [];
  return all.length === 0
    ? 'without a time yet'
    : listed(
        all.map((slot) => slotWords(slot, timezone)),
        'or',
      );
}
