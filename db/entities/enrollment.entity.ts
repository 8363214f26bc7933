import { defineEntity, p } from '@mikro-orm/core';
import type { EnrolledService } from '#domain/enrollment/types.ts';
import { ENROLLMENT_STATUSES } from '#domain/lifecycles/enrollment.ts';
import { Account } from './account.entity.ts';
import { forgetAnswersOf } from './forget-answers.ts';
import { Provider, type WeeklySchedule } from './provider.entity.ts';

/** What somebody writes down to become a provider. An account has one that is not verified at most. */
export const EnrollmentSchema = defineEntity({
  name: 'Enrollment',
  tableName: 'enrollments',
  uniques: [{ name: 'enrollments_one_open', properties: ['account'], where: `status <> 'verified'` }],
  indexes: [
    { properties: ['account', 'createdAt', 'id'] },
    { properties: ['status', 'createdAt', 'id'] },
    { properties: ['createdAt', 'id'] },
    { properties: ['provider'] },
    { name: 'enrollments_unchecked', properties: ['submittedAt'], where: `status = 'pending'` },
  ],
  triggers: [
    {
      name: 'enrollments_forget_answers',
      timing: 'after',
      events: ['insert', 'update'],
      body: forgetAnswersOf('new.account_id'),
    },
  ],
  properties: {
    id: p.uuid().primary(),
    account: () => p.manyToOne(Account).deleteRule('cascade'),
    fullName: p.string().length(120).nullable(),
    businessName: p.string().length(160).nullable(),
    bio: p.text().default(''),
    yearsExperience: p.integer().nullable(),
    email: p.string().length(254).nullable(),
    phone: p.string().length(40).nullable(),
    address: p.text().nullable(),
    city: p.string().length(120).nullable(),
    neighborhood: p.string().length(120).nullable(),
    lat: p.float().columnType('double precision').nullable(),
    lng: p.float().columnType('double precision').nullable(),
    serviceRadiusKm: p.float().columnType('double precision').nullable(),
    services: p.json<EnrolledService[]>().defaultRaw(`'[]'`),
    specializations: p.array().columnType('text[]').defaultRaw(`'{}'`),
    timezone: p.string().length(64).nullable(),
    schedule: p.json<WeeklySchedule>().nullable(),
    status: p.enum(ENROLLMENT_STATUSES).default('draft'),
    /** Grows with every change of what is written; whoever writes on, or hands it in, names the one that was seen. */
    revision: p.integer().default(1),
    /** The command of the newest change: given again, it is done. */
    editId: p.uuid().nullable(),
    submittedAt: p.datetime(3).nullable(),
    /** How often it was handed in, and how often operators were reminded since the last time. */
    submissions: p.integer().default(0),
    reminders: p.integer().default(0),
    remindedAt: p.datetime(3).nullable(),
    decidedAt: p.datetime(3).nullable(),
    rejectionReason: p.text().nullable(),
    /** What it has made. */
    provider: () => p.manyToOne(Provider).nullable().deleteRule('set null'),
    createdAt: p.datetime(3).defaultRaw('now()'),
  },
});
export class Enrollment extends EnrollmentSchema.class {}
EnrollmentSchema.setClass(Enrollment);
