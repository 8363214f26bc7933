import { formatElsewhere, formatInstant, formatSlot, placeOfZone } from '#web/kit/format-time.ts';
import { formatMoney } from '#web/kit/format.ts';
import {
  forKind,
  type AboutRequest,
  type ByKind,
  type Draft,
  type DraftOf,
  type HoursBody,
  type RequestBody,
} from './draft.ts';
import { enrolledServiceWords, enrollmentFacts } from './enrollment-facts.ts';
import { fact, type DraftFact, type Reading } from './fact.ts';
import { datesWords, weekWords } from './hours-words.ts';
import { budgetWords, imagesWords, timingWords, whereWords, workWords } from './draft-request-words.ts';

/** Everything that a draft says, in the order in which people ask; what is not said is left out. */
export function factsOf(draft: Draft, reading: Reading): DraftFact[] {
  return forKind(factsBy(reading), draft).filter(({ lines }) => lines.length > 0);
}

function factsBy(reading: Reading): ByKind<DraftFact[]> {
  return {
    create_service_request: ({ body }) => requestFacts(body, undefined, reading),
    update_request_details: ({ body, about }) => [
      fact('Request', aboutWords(about)),
      ...requestFacts(body, about, reading),
    ],
    accept_offer: (draft) => bookingFacts(draft, reading),
    cancel_request: ({ body, about }) => [
      fact('Request', aboutWords(about)),
      fact('When', timingWords(about.timing, reading.nowMs)),
      fact('Reason', body.reason, { field: 'reason' }),
    ],
    submit_offer: (draft) => offerFacts(draft, reading),
    submit_review: (draft) => reviewFacts(draft, reading),
    update_enrollment: ({ body }) => enrollmentFacts(body),
    submit_enrollment: ({ about }) => [fact('Services', (about.services ?? []).map(enrolledServiceWords))],
    update_availability: ({ body, about }) => hoursFacts(body, about.today, reading),
  };
}

/** Beside each field of a change stands how it is now. */
function requestFacts(body: RequestBody, about: AboutRequest | undefined, { nowMs }: Reading): DraftFact[] {
  const { serviceType, requirements, location, timing, budget, media } = body;
  const title = serviceType ?? (requirements && about?.serviceType);
  return [
    fact('What', workWords(title, requirements?.specializations), {
      field: 'what',
      ...was(about && workWords(about.serviceType, about.requirements?.specializations)),
    }),
    fact('Details', requirements?.description, { field: 'what', ...was(about?.requirements?.description) }),
    fact('Where', whereWords(location, location?.maxDistanceKm), {
      field: 'where',
      ...was(about && whereWords(about)),
    }),
    fact('When', timingWords(timing, nowMs), { field: 'when', ...was(about && timingWords(about.timing, nowMs)) }),
    fact('Budget', budget === null ? 'none' : budgetWords(budget), {
      field: 'budget',
      ...was(about && budgetWords(about.budget)),
    }),
    fact('Images', imagesWords(media)),
  ];
}

/** Where the work of a booking can be done, for its consumer. */
export const PLACE_WORDS = {
  provider_location: 'At the provider’s',
  consumer_location: 'At your place',
  other: 'Somewhere else',
} as const;

function bookingFacts({ body, about }: DraftOf<'accept_offer'>, reading: Reading): DraftFact[] {
  const { type = 'provider_location', address, instructions } = body.location ?? {};
  return [
    fact('What', about.serviceName),
    fact('With', about.provider),
    fact('When', body.slot && slotLines(body.slot, about.timezone, reading), { field: 'slot' }),
    fact('Where', [PLACE_WORDS[type], address ?? '', instructions ?? ''], { field: 'place' }),
    fact('Price', about.price && formatMoney(about.price)),
  ];
}

function offerFacts({ body, about }: DraftOf<'submit_offer'>, reading: Reading): DraftFact[] {
  const { viewer, nowMs } = reading;
  const slots = (body.availableSlots ?? []).flatMap((slot) => slotLines(slot, about.timezone, reading));
  return [
    fact('For', aboutWords(about)),
    fact('They want', timingWords(about.timing, nowMs)),
    fact('Their budget', budgetWords(about.budget)),
    fact('Price', body.price && formatMoney(body.price), { field: 'price' }),
    fact('Note to the price', body.priceNotes, { field: 'priceNotes' }),
    fact('Times', slots, { field: 'availableSlots' }),
    fact('Message', body.message, { field: 'message' }),
    fact('Open until', body.expiresAt && formatInstant(body.expiresAt, viewer, nowMs)),
  ];
}

function reviewFacts({ body, about }: DraftOf<'submit_review'>, { viewer, nowMs }: Reading): DraftFact[] {
  const { rating, comment, breakdown = {} } = body;
  const { provider, serviceName, scheduledStart, timezone = viewer } = about;
  const aspects = Object.entries(breakdown).map(([aspect, stars]) => `${aspect} ${stars}`);
  return [
    fact('For', [provider, serviceName].filter(Boolean).join(', ')),
    fact('When', scheduledStart && formatInstant(scheduledStart, timezone, nowMs)),
    fact('Stars', rating === undefined ? undefined : `${rating} of 5`, { field: 'rating' }),
    fact('In detail', aspects.join(', '), { field: 'breakdown' }),
    fact('What you say', comment, { field: 'comment' }),
  ];
}

function hoursFacts(body: HoursBody, today: string | undefined, { nowMs }: Reading): DraftFact[] {
  const kept = body.keepOfferedSlots ? 'Stay, also outside these hours' : undefined;
  return [
    ...weekWords(body.schedule).map(([days, hours]) => fact(days, hours, { field: 'schedule' })),
    ...datesWords(body.exceptions, today, nowMs).map(([day, hours]) => fact(day, hours, { field: 'exceptions' })),
    fact('Time zone', body.timezone && placeOfZone(body.timezone), { field: 'schedule' }),
    fact('Offered times', kept, { field: 'keepOfferedSlots' }),
  ];
}

type Slot = NonNullable<OfferSlots>[number];
type OfferSlots = DraftOf<'submit_offer'>['body']['availableSlots'];

/** In the viewer's time, and in the provider's where clocks differ there. */
function slotLines({ start, end, outsideHours }: Slot, zone: string | undefined, { viewer, nowMs }: Reading): string[] {
  const own = formatSlot({ start, end }, viewer, nowMs) + (outsideHours ? ' (outside the opening hours)' : '');
  return [own, formatElsewhere(start, { zone: zone ?? viewer, viewer, nowMs }) ?? ''];
}

const was = (before: string | undefined): { before?: string } => (before ? { before } : {});

/** `Haircut in Brooklyn, New York`. */
function aboutWords(about: AboutRequest): string {
  const where = whereWords(about);
  return [workWords(about.serviceType), where && `in ${where}`].filter(Boolean).join(' ');
}
