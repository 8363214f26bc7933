import { defineEntity, p } from '@mikro-orm/core';
import type { AvailabilityException, DayWindow } from '#domain/availability/types.ts';
import type { Weekday } from '#domain/local-date.ts';
import { PROVIDER_STATUSES } from '#domain/accounts.ts';
import { Account } from './account.entity.ts';
import { forgetAnswersOf } from './forget-answers.ts';

/** The week that repeats, by the provider's own clock. */
export type WeeklySchedule = Partial<Record<Weekday, DayWindow[]>>;

/** Somebody who offers services. Mail, phone and address are private; the reputation is computed, never written by hand. */
export const ProviderSchema = defineEntity({
  name: 'Provider',
  tableName: 'providers',
  uniques: [{ properties: ['account'] }],
  triggers: [
    {
      name: 'providers_pass_on',
      timing: 'after',
      events: ['update'],
      body: [
        `if (old.status, old.city_key, old.area_lat, old.area_lng, old.service_radius_km, old.specialization_keys, old.rating,`,
        `old.response_rate) is distinct from (new.status, new.city_key, new.area_lat, new.area_lng, new.service_radius_km,`,
        `new.specialization_keys, new.rating, new.response_rate) then`,
        `update provider_services set provider_id = provider_id where provider_id = new.id; end if;`,
        `return null`,
      ].join(' '),
    },
    { name: 'providers_forget_answers', timing: 'after', events: ['update'], body: forgetAnswersOf('new.account_id') },
  ],
  properties: {
    id: p.uuid().primary(),
    account: () => p.manyToOne(Account),
    name: p.string().length(120),
    businessName: p.string().length(160).nullable(),
    bio: p.text().default(''),
    yearsExperience: p.integer().default(0),
    email: p.string().length(254),
    phone: p.string().length(40).nullable(),
    address: p.text().nullable(),
    city: p.string().length(120),
    /** The `textKey` of the city, by which it is compared. */
    cityKey: p.text(),
    neighborhood: p.string().length(120).nullable(),
    lat: p.float().columnType('double precision').nullable(),
    lng: p.float().columnType('double precision').nullable(),
    /** The middle of the area that it lies in (`areaOf`): all that matching knows of the place. */
    areaLat: p.float().columnType('double precision').nullable(),
    areaLng: p.float().columnType('double precision').nullable(),
    serviceRadiusKm: p.float().columnType('double precision'),
    specializations: p.array().columnType('text[]'),
    /** The `textKey` of each of them. */
    specializationKeys: p.array().columnType('text[]'),
    timezone: p.string().length(64),
    schedule: p.json<WeeklySchedule>(),
    exceptions: p.json<AvailabilityException[]>().default('[]'),
    /** Grows with every change of zone, schedule and exceptions. */
    availabilityRevision: p.integer().default(1),
    minNoticeHours: p.integer().default(24),
    maxBookingsPerDay: p.integer().nullable(),
    bufferMinutes: p.integer().default(0),
    rating: p.float().columnType('double precision').nullable(),
    reviewCount: p.integer().default(0),
    /** How many different people wrote them. */
    reviewerCount: p.integer().default(0),
    completedBookings: p.integer().default(0),
    responseRate: p.float().columnType('double precision').nullable(),
    averageResponseHours: p.float().columnType('double precision').nullable(),
    status: p.enum(PROVIDER_STATUSES).default('active'),
    version: p.integer().version(),
    createdAt: p.datetime(3).defaultRaw('now()'),
  },
});
export class Provider extends ProviderSchema.class {}
ProviderSchema.setClass(Provider);
