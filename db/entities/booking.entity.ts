import { defineEntity, p } from '@mikro-orm/core';
import { BOOKING_PLACES } from '#domain/booking-places.ts';
import { BOOKING_STATUSES } from '#domain/lifecycles/booking.ts';
import { PARTIES } from '#domain/lifecycles/transitions.ts';
import { CURRENCIES } from '#domain/money.ts';
import type { CancellationPolicy } from '#domain/policy/cancellation.ts';
import { Account } from './account.entity.ts';
import { Offer } from './offer.entity.ts';
import { ProviderService } from './provider-service.entity.ts';
import { Provider } from './provider.entity.ts';
import { ServiceRequest } from './service-request.entity.ts';

/** One accepted slot of one offer; the database itself refuses two live bookings of one provider that overlap. */
export const BookingSchema = defineEntity({
  name: 'Booking',
  tableName: 'bookings',
  uniques: [{ properties: ['offer'] }], // an offer is accepted once, whatever the code above does
  indexes: [
    { properties: ['request'] },
    { properties: ['service'] },
    { properties: ['consumer', 'createdAt', 'id'] },
    { properties: ['provider', 'createdAt', 'id'] },
    {
      name: 'bookings_busy',
      expression:
        'create index bookings_busy on bookings using gist (provider_id, tstzrange(scheduled_start, scheduled_end))' +
        " where status in ('confirmed', 'in_progress', 'completed')",
    },
    { name: 'bookings_live', properties: ['scheduledEnd'], where: `status in ('confirmed', 'in_progress')` },
  ],
  checks: [
    {
      name: 'bookings_no_overlap',
      expression:
        'exclude using gist (provider_id with =, tstzrange(scheduled_start, scheduled_end) with &&)' +
        " where (status in ('confirmed', 'in_progress'))",
    },
  ],
  properties: {
    id: p.uuid().primary(),
    request: () => p.manyToOne(ServiceRequest),
    offer: () => p.manyToOne(Offer),
    provider: () => p.manyToOne(Provider),
    consumer: () => p.manyToOne(Account),
    service: () => p.manyToOne(ProviderService),
    scheduledStart: p.datetime(3),
    scheduledEnd: p.datetime(3).check('scheduled_end > scheduled_start'),
    timezone: p.string().length(64),
    locationType: p.enum(BOOKING_PLACES),
    locationAddress: p.text().nullable(),
    locationInstructions: p.text().nullable(),
    priceAmount: p.integer().check('price_amount >= 0'),
    priceCurrency: p.enum(CURRENCIES).columnType('char(3)'),
    policy: p.json<CancellationPolicy>(),
    cancelledAt: p.datetime(3).nullable(),
    cancelledBy: p.enum(PARTIES).nullable(),
    cancelReason: p.text().nullable(),
    cancelFee: p.integer().nullable(),
    completedAt: p.datetime(3).nullable(),
    actualDurationMinutes: p.integer().nullable(),
    finalPriceAmount: p.integer().nullable(),
    completionNotes: p.text().nullable(),
    status: p.enum(BOOKING_STATUSES).default('confirmed'),
    version: p.integer().version(),
    createdAt: p.datetime(3).defaultRaw('now()'),
  },
});
export class Booking extends BookingSchema.class {}
BookingSchema.setClass(Booking);
