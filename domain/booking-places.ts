/** Where the work of a booking is done. */
export const BOOKING_PLACES = ['provider_location', 'consumer_location', 'other'] as const;
export type BookingPlace = (typeof BOOKING_PLACES)[number];
