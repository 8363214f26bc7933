import { Routine } from '@mikro-orm/core';

/**
 * Counts for an account when everybody who asked before has committed. A statement inside a volatile function has a snapshot
 * of its own, taken after the lock, so one statement can wait, count and write.
 */
export const QUOTA_ROOM = new Routine({
  name: 'quota_room',
  type: 'function',
  language: 'plpgsql',
  deterministic: false,
  security: 'invoker',
  params: {
    counting: { type: 'text' },
    account_id: { type: 'uuid' },
    request_id: { type: 'uuid' },
    since_ms: { type: 'double precision' },
  },
  returns: { runtimeType: 'number', columnType: 'setof double precision', nullable: true },
  body:
    `perform pg_advisory_xact_lock(hashtextextended('quotas of ' || account_id, 0)); ` +
    'return query execute counting using account_id, request_id, since_ms;',
});
