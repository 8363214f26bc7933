import { capitalized } from './format.ts';
import type { Schema } from '#web/api/client.ts';

type Event = Schema<'TimelineEvent'>;

/** Who did something, for readers who are no party. */
const ACTORS: Record<Event['actor'], string> = {
  consumer: 'the client',
  provider: 'the provider',
  admin: 'an operator',
  system: 'Proxie',
};

/** What is said of each kind of event; one that is not known here is read as it is called. */
const EVENTS: Readonly<Record<string, string>> = {
  'request.created': 'Request sent',
  'request.matching': 'Search for providers began',
  'request.wave_sent': 'Providers were asked',
  'request.edited': 'Request changed',
  'request.offers_received': 'First offer came in',
  'request.booked': 'Booked',
  'request.reopened': 'Request reopened',
  'request.expired': 'Request expired',
  'request.cancelled': 'Request cancelled',
  'offer.submitted': 'Offer made',
  'offer.slots_confirmed': 'Times outside the opening hours confirmed',
  'offer.accepted': 'Offer accepted',
  'offer.declined': 'Offer declined',
  'offer.withdrawn': 'Offer withdrawn',
  'offer.expired': 'Offer expired',
  'offer.superseded': 'Offer closed: another was chosen',
  'offer.reopened': 'Offer open again',
  'offer.revised': 'Offer changed',
  'booking.confirmed': 'Booking confirmed',
  'booking.checked_in': 'Work began',
  'booking.completed': 'Work completed',
  'booking.cancelled': 'Booking cancelled',
  'booking.reviews_published': 'Reviews published',
  'review.submitted': 'Review written',
  'review.responded': 'Review answered',
  'enrollment.created': 'Enrollment begun',
  'enrollment.submitted': 'Enrollment submitted',
  'enrollment.referred': 'Given to an operator to decide',
  'enrollment.reminded': 'Operators reminded',
  'enrollment.verified': 'Verified',
  'enrollment.approved': 'Approved',
  'enrollment.rejected': 'Rejected',
};

/** `Request changed 3 times`. */
export function eventTitle({ type, repeated }: Pick<Event, 'type' | 'repeated'>): string {
  const title = EVENTS[type] ?? sentence(type);
  return repeated > 1 ? `${title} ${repeated} times` : title;
}

/** The parties as the reader of a timeline calls them; one is `you`. */
export type ActorNames = Partial<Record<Event['actor'], string>>;

/** `by you`, `by Petra's Curls`; nothing where Proxie did it by itself. */
export function eventActor({ actor }: Pick<Event, 'actor'>, names: ActorNames = {}): string | undefined {
  return actor === 'system' ? undefined : `by ${names[actor] ?? ACTORS[actor]}`;
}

/** `booking.no_show_reported` as `Booking no show reported`. */
function sentence(type: string): string {
  const words = type.replaceAll(/[._]/g, ' ');
  return capitalized(words);
}
