import { defineEntity, p } from '@mikro-orm/core';
import { Account } from './account.entity.ts';

/** One call that somebody named with an Idempotency-Key, and its answer once there is one; personal, so it is purged. */
export const IdempotencyKeySchema = defineEntity({
  name: 'IdempotencyKey',
  tableName: 'idempotency_keys',
  uniques: [{ properties: ['account', 'operationId', 'key'] }],
  indexes: [{ properties: ['expiresAt'] }],
  properties: {
    /** The id of the command that the call gives, the same for every attempt. */
    commandId: p.uuid().primary(),
    account: () => p.manyToOne(Account).deleteRule('cascade'),
    operationId: p.string().length(80),
    key: p.string().length(255),
    /** SHA-256 of what was asked for. */
    fingerprint: p.character().length(64),
    /** The attempt that may write the answer. */
    holder: p.uuid(),
    /** Until when that attempt is thought to be alive. */
    lockedUntil: p.datetime(3),
    answerStatus: p.integer().nullable(),
    answerHeaders: p.json<Record<string, string>>().nullable(),
    answerBody: p.text().nullable(),
    expiresAt: p.datetime(3),
    createdAt: p.datetime(3).defaultRaw('now()'),
  },
});
export class IdempotencyKey extends IdempotencyKeySchema.class {}
IdempotencyKeySchema.setClass(IdempotencyKey);
