import { defineEntity, p } from '@mikro-orm/core';
import { Account } from './account.entity.ts';

/** Who somebody is at a foreign issuer. One subject has one account; it goes with its account. */
export const ExternalIdentitySchema = defineEntity({
  name: 'ExternalIdentity',
  tableName: 'external_identities',
  uniques: [{ properties: ['issuer', 'subject'] }],
  indexes: [{ properties: ['account'] }],
  properties: {
    id: p.uuid().primary(),
    issuer: p.string().length(255),
    subject: p.string().length(255),
    account: () => p.manyToOne(Account).deleteRule('cascade'),
    createdAt: p.datetime(3).defaultRaw('now()'),
  },
});
export class ExternalIdentity extends ExternalIdentitySchema.class {}
ExternalIdentitySchema.setClass(ExternalIdentity);
