import { BOOKING_LIFECYCLE } from './booking.ts';
import { ENROLLMENT_LIFECYCLE } from './enrollment.ts';
import { OFFER_LIFECYCLE } from './offer.ts';
import { REQUEST_LIFECYCLE } from './request.ts';
import { TURN_LIFECYCLE } from './turn.ts';

/** Every lifecycle there is, in the order in which the documentation shows them. */
export const LIFECYCLES = [
  REQUEST_LIFECYCLE,
  OFFER_LIFECYCLE,
  BOOKING_LIFECYCLE,
  ENROLLMENT_LIFECYCLE,
  TURN_LIFECYCLE,
] as const;
