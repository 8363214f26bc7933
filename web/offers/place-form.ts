import type { BookingPlace } from '#domain/booking-places.ts';
import type { CategoryName } from '#domain/catalog.ts';
import type { Schema } from '#web/api/client.ts';

/** Where the work is done, nested as the API has it. */
export interface PlaceValues {
  readonly location: { readonly type: BookingPlace; readonly address: string; readonly instructions: string };
}

/** Where work of a category is usually done. */
const USUAL: Record<CategoryName, BookingPlace> = {
  hair_beauty: 'provider_location',
  photography: 'provider_location',
  home_cleaning: 'consumer_location',
  plumbing: 'consumer_location',
  electrical: 'consumer_location',
};

/** The form before anybody has written into it. */
export const noPlace = (category: CategoryName): PlaceValues => ({
  location: { type: USUAL[category], address: '', instructions: '' },
});

/** What is missing, by its field. */
export function placeErrors({ location: { type, address } }: PlaceValues): Record<string, string> {
  const isMissing = type !== 'provider_location' && address.trim().length < 3;
  return isMissing ? { 'location.address': 'Say where the work is done.' } : {};
}

/** The place as an acceptance names it. */
export function toPlace({ location: { type, address, instructions } }: PlaceValues): Schema<'AcceptOffer'>['location'] {
  return {
    type,
    ...(type !== 'provider_location' && { address }),
    ...(instructions.trim() !== '' && { instructions }),
  };
}
