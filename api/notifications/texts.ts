import type { NotifiedType } from '#contracts/feed.ts';

type Payload = Readonly<Record<string, string | number>>;

/** By what has changed, or else the status, as the entry carries them; `other` for those that need no words of their own. */
interface Texts {
  readonly [status: string]: string;
  readonly other: string;
}

/** What people are told, by the kind of entry and what it carries. The same words for both sides: an entry does not say whose it is. */
const TEXTS: Readonly<Record<NotifiedType, Texts>> = {
  'request:updated': {
    pending: 'The request has been received.',
    matching: 'We are looking for providers.',
    offers_received: 'The request has offers.',
    booked: 'The request is booked.',
    expired: 'The request has expired.',
    cancelled: 'The request was cancelled.',
    other: 'The request has changed.',
  },
  'lead:new': { other: 'A new request fits your services.' },
  'offer:new': { other: 'A new offer has come in.' },
  'offer:updated': {
    pending: 'An offer has new times or is open again.',
    accepted: 'An offer was accepted.',
    declined: 'An offer was declined.',
    expired: 'An offer has expired.',
    withdrawn: 'An offer was withdrawn.',
    superseded: 'The request was booked with another offer.',
    slots_confirmed: 'The provider has confirmed times of an offer outside the opening hours.',
    other: 'An offer has changed.',
  },
  'booking:confirmed': { other: 'The booking is confirmed.' },
  'booking:updated': {
    in_progress: 'The work has begun.',
    completed: 'The booking is completed.',
    cancelled: 'The booking was cancelled.',
    no_show: 'Somebody did not show up for the booking.',
    review_submitted: 'Your review has been received.',
    reviews_published: 'The reviews of the booking are published.',
    review_answered: 'A review has a response.',
    other: 'The booking has changed.',
  },
  'review:requested': { other: 'You can review the booking now.' },
  'enrollment:updated': {
    draft: 'An enrollment was started.',
    pending: 'An enrollment was submitted.',
    pending_verification: 'An enrollment is waiting for an operator.',
    verified: 'The enrollment is verified: the provider is active.',
    rejected: 'The enrollment was not accepted; it says why.',
    other: 'The enrollment has changed.',
  },
  'chat:response': { failed: 'Your message could not be answered.', other: 'There is an answer to your message.' },
};

/** An entry in plain English, made of its kind, its status and what has changed. */
export function textOf(type: NotifiedType, { status = '', change = status }: Payload): string {
  const texts = TEXTS[type];
  return (Object.hasOwn(texts, change) ? texts[change] : undefined) ?? texts.other;
}
