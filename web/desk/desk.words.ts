import { capitalized } from '#web/kit/format.ts';
import type { Schema } from '#web/api/client.ts';
import type { Role } from '#domain/accounts.ts';

type OverdueRun = Schema<'OverdueRun'>;
type Signal = Schema<'ArrangedPair'>['signals'][number];
type StartOrSignal = Pick<Schema<'OutboxEntry'>, 'workflowId' | 'workflowType' | 'signal'>;
type AuditEntry = Schema<'AuditEntry'>;

export const ROLE_WORDS: Record<Role, string> = { consumer: 'Client', provider: 'Provider', admin: 'Operator' };

/** `Client, Provider`. */
export const rolesInWords = (roles: readonly Role[]): string => roles.map((role) => ROLE_WORDS[role]).join(', ');

export const RUN_WORDS: Record<OverdueRun['kind'], string> = {
  request: 'Request',
  booking: 'Booking',
  enrollment: 'Enrollment',
  chat: 'Conversation',
};

/** What an overdue run should have done. */
export const EXPECTED_WORDS: Record<OverdueRun['expected'], string> = {
  to_start: 'was never started',
  to_expire: 'should have expired',
  to_expire_offer: 'should have closed an expired offer',
  to_complete: 'should have completed',
  to_check: 'should have been checked',
  to_answer: 'should have answered a message',
};

/** `Request is not started yet`; what it is by its workflow id, which begins with the kind. */
export function startInWords({ workflowId, workflowType, signal }: StartOrSignal): string {
  const kinds: Readonly<Record<string, string>> = RUN_WORDS;
  const what = kinds[workflowId.split('/')[0] ?? ''] ?? workflowType;
  return signal === null ? `${what} is not started yet` : `${what} does not know of ${signal} yet`;
}

export const SIGNAL_WORDS: Record<Signal, string> = {
  many_bookings: 'Many bookings',
  many_reviews: 'Many reviews',
  reciprocal: 'They book each other',
  cheap: 'Below the lowest price',
  hasty: 'Completed within an hour',
};

export const OUTCOME_WORDS: Record<AuditEntry['outcome'], string> = {
  succeeded: 'Succeeded',
  refused: 'Refused',
  failed: 'Failed',
};

export const SIDE_WORDS: Record<AuditEntry['side'], string> = {
  consumer: 'as a client',
  provider: 'as a provider',
  admin: 'as an operator',
  system: 'by Proxie itself',
  anonymous: 'not signed in',
};

/** `suspendAccount` as `Suspend account`. */
export function operationInWords(operationId: string): string {
  const words = operationId.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return capitalized(words);
}
