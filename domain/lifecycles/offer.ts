import type { Lifecycle } from './transitions.ts';

export const OFFER_STATUSES = ['pending', 'accepted', 'declined', 'expired', 'withdrawn', 'superseded'] as const;
/** Where an offer stands; only a `pending` one can be accepted. */
export type OfferStatus = (typeof OFFER_STATUSES)[number];

export const OFFER_COMMANDS = ['accept', 'decline', 'withdraw', 'expire', 'supersede', 'reopen'] as const;
/** What can be asked of an offer. */
export type OfferCommand = (typeof OFFER_COMMANDS)[number];

/** Conditions on an offer that its status does not tell. */
export type OfferGuard = 'not_expired';

/** The life of an offer. */
export const OFFER_LIFECYCLE: Lifecycle<OfferStatus, OfferCommand, OfferGuard> = {
  name: 'Offer',
  statuses: OFFER_STATUSES,
  start: 'pending',
  transitions: [
    {
      from: 'pending',
      to: 'accepted',
      command: 'accept',
      by: ['consumer'],
      guard: 'not_expired',
      meaning: 'the consumer takes one of its slots',
    },
    {
      from: 'pending',
      to: 'declined',
      command: 'decline',
      by: ['consumer', 'admin'],
      meaning: 'the consumer does not want it, or calls the request off',
    },
    {
      from: 'pending',
      to: 'declined',
      command: 'decline',
      by: ['system'],
      meaning: 'the request is called off, because the account of its consumer stays suspended',
    },
    { from: 'pending', to: 'withdrawn', command: 'withdraw', by: ['provider'], meaning: 'the provider takes it back' },
    {
      from: 'pending',
      to: 'withdrawn',
      command: 'withdraw',
      by: ['system'],
      meaning: 'the provider has closed the hours of all its slots, or its account stays suspended',
    },
    { from: 'pending', to: 'expired', command: 'expire', by: ['system'], meaning: 'nobody answered in time' },
    {
      from: 'pending',
      to: 'superseded',
      command: 'supersede',
      by: ['system'],
      meaning: 'the request was booked with another offer',
    },
    {
      from: 'superseded',
      to: 'pending',
      command: 'reopen',
      by: ['system'],
      meaning: 'the booking was lost and this offer still holds',
    },
  ],
};
