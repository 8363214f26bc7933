import type { z } from 'zod';
import type { OwnProvider, PublicProvider } from '#contracts/providers.ts';
import { isRatingShown } from '#domain/reputation.ts';
import type { OwnProviderRow, PublicProviderRow } from './providers.queries.ts';

/** A provider as anybody sees it; a rating shows only once there are enough reviews behind it. */
export function toPublicProvider(row: PublicProviderRow): z.input<typeof PublicProvider> {
  return {
    id: row.id,
    name: row.name,
    businessName: row.businessName,
    bio: row.bio,
    yearsExperience: row.yearsExperience,
    location: { city: row.city, neighborhood: row.neighborhood, serviceRadiusKm: row.serviceRadiusKm },
    services: row.services,
    specializations: row.specializations,
    timezone: row.timezone,
    reputation: {
      rating: isRatingShown(row.reviewerCount) ? row.rating : null,
      reviewCount: row.reviewCount,
      completedBookings: row.completedBookings,
      responseRate: row.responseRate,
      averageResponseHours: row.averageResponseHours,
    },
    status: row.status,
  };
}

/** A provider as it sees itself: the public page, how it is reached, and its calendar's rules. */
export function toOwnProvider(row: OwnProviderRow): z.input<typeof OwnProvider> {
  const { email, phone, address, timezone, schedule, exceptions } = row;
  const { minNoticeHours, maxBookingsPerDay, bufferMinutes, availabilityRevision: revision } = row;
  return {
    ...toPublicProvider(row),
    email,
    phone,
    address,
    availability: {
      revision,
      timezone,
      schedule,
      exceptions: exceptions.map(({ windows, ...rest }) => ({ ...rest, ...(windows && { windows: [...windows] }) })),
    },
    settings: { minNoticeHours, maxBookingsPerDay, bufferMinutes },
  };
}
