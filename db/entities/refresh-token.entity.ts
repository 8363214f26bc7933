import { defineEntity, p } from '@mikro-orm/core';
import { Account } from './account.entity.ts';

/** One refresh token, known by its hash only; all tokens that descend from one login form a family. */
export const RefreshTokenSchema = defineEntity({
  name: 'RefreshToken',
  tableName: 'refresh_tokens',
  uniques: [{ properties: ['tokenHash'] }],
  indexes: [{ properties: ['account'] }, { properties: ['familyId'] }, { properties: ['expiresAt'] }],
  properties: {
    id: p.uuid().primary(),
    account: () => p.manyToOne(Account).deleteRule('cascade'),
    familyId: p.uuid(),
    tokenHash: p.character().length(64),
    expiresAt: p.datetime(3),
    usedAt: p.datetime(3).nullable(),
    revokedAt: p.datetime(3).nullable(),
    createdAt: p.datetime(3).defaultRaw('now()'),
  },
});
export class RefreshToken extends RefreshTokenSchema.class {}
RefreshTokenSchema.setClass(RefreshToken);
