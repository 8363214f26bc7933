import type { EntityManager } from '@mikro-orm/postgresql';
import type { BookingPlace } from '#domain/booking-places.ts';
import type { Currency } from '#domain/money.ts';
import { CommandPayload } from './entities/command-payload.entity.ts';
import type { StoredSlot } from './entities/offer.entity.ts';
import type { ServiceRequest } from './entities/service-request.entity.ts';

/** The columns that an edit may set. */
export type RequestEdit = Partial<
  Pick<
    ServiceRequest,
    | 'category'
    | 'serviceType'
    | 'specializations'
    | 'description'
    | 'city'
    | 'neighborhood'
    | 'lat'
    | 'lng'
    | 'maxDistanceKm'
    | 'urgency'
    | 'preferredDates'
    | 'preferredTimes'
    | 'timingFlexibility'
    | 'budgetMin'
    | 'budgetMax'
    | 'budgetCurrency'
    | 'budgetFlexibility'
  >
>;

/** What a provider writes into an offer; it waits in the command's payload and not in the history. */
export interface OfferPayload {
  serviceId: string;
  slots: StoredSlot[];
  price: { amount: number; currency: Currency };
  priceNotes?: string;
  message?: string;
  expiresAt?: string;
}

/** Where the work is to be done, as the consumer says on accepting. */
export interface PlacePayload {
  location: { type: BookingPlace; address?: string; instructions?: string };
}

/** The texts and figures that come with a command on a booking. */
export interface BookingPayload {
  reason: string;
  notes: string;
  actualDurationMinutes: number;
  finalPriceAmount: number;
}

/** Takes the texts of a command out of their waiting place; they are gone from it when the transaction commits. */
export async function takePayload<Payload extends object>(
  em: EntityManager,
  payloadId: string | undefined,
): Promise<Partial<Payload>> {
  if (payloadId === undefined) return {};
  const row = await em.findOne(CommandPayload, payloadId);
  if (!row) return {};
  em.remove(row);
  return row.payload as Partial<Payload>;
}
