import type { z } from 'zod';
import type { OwnProvider, PublicProvider } from '#contracts/providers.ts';
import type { Lead } from '#contracts/requests.ts';

const SERVICE_ID = '01970e2f-0c3d-7e4f-8051-627384950a1b';

/** A provider as the document shows it. */
export const PUBLIC_PROVIDER_EXAMPLE: z.input<typeof PublicProvider> = {
  id: '01970e2f-0a1b-7c2d-8e3f-405162738495',
  name: 'Rosa Lind',
  businessName: 'Curl Corner',
  bio: 'Curls, waves and nothing else since 2014.',
  yearsExperience: 12,
  location: { city: 'Austin', neighborhood: 'Hyde Park', serviceRadiusKm: 20 },
  services: [
    {
      id: SERVICE_ID,
      name: 'Curly cut',
      category: 'hair_beauty',
      serviceType: 'haircut',
      description: 'Cut dry, curl by curl.',
      durationMinutes: 60,
      priceMin: 4000,
      priceMax: 8000,
      currency: 'USD',
    },
  ],
  specializations: ['curly_hair', 'long_hair'],
  timezone: 'America/Chicago',
  reputation: { rating: 4.7, reviewCount: 31, completedBookings: 58, responseRate: 0.92, averageResponseHours: 1.5 },
  status: 'active',
};

/** The same provider as it sees itself. */
export const OWN_PROVIDER_EXAMPLE: z.input<typeof OwnProvider> = {
  ...PUBLIC_PROVIDER_EXAMPLE,
  email: 'rosa@example.com',
  phone: '+1 512 555 0142',
  address: '4100 Duval Street, Austin',
  availability: {
    revision: 3,
    timezone: 'America/Chicago',
    schedule: { tuesday: [{ start: '09:00', end: '17:00' }], wednesday: [{ start: '09:00', end: '12:00' }] },
    exceptions: [{ date: '2026-03-10', closed: true }],
  },
  settings: { minNoticeHours: 24, maxBookingsPerDay: 6, bufferMinutes: 15 },
};

/** A search over one day and what it finds. */
export const SLOTS_QUERY_EXAMPLE = {
  serviceId: SERVICE_ID,
  from: '2026-03-03T00:00:00Z',
  to: '2026-03-04T00:00:00Z',
  limit: 2,
};
export const SLOTS_EXAMPLE = {
  timezone: 'America/Chicago',
  items: [
    { start: '2026-03-03T15:00:00.000Z', end: '2026-03-03T16:00:00.000Z' },
    { start: '2026-03-03T15:30:00.000Z', end: '2026-03-03T16:30:00.000Z' },
  ],
};

/** A request as that provider was told of it. */
export const LEAD_EXAMPLE: z.input<typeof Lead> = {
  requestId: '01970e3c-5f5e-7c1a-9d2b-3f4e5a6b7c8d',
  category: 'hair_beauty',
  serviceType: 'haircut',
  requirements: { specializations: ['curly_hair'], description: 'Shoulder length, keep the curls.' },
  location: { city: 'Austin', neighborhood: null, distanceKm: 3 },
  timing: {
    urgency: 'flexible',
    preferredDates: [],
    preferredTimes: ['morning'],
    flexibility: null,
  },
  budget: { min: 3000, max: 6000, currency: 'USD', flexibility: 'somewhat_flexible' },
  media: [],
  status: 'matching',
  score: 0.87,
  leadAt: '2026-03-01T12:00:00.140Z',
  expiresAt: '2026-03-08T12:00:00.000Z',
  ownOfferId: null,
  allowedActions: ['submit_offer'],
};
