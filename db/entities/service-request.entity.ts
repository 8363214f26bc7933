import { defineEntity, p } from '@mikro-orm/core';
import { CATEGORY_NAMES, SERVICE_TYPE_NAMES } from '#domain/catalog.ts';
import { REQUEST_STATUSES } from '#domain/lifecycles/request.ts';
import { CURRENCIES } from '#domain/money.ts';
import { FLEXIBILITIES, TIMES_OF_DAY, URGENCIES } from '#domain/preferences.ts';
import { Account } from './account.entity.ts';
import { forgetAnswersOf } from './forget-answers.ts';

/** What a consumer needs, as last edited, and where it stands. */
export const ServiceRequestSchema = defineEntity({
  name: 'ServiceRequest',
  tableName: 'service_requests',
  indexes: [
    { properties: ['consumer', 'createdAt', 'id'] },
    { properties: ['status', 'createdAt'] },
    {
      name: 'service_requests_open',
      properties: ['expiresAt'],
      where: `status in ('pending', 'matching', 'offers_received')`,
    },
  ],
  triggers: [
    {
      name: 'service_requests_forget_answers',
      timing: 'after',
      events: ['insert', 'update'],
      body: forgetAnswersOf('new.consumer_id'),
    },
  ],
  properties: {
    id: p.uuid().primary(),
    consumer: () => p.manyToOne(Account),
    rawInput: p.text(),
    category: p.enum(CATEGORY_NAMES),
    serviceType: p.enum(SERVICE_TYPE_NAMES),
    specializations: p.array().columnType('text[]'),
    description: p.text().default(''),
    city: p.string().length(120),
    neighborhood: p.string().length(120).nullable(),
    lat: p.float().columnType('double precision').nullable(),
    lng: p.float().columnType('double precision').nullable(),
    maxDistanceKm: p.float().columnType('double precision'),
    urgency: p.enum(URGENCIES),
    preferredDates: p.array().columnType('text[]'),
    preferredTimes: p.enum(TIMES_OF_DAY).array().columnType('text[]'),
    timingFlexibility: p.enum(FLEXIBILITIES).nullable(),
    budgetMin: p.integer().nullable(),
    budgetMax: p.integer().nullable(),
    budgetCurrency: p.enum(CURRENCIES).columnType('char(3)').nullable(),
    budgetFlexibility: p.enum(FLEXIBILITIES).nullable(),
    status: p.enum(REQUEST_STATUSES).default('pending'),
    selectedOfferId: p.uuid().nullable(),
    /** How many waves of leads went out, over all edits. */
    wave: p.integer().default(0),
    expiresAt: p.datetime(3),
    version: p.integer().version(),
    createdAt: p.datetime(3).defaultRaw('now()'),
  },
});
export class ServiceRequest extends ServiceRequestSchema.class {}
ServiceRequestSchema.setClass(ServiceRequest);
