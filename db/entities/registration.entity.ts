import { defineEntity, p } from '@mikro-orm/core';

/** Somebody who wants an account and has not shown yet that the mail address is theirs. Many may wait for one address. */
export const RegistrationSchema = defineEntity({
  name: 'Registration',
  tableName: 'registrations',
  indexes: [{ properties: ['email', 'mailedAt'] }],
  properties: {
    id: p.uuid().primary(),
    email: p.string().length(254),
    name: p.string().length(120),
    passwordHash: p.string().length(255),
    /** When its mail was first tried; what an address gets in an hour is counted by it. */
    mailedAt: p.datetime(3).nullable(),
    expiresAt: p.datetime(3),
    createdAt: p.datetime(3).defaultRaw('now()'),
  },
});
export class Registration extends RegistrationSchema.class {}
RegistrationSchema.setClass(Registration);
