import { defineEntity, p } from '@mikro-orm/core';

/**
 * One mail that a stranger has caused, under the id of what it is for. Whom it went to is kept as keyed hashes, for as long
 * as it counts.
 */
export const MailClaimSchema = defineEntity({
  name: 'MailClaim',
  tableName: 'mail_claims',
  indexes: [
    { properties: ['mailbox', 'claimedAt'] },
    { properties: ['domain', 'claimedAt'] },
    { properties: ['claimedAt'] },
  ],
  properties: {
    id: p.uuid().primary(),
    mailbox: p.string().length(43),
    /** Absent for a provider of many people, and once somebody has followed the link of the mail. */
    domain: p.string().length(43).nullable(),
    claimedAt: p.datetime(3).defaultRaw('now()'),
  },
});
export class MailClaim extends MailClaimSchema.class {}
MailClaimSchema.setClass(MailClaim);
