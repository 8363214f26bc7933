import type { Role } from '#domain/accounts.ts';

const ROLES: Record<Role, string> = { consumer: 'client', provider: 'provider', admin: 'operator' };

/** A role as people call it. */
export const roleWords = (role: Role): string => ROLES[role];
