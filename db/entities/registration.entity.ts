import { defineEntity, p } from '@mikro-orm/core';

/** What showing that one reads the mail of an address is for: an account, or a login with a new device. */
export const REGISTRATION_PURPOSES = ['account', 'sign_in'] as const;
export type RegistrationPurpose = (typeof REGISTRATION_PURPOSES)[number];

/**
 * Somebody who wants an account, or to sign in with a new device, and has not shown yet that the mail address is theirs. Many
 * may wait for one address.
 */
export const RegistrationSchema = defineEntity({
  name: 'Registration',
  tableName: 'registrations',
  indexes: [{ properties: ['email', 'mailedAt'] }],
  properties: {
    id: p.uuid().primary(),
    email: p.string().length(254),
    name: p.string().length(120),
    passwordHash: p.string().length(255),
    purpose: p.enum(REGISTRATION_PURPOSES).default('account'),
    /** When its mail was first tried; what an address gets in an hour is counted by it. */
    mailedAt: p.datetime(3).nullable(),
    expiresAt: p.datetime(3),
    createdAt: p.datetime(3).defaultRaw('now()'),
  },
});
export class Registration extends RegistrationSchema.class {}
RegistrationSchema.setClass(Registration);
