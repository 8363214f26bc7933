import { z } from 'zod';
import { BOOKING_PLACES } from '#domain/booking-places.ts';
import { BOOKING_STATUSES } from '#domain/lifecycles/booking.ts';
import { PARTIES } from '#domain/lifecycles/transitions.ts';
import { CANCELLATION_TIERS } from '#domain/policy/cancellation.ts';
import { Instant, InstantInQuery, Money } from './common.ts';
import { CancellationPolicy } from './cancellation.ts';
import { BOOKING_EXAMPLE, COMPLETE_BOOKING_EXAMPLE } from './examples.ts';
import { AccountId, BookingId, LinksWithWorkflow, OfferId, ProviderId, RequestId, ServiceId } from './ids.ts';
import { pageOf, PageQuery } from './page.ts';
import { textOf } from './text.ts';

export const BookingStatus = z.enum(BOOKING_STATUSES).meta({ id: 'BookingStatus' });

export const CompleteBooking = z
  .strictObject({
    actualDurationMinutes: z.int().positive().max(1440).optional(),
    finalPrice: Money.optional().meta({ description: "In the booking's currency; the agreed price if absent." }),
    notes: textOf(2000, 0).optional(),
  })
  .meta({ id: 'CompleteBooking', examples: [COMPLETE_BOOKING_EXAMPLE] });

const Contact = z.strictObject({
  name: z.string(),
  email: z
    .string()
    .nullable()
    .meta({ description: "Null when unknown, and for the other party's once the booking is cancelled." }),
  phone: z
    .string()
    .nullable()
    .meta({ description: "Null when unknown, and for the other party's once the booking is cancelled." }),
});

/** A booking as its two parties and operators see it: contact details and address belong to it as long as it stands. */
export const Booking = z
  .strictObject({
    id: BookingId,
    requestId: RequestId,
    offerId: OfferId,
    providerId: ProviderId,
    consumerId: AccountId,
    serviceId: ServiceId,
    serviceName: z.string(),
    scheduledStart: Instant,
    scheduledEnd: Instant,
    timezone: z.string(),
    location: z.strictObject({
      type: z.enum(BOOKING_PLACES),
      address: z
        .string()
        .nullable()
        .meta({ description: 'Null when none was named, and for both parties once the booking is cancelled.' }),
      instructions: z.string().nullable(),
    }),
    price: Money,
    provider: Contact,
    consumer: Contact,
    cancellation: z
      .strictObject({ at: Instant, by: z.enum(PARTIES), reason: z.string().nullable(), fee: Money })
      .nullable(),
    completion: z
      .strictObject({
        at: Instant,
        actualDurationMinutes: z.int().nullable(),
        finalPrice: Money,
        notes: z.string().nullable(),
      })
      .nullable(),
    policy: CancellationPolicy.meta({ description: 'As it stood when the booking was made.' }),
    status: BookingStatus,
    allowedActions: z.array(z.enum(['check_in', 'complete', 'cancel', 'review'])),
    links: LinksWithWorkflow,
    createdAt: Instant,
  })
  .meta({ id: 'Booking', examples: [BOOKING_EXAMPLE] });
export const BookingPage = pageOf(Booking, 'BookingPage');
export const BookingQuery = PageQuery.extend({
  role: z
    .enum(['consumer', 'provider'])
    .optional()
    .meta({ description: 'Only those in which the caller is on this side; both sides if absent.' }),
  status: BookingStatus.optional().meta({ description: 'Only bookings that stand there now.' }),
  from: InstantInQuery.optional().meta({ description: 'Only bookings that are scheduled to start then or later.' }),
  to: InstantInQuery.optional().meta({ description: 'Only bookings that are scheduled to start before then.' }),
});

export const CancelQuote = z.strictObject({ tier: z.enum(CANCELLATION_TIERS), fee: Money }).meta({
  id: 'CancelQuote',
  description: 'What cancelling would cost now.',
  examples: [{ tier: 'fee', fee: { amount: 2250, currency: 'USD' } }],
});
