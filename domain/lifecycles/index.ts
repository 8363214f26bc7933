import { BOOKING_LIFECYCLE } from './booking.ts';
import { OFFER_LIFECYCLE } from './offer.ts';
import { REQUEST_LIFECYCLE } from './request.ts';

/** Every lifecycle there is, in the order in which the documentation shows them. */
export const LIFECYCLES = [REQUEST_LIFECYCLE, OFFER_LIFECYCLE, BOOKING_LIFECYCLE] as const;
