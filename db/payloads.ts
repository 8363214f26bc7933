import type { EntityManager } from '@mikro-orm/postgresql';
import type { BookingPlace } from '#domain/booking-places.ts';
import type { Currency } from '#domain/money.ts';
import type { ReviewBreakdown } from '#domain/reviews.ts';
import { CommandPayload } from './entities/command-payload.entity.ts';
import type { StoredSlot } from './entities/offer.entity.ts';
import type { ServiceRequest } from './entities/service-request.entity.ts';
import { factId } from './facts.ts';
import type { SqlReader } from './transaction.ts';

/** The columns that an edit may set, and the ids of its images. */
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
> & { media?: string[] };

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

/** What somebody says of a booking. The rating is no text, and nobody else's business either before it is published. */
export interface ReviewPayload {
  rating: number;
  comment: string;
  breakdown: ReviewBreakdown;
}

/** Why an operator has rejected an enrollment; the applicant reads it. */
export interface EnrollmentPayload {
  reason: string;
}

/**
 * Puts the texts of a command into their waiting place, once however often the command is given, and not at all when its
 * fact stands: nobody would fetch them any more. The command carries the id that is answered.
 */
export async function keepPayload(
  { em }: SqlReader,
  { commandId, fact, payload }: { commandId: string; fact: string; payload: object },
): Promise<string> {
  await em.execute(
    `insert into command_payloads (id, payload)
     select ?::uuid, ?::jsonb where not exists (select from events where id = ?) on conflict (id) do nothing`,
    [commandId, JSON.stringify(payload), factId(fact)],
  );
  return commandId;
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
