import { z } from 'zod';
import { ACCOUNT_STATUSES } from '#domain/accounts.ts';
import { AUDIT_OUTCOMES, AUDIT_SIDES } from '#domain/audit.ts';
import { Email } from './accounts.ts';
import {
  ADMIN_ACCOUNT_EXAMPLE,
  AUDIT_ENTRY_EXAMPLE,
  CHANGE_ROLES_EXAMPLE,
  FIND_ACCOUNT_EXAMPLE,
  REASON_EXAMPLE,
} from './admin-examples.ts';
import { Instant, InstantInQuery, Role, WHEN_SOUND } from './common.ts';
import { AccountId, ProviderId } from './ids.ts';
import { pageOf, PageQuery } from './page.ts';
import { textOf } from './text.ts';

export const AccountStatus = z.enum(ACCOUNT_STATUSES).meta({ id: 'AccountStatus' });

const Reason = textOf(500, 3).meta({ description: 'Why the operator does it; it is kept in the audit.' });

/** The body of every act of an operator that needs nothing else. */
export const OperatorReason = z
  .strictObject({ reason: Reason })
  .meta({ id: 'OperatorReason', examples: [REASON_EXAMPLE] });

/** Roles that are given and taken by hand; everybody is a consumer, and providers come from enrollments. */
const GRANTED_BY_HAND = ['admin'] as const;
const Granted = z.array(z.enum(GRANTED_BY_HAND)).min(1).max(GRANTED_BY_HAND.length).optional();

export const ChangeRoles = z
  .strictObject({ grant: Granted, revoke: Granted, reason: Reason })
  .refine(({ grant, revoke }) => (grant === undefined) !== (revoke === undefined), {
    error: 'expected either grant or revoke',
    path: ['grant'],
    ...WHEN_SOUND,
  })
  .meta({
    id: 'ChangeRoles',
    description: 'Roles to grant or roles to revoke: exactly one of the two.',
    examples: [CHANGE_ROLES_EXAMPLE],
  });

export const FindAccount = z
  .strictObject({ email: Email })
  .meta({ id: 'FindAccount', examples: [FIND_ACCOUNT_EXAMPLE] });

const MailHash = z
  .string()
  .regex(/^[0-9a-f]{32}$/)
  .meta({ description: 'What the audit knows a mail address by.' });

/** An account as operators see it. */
export const AdminAccount = z
  .strictObject({
    id: AccountId,
    email: z.string().nullable(),
    name: z.string(),
    roles: z.array(Role),
    status: AccountStatus,
    providerId: ProviderId.nullable(),
    openLogins: z.int().nonnegative().meta({ description: 'Logins that can still be refreshed.' }),
    mailHash: MailHash.nullable().meta({
      description: 'Failed logins with its mail address stand in the audit under it.',
    }),
    createdAt: Instant,
  })
  .meta({ id: 'AdminAccount', examples: [ADMIN_ACCOUNT_EXAMPLE] });
export const AdminAccountPage = pageOf(AdminAccount, 'AdminAccountPage');
export const AdminAccountQuery = PageQuery.extend({
  role: Role.optional().meta({ description: 'Only accounts that hold it.' }),
  status: AccountStatus.optional().meta({ description: 'Only accounts that stand there now.' }),
});

export const AuditEntry = z
  .strictObject({
    id: z.uuid(),
    at: Instant,
    actorId: AccountId.nullable().meta({ description: 'Null for callers without an account, and for Proxie itself.' }),
    side: z.enum(AUDIT_SIDES).meta({ description: 'As what the actor acted.' }),
    operationId: z.string(),
    resource: z
      .strictObject({ type: z.string(), id: z.uuid().nullable() })
      .nullable()
      .meta({ description: 'What it was done to, by the word that its path has for it.' }),
    outcome: z.enum(AUDIT_OUTCOMES),
    status: z.int(),
    code: z.string().nullable().meta({ description: 'Of the problem, if it was one.' }),
    reason: z.string().nullable(),
    ip: z.string().nullable(),
    userAgent: z.string().nullable(),
    mailHash: MailHash.nullable().meta({ description: 'Of the mail address that the call named.' }),
    requestId: z.string(),
    replayed: z.boolean().meta({ description: 'The answer was given before, and nothing was done anew.' }),
    omitted: z
      .int()
      .nonnegative()
      .meta({ description: 'How many refusals were left out before this one because too many came at once.' }),
    anonymisedAt: Instant.nullable().meta({ description: 'When personal fields were taken out of it.' }),
  })
  .meta({ id: 'AuditEntry', examples: [AUDIT_ENTRY_EXAMPLE] });
export const AuditPage = pageOf(AuditEntry, 'AuditPage');
export const AuditQuery = PageQuery.extend({
  actorId: AccountId.optional().meta({ description: 'Only what this account did.' }),
  operationId: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_]{0,59}$/)
    .optional()
    .meta({ description: 'Only calls of this operation.' }),
  resourceId: z.uuid().optional().meta({ description: 'Only what was done to this resource.' }),
  outcome: z.enum(AUDIT_OUTCOMES).optional().meta({ description: 'Only what ended like this.' }),
  mailHash: MailHash.optional().meta({ description: 'Only calls that named this mail address.' }),
  from: InstantInQuery.optional().meta({ description: 'Only entries from this moment on.' }),
  to: InstantInQuery.optional().meta({ description: 'Only entries before this moment.' }),
});
