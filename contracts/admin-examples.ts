/** What the document shows of an operator's work: one account, and the entry of its suspension. */
const ACCOUNT = '01970e3b-11aa-7bcd-8e01-2f3a4b5c6d7e';
const OPERATOR = '01970e11-22bb-7cde-9f01-3a4b5c6d7e8f';

export const REASON_EXAMPLE = { reason: 'Two providers report the same abuse; ticket 4711.' };

export const CHANGE_ROLES_EXAMPLE = { grant: ['admin' as const], reason: 'Joins the operators in March.' };

export const FIND_ACCOUNT_EXAMPLE = { email: 'ada@example.com' };

export const ADMIN_ACCOUNT_EXAMPLE = {
  id: ACCOUNT,
  email: FIND_ACCOUNT_EXAMPLE.email,
  name: 'Ada Example',
  roles: ['consumer' as const],
  status: 'active' as const,
  providerId: null,
  openLogins: 2,
  mailHash: '6f1d0c2ab3948576e0f1a2b3c4d5e6f7',
  createdAt: '2026-03-01T11:00:00.000Z',
};

export const SUSPENDED_ACCOUNT_EXAMPLE = { ...ADMIN_ACCOUNT_EXAMPLE, status: 'suspended' as const, openLogins: 0 };

export const AUDIT_ENTRY_EXAMPLE = {
  id: '01970e60-4d5e-7f60-8172-8394a5b6c7d8',
  at: '2026-03-02T08:00:00.000Z',
  actorId: OPERATOR,
  side: 'admin' as const,
  operationId: 'suspendAccount',
  resource: { type: 'accounts', id: ACCOUNT },
  outcome: 'succeeded' as const,
  status: 200,
  code: null,
  reason: REASON_EXAMPLE.reason,
  ip: '203.0.113.7',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64)',
  mailHash: null,
  requestId: '8b1f0c4e-2d3a-4b5c-9d6e-7f8091a2b3c4',
  replayed: false,
  omitted: 0,
  anonymisedAt: null,
};
