import type { DraftKind, TurnFailure } from '#domain/chat.ts';
import { formatMoney, formatList } from '#web/kit/format.ts';
import { forKind, type ByKind, type Draft } from './draft.ts';
import { serviceTitle } from '#web/kit/request-words.ts';

interface KindWords {
  /** What the card is. */
  readonly title: string;
  /** What its button does. */
  readonly approve: string;
  /** What will happen then. */
  readonly effect: string;
  readonly isDestructive?: boolean;
}

/** How a draft introduces itself. */
export const wordsOf = (draft: Draft): KindWords => forKind(WORDS, draft);

const WORDS: ByKind<KindWords> = {
  create_service_request: () => ({
    title: 'Your request',
    approve: 'Send to providers',
    effect: 'Providers who fit and are free can then make you offers. Nothing is booked yet.',
  }),
  update_request_details: () => ({
    title: 'Change of your request',
    approve: 'Change the request',
    effect: 'Your request changes, and providers are looked for again.',
  }),
  accept_offer: ({ about }) => ({
    title: 'Your booking',
    approve: about.price ? `Book for ${formatMoney(about.price)}` : 'Book',
    effect: `The time is then booked with ${about.provider ?? 'the provider'}. Cancelling late may cost a fee.`,
  }),
  cancel_request: () => ({
    title: 'Cancel your request',
    approve: 'Cancel the request',
    effect: 'The request ends, its open offers with it. This cannot be undone.',
    isDestructive: true,
  }),
  submit_offer: ({ about }) => ({
    title: 'Your offer',
    approve: 'Send the offer',
    effect: `The client can then book one of these times for the ${(about.serviceType ? serviceTitle(about.serviceType) : 'Work').toLowerCase()}.`,
  }),
  submit_review: ({ about }) => ({
    title: 'Your review',
    approve: 'Submit the review',
    effect: `It appears together with that of ${about.provider ?? 'the provider'}, or after a week. It cannot be changed then.`,
  }),
  update_enrollment: () => ({
    title: 'Your provider profile',
    approve: 'Save',
    effect: 'It is saved to your application. Nobody else sees it before you submit it.',
  }),
  submit_enrollment: ({ about }) => ({
    title: 'Your application',
    approve: 'Submit',
    effect: about.needsVerification
      ? 'A person looks at your licence within a day; then you are a provider.'
      : 'You are a provider at once and can take requests.',
  }),
  update_availability: () => ({
    title: 'Your hours',
    approve: 'Save the hours',
    effect: 'They count at once for free times and new offers. What is booked stays booked.',
  }),
};

/** What can be changed in the card itself; the other kind says only yes or no. */
export const EDITABLE: Record<DraftKind, boolean> = {
  create_service_request: true,
  update_request_details: true,
  accept_offer: true,
  cancel_request: true,
  submit_offer: true,
  submit_review: true,
  update_enrollment: true,
  submit_enrollment: false,
  update_availability: true,
};

const MISSING: Readonly<Record<string, string>> = {
  serviceType: 'what should be done',
  location: 'the city',
  reason: 'the reason',
  slot: 'the time',
  serviceId: 'the service',
  price: 'the price',
  availableSlots: 'at least one time',
  rating: 'the stars',
  comment: 'what you say about it',
  timezone: 'the time zone',
  schedule: 'the hours',
};

/** `Still needed: the city and the price.` Undefined when it is complete. */
export function missingWords({ missing }: Draft): string | undefined {
  if (missing.length === 0) return undefined;
  return `Still needed: ${formatList(missing.map((field) => MISSING[field] ?? field))}.`;
}

/** Why a turn has no answer. */
export const FAILURE_WORDS: Record<TurnFailure, string> = {
  cancelled: 'Stopped. There is no answer to this message.',
  model_failed: 'The agent could not answer.',
  budget_exhausted: 'The agent has answered as much as it may for today.',
  unavailable: 'It could not be done just now.',
  suspended: 'The account is suspended.',
};
