import { defineEntity, p } from '@mikro-orm/core';
import { ACCOUNT_STATUSES, ROLES } from '#domain/accounts.ts';

/** Somebody who can sign in. The mail address is kept in lower case and belongs to one account only. */
export const AccountSchema = defineEntity({
  name: 'Account',
  tableName: 'accounts',
  uniques: [{ properties: ['email'] }],
  properties: {
    id: p.uuid().primary(),
    email: p.string().length(254),
    name: p.string().length(120),
    passwordHash: p.string().length(255),
    roles: p.enum(ROLES).array().columnType('text[]'),
    status: p.enum(ACCOUNT_STATUSES).default('active'),
    version: p.integer().version(),
    createdAt: p.datetime(3).defaultRaw('now()'),
  },
});
export class Account extends AccountSchema.class {}
AccountSchema.setClass(Account);
