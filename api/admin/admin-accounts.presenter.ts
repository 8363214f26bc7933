import type { z } from 'zod';
import { toAccount } from '#api/accounts/accounts.presenter.ts';
import type { MailHash } from '#api/audit/mail-hash.ts';
import type { AdminAccount } from '#contracts/admin.ts';
import type { AdminAccountRow } from './admin-accounts.queries.ts';

/** An account as operators see it. */
export function toAdminAccount(row: AdminAccountRow, mailHash: MailHash): z.input<typeof AdminAccount> {
  const { email, status, openLogins } = row;
  return { ...toAccount(row), status, openLogins, mailHash: email === null ? null : mailHash(email) };
}
