import { z } from 'zod';
import { OFFER_STATUSES } from '#domain/lifecycles/offer.ts';
import { BOOKING_PLACES } from '#domain/booking-places.ts';
import { CancellationPolicy } from './cancellation.ts';
import { Instant, InstantInput, Money, Revision, Slot, SlotInput, WHEN_SOUND } from './common.ts';
import { ACCEPT_OFFER_EXAMPLE, OFFER_EXAMPLE, SUBMIT_OFFER_EXAMPLE } from './examples.ts';
import { BookingId, OfferId, ProviderId, RequestId, ServiceId } from './ids.ts';
import { pageOf, PageQuery } from './page.ts';
import { textOf } from './text.ts';

export const OfferStatus = z.enum(OFFER_STATUSES).meta({ id: 'OfferStatus' });

const overlap = (a: Slot, b: Slot): boolean =>
  Date.parse(a.start) < Date.parse(b.end) && Date.parse(b.start) < Date.parse(a.end);

export const SubmitOffer = z
  .strictObject({
    serviceId: ServiceId,
    availableSlots: z.array(SlotInput).min(1).max(10),
    price: Money,
    priceNotes: textOf(500, 0).optional(),
    message: textOf(2000, 0).optional(),
    expiresAt: InstantInput.optional().meta({
      description: 'A day from now if absent; never later than the start of the first slot.',
    }),
  })
  .superRefine(({ availableSlots }, context) => {
    for (const [index, slot] of availableSlots.entries()) {
      if (!availableSlots.slice(0, index).some((earlier) => overlap(earlier, slot))) continue;
      const message = 'must not overlap another slot of the offer';
      context.addIssue({ code: 'custom', path: ['availableSlots', index], message });
    }
  })
  .meta({ id: 'SubmitOffer', examples: [SUBMIT_OFFER_EXAMPLE] });

export const AcceptOffer = z
  .strictObject({
    revision: Revision.meta({ description: 'The revision that the consumer has seen.' }),
    slot: SlotInput,
    location: z
      .strictObject({
        type: z.enum(BOOKING_PLACES),
        address: textOf(300, 3).optional(),
        instructions: textOf(500, 0).optional(),
      })
      .refine(({ type, address }) => type === 'provider_location' || address !== undefined, {
        error: "is needed unless the work is done at the provider's",
        path: ['address'],
        ...WHEN_SOUND,
      })
      .optional()
      .meta({
        description: "Where the work is done; at the provider's if absent. Anywhere else needs an `address`.",
      }),
  })
  .meta({ id: 'AcceptOffer', examples: [ACCEPT_OFFER_EXAMPLE] });

export const CloseOffer = z
  .strictObject({ reason: textOf(500, 3).optional() })
  .meta({ id: 'CloseOffer', examples: [{ reason: 'Another day suits me better.' }] });

export const Offer = z
  .strictObject({
    id: OfferId,
    requestId: RequestId,
    providerId: ProviderId,
    serviceId: ServiceId,
    serviceName: z.string(),
    availableSlots: z.array(Slot),
    timezone: z.string().meta({ description: "The provider's IANA zone, in which people read the slots." }),
    price: Money,
    policy: CancellationPolicy.meta({ description: 'What a booking of this offer is made under.' }),
    priceNotes: z.string().nullable(),
    message: z.string().nullable(),
    providerSnapshot: z.strictObject({
      name: z.string(),
      rating: z.number().nullable(),
      reviewCount: z.int(),
      portfolioSamples: z.array(z.string()).max(3),
    }),
    expiresAt: Instant,
    revision: z.int().positive(),
    status: OfferStatus,
    bookingId: BookingId.nullable(),
    allowedActions: z.array(z.enum(['accept', 'decline', 'withdraw'])),
    createdAt: Instant,
  })
  .meta({ id: 'Offer', examples: [OFFER_EXAMPLE] });
export const OfferPage = pageOf(Offer, 'OfferPage');
export const OfferQuery = PageQuery.extend({
  status: OfferStatus.optional().meta({ description: 'Only offers that stand there now.' }),
});
