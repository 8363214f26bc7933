import type { z } from 'zod';
import type { Account } from '#contracts/accounts.ts';
import { toInstant } from '#contracts/common.ts';
import { ROLES } from '#domain/accounts.ts';
import type { AccountRow } from './accounts.queries.ts';

/** An account as its owner sees it; everyone is a consumer. */
export function toAccount({ id, email, name, roles, providerId, createdAt }: AccountRow): z.input<typeof Account> {
  return {
    id,
    email,
    name,
    roles: ROLES.filter((role) => role === 'consumer' || roles.includes(role)),
    providerId,
    createdAt: toInstant(new Date(createdAt)),
  };
}
