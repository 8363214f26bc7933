import { z } from 'zod';
import type { ApiDeps } from '#api/deps.ts';
import { toPage } from '#api/http/pagination.ts';
import { Problem } from '#api/http/problem.ts';
import { route, type Route } from '#api/http/route.ts';
import { Position, positionOf } from '#api/shared/keyset.ts';
import { AdminAccount, AdminAccountPage, AdminAccountQuery, FindAccount } from '#contracts/admin.ts';
import { AccountId } from '#contracts/ids.ts';
import { adminAccountCommandRoutes } from './admin-account-commands.routes.ts';
import { toAdminAccount } from './admin-accounts.presenter.ts';
import { findAdminAccount, findAdminAccountByEmail, listAdminAccounts } from './admin-accounts.queries.ts';

const common = { tags: ['admin'], access: { roles: ['admin'] }, rateClass: 'other' } as const;
const reading = { ...common, method: 'get', idempotency: 'none' } as const;

/** Accounts as operators see and change them. */
export function adminAccountRoutes(deps: ApiDeps): Route[] {
  return [...readRoutes(deps), ...adminAccountCommandRoutes(deps)];
}

function readRoutes({ orm, mailHash, cursorsOf }: ApiDeps): Route[] {
  const cursors = cursorsOf('listAccounts', Position);
  return [
    route({
      ...reading,
      operationId: 'listAccounts',
      summary: 'List accounts',
      description: 'All accounts, newest first. To find the account of a mail address, use the search.',
      path: '/v1/admin/accounts',
      query: AdminAccountQuery,
      success: { status: 200, schema: AdminAccountPage },
      problems: [],
      async handle({ query: { role, status, limit, cursor } }) {
        const rows = await listAdminAccounts(orm, { role, status, after: cursors.open(cursor), limit });
        return toPage(rows, limit, cursors, positionOf, (row) => toAdminAccount(row, mailHash));
      },
    }),
    route({
      ...reading,
      operationId: 'getAccount',
      summary: 'Read an account',
      description: 'Any account with its status and its open logins.',
      path: '/v1/admin/accounts/:id',
      params: z.strictObject({ id: AccountId }),
      success: { status: 200, schema: AdminAccount },
      problems: ['not_found'],
      async handle({ params: { id } }) {
        const row = await findAdminAccount(orm, id);
        if (!row) throw new Problem('not_found', 'there is no such account');
        return toAdminAccount(row, mailHash);
      },
    }),
    route({
      ...common,
      operationId: 'findAccount',
      summary: 'Find the account of a mail address',
      description:
        'The whole address, in whatever case. It is in the body because addresses of pages end up in the logs of proxies.',
      method: 'post',
      idempotency: 'none',
      safe: true,
      path: '/v1/admin/account-searches',
      body: FindAccount,
      success: { status: 200, schema: AdminAccount },
      problems: ['not_found'],
      async handle({ body: { email } }) {
        const row = await findAdminAccountByEmail(orm, email);
        if (!row) throw new Problem('not_found', 'no account has this mail address');
        return toAdminAccount(row, mailHash);
      },
    }),
  ];
}
