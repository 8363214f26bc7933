import { defineEntity, p } from '@mikro-orm/core';
import { AUDIT_OUTCOMES, AUDIT_SIDES } from '#domain/audit.ts';

/** What may be taken out of an entry for the sake of the person it tells of. */
const PERSONAL = `array['ip', 'user_agent', 'mail_hash', 'reason', 'anonymised_at']`;

/** The shortest time that an entry is kept, whatever a setting says. */
const KEPT = `interval '180 days'`;

/**
 * Who did what as which side, to what, from where, and how it ended. Append-only: the database itself refuses every change
 * but two, taking personal fields out of an entry (which marks it) and deleting an entry that is older than half a year.
 */
export const AuditEntrySchema = defineEntity({
  name: 'AuditEntry',
  tableName: 'audit_entries',
  uniques: [{ properties: ['commandId', 'status'] }], // one outcome of one command is noted once, however often it is answered
  indexes: [
    { properties: ['createdAt', 'id'] },
    { properties: ['actorId', 'createdAt', 'id'] },
    { properties: ['resourceId', 'createdAt', 'id'] },
    { properties: ['operationId', 'createdAt', 'id'] },
    { name: 'audit_entries_mail_hash', properties: ['mailHash', 'createdAt'], where: 'mail_hash is not null' },
    { name: 'audit_entries_trouble', properties: ['createdAt', 'id'], where: `outcome <> 'succeeded'` },
  ],
  triggers: [
    {
      name: 'audit_entries_append_only',
      timing: 'before',
      events: ['update', 'delete'],
      body: [
        `if tg_op = 'DELETE' then`,
        `if old.created_at < now() - ${KEPT} then return old; end if;`,
        `elsif new.anonymised_at is not null and to_jsonb(new) - ${PERSONAL} = to_jsonb(old) - ${PERSONAL}`,
        `and (new.ip is null or new.ip = old.ip) and (new.user_agent is null or new.user_agent = old.user_agent)`,
        `and (new.mail_hash is null or new.mail_hash = old.mail_hash)`,
        `and (new.reason is null or new.reason = old.reason) then return new; end if;`,
        `raise exception 'audit entries are append-only' using errcode = 'restrict_violation'`,
      ].join(' '),
    },
  ],
  properties: {
    id: p.uuid().primary(),
    /** Whose token it was, or whose account a login opened; no foreign key, because an entry outlives the account. */
    actorId: p.uuid().nullable(),
    side: p.enum(AUDIT_SIDES),
    operationId: p.string().length(60),
    /** What kind of thing it was done to, in the word of the path: `requests`, `accounts`. */
    resourceType: p.string().length(40).nullable(),
    resourceId: p.uuid().nullable(),
    outcome: p.enum(AUDIT_OUTCOMES),
    status: p.integer(),
    /** The problem's code, if it was refused or failed. */
    code: p.string().length(40).nullable(),
    /** What an operator gave as the reason of the act. */
    reason: p.string().length(500).nullable(),
    ip: p.string().length(45).nullable(),
    userAgent: p.string().length(120).nullable(),
    /** A keyed hash of the mail address that the call named. */
    mailHash: p.string().length(32).nullable(),
    requestId: p.string().length(64),
    commandId: p.string().length(64).nullable(),
    /** An answer that was given before and was given again. */
    replayed: p.boolean().default(false),
    /** How many entries were left out before this one because too many refusals came at once. */
    omitted: p.integer().default(0),
    anonymisedAt: p.datetime(3).nullable(),
    createdAt: p.datetime(3).defaultRaw('now()'),
  },
});
export class AuditEntry extends AuditEntrySchema.class {}
AuditEntrySchema.setClass(AuditEntry);
