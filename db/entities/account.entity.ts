import { defineEntity, p } from '@mikro-orm/core';
import { ACCOUNT_STATUSES, ROLES } from '#domain/accounts.ts';
import { forgetAnswersOf } from './forget-answers.ts';

/** Somebody who can sign in. A mail address is kept in lower case and belongs to one account only. */
export const AccountSchema = defineEntity({
  name: 'Account',
  tableName: 'accounts',
  uniques: [{ properties: ['email'] }],
  indexes: [{ properties: ['createdAt', 'id'] }],
  triggers: [
    {
      name: 'accounts_pass_on',
      timing: 'after',
      events: ['update'],
      // A suspended account's provider hears of nothing new.
      body: [
        `if old.status is distinct from new.status then`,
        `update provider_services set provider_id = provider_id`,
        `where provider_id in (select id from providers where account_id = new.id); end if;`,
        `return null`,
      ].join(' '),
    },
    { name: 'accounts_forget_answers', timing: 'after', events: ['update'], body: forgetAnswersOf('new.id') },
  ],
  properties: {
    id: p.uuid().primary(),
    email: p.string().length(254).nullable(),
    name: p.string().length(120),
    passwordHash: p.string().length(255),
    roles: p.enum(ROLES).array().columnType('text[]'),
    status: p.enum(ACCOUNT_STATUSES).default('active'),
    /** Since when it is suspended; what it has open is closed some days later. */
    suspendedAt: p.datetime(3).nullable(),
    version: p.integer().version(),
    createdAt: p.datetime(3).defaultRaw('now()'),
  },
});
export class Account extends AccountSchema.class {}
AccountSchema.setClass(Account);
