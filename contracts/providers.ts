import { z } from 'zod';
import { PROVIDER_STATUSES } from '#domain/accounts.ts';
import { ShownSchedule, ShownWindows } from './availability.ts';
import { Category, ServiceType } from './catalog.ts';
import { CurrencyCode, InstantInQuery, Slot } from './common.ts';
import { ProviderId, ServiceId } from './ids.ts';
import { limitUpTo } from './page.ts';

const Service = z
  .strictObject({
    id: ServiceId,
    name: z.string(),
    category: Category,
    serviceType: ServiceType,
    description: z.string(),
    durationMinutes: z.int().positive(),
    priceMin: z.int().nonnegative(),
    priceMax: z.int().nonnegative(),
    currency: CurrencyCode,
  })
  .meta({ id: 'ProviderService' });

const publicFields = {
  id: ProviderId,
  name: z.string(),
  businessName: z.string().nullable(),
  bio: z.string(),
  yearsExperience: z.int().nonnegative(),
  location: z.strictObject({ city: z.string(), neighborhood: z.string().nullable(), serviceRadiusKm: z.number() }),
  services: z.array(Service),
  specializations: z.array(z.string()),
  timezone: z.string(),
  reputation: z.strictObject({
    rating: z.number().nullable().meta({ description: 'Shown from three different reviewers on.' }),
    reviewCount: z.int().nonnegative(),
    completedBookings: z.int().nonnegative(),
    responseRate: z.number().nullable(),
    averageResponseHours: z.number().nullable(),
  }),
  status: z.enum(PROVIDER_STATUSES),
};

/** A provider as anybody sees it: no mail, no phone, no address. */
export const PublicProvider = z.strictObject(publicFields).meta({ id: 'PublicProvider' });

/** A provider as it sees itself. */
export const OwnProvider = z
  .strictObject({
    ...publicFields,
    email: z.string(),
    phone: z.string().nullable(),
    address: z.string().nullable(),
    availability: z.strictObject({
      revision: z.int().positive().meta({ description: 'Grows with every change of the hours.' }),
      timezone: z.string(),
      schedule: ShownSchedule,
      exceptions: z.array(
        z.strictObject({ date: z.string(), closed: z.boolean().optional(), windows: ShownWindows.optional() }),
      ),
    }),
    settings: z.strictObject({
      minNoticeHours: z.int().nonnegative(),
      maxBookingsPerDay: z.int().positive().nullable(),
      bufferMinutes: z.int().nonnegative(),
    }),
  })
  .meta({ id: 'OwnProvider' });

export const SlotsQuery = z
  .strictObject({
    serviceId: ServiceId,
    from: InstantInQuery.optional().meta({ description: 'Now if absent.' }),
    to: InstantInQuery.optional().meta({ description: 'Two weeks after `from` if absent; at most 31 days.' }),
    limit: limitUpTo(200).default(50),
  })
  .meta({ id: 'SlotsQuery' });

/** The free slots of a provider for one service, by the same rule that guards offers and bookings. */
export const Slots = z.strictObject({ timezone: z.string(), items: z.array(Slot) }).meta({ id: 'Slots' });
