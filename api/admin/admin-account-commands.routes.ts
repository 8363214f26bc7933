import { z } from 'zod';
import type { ApiDeps } from '#api/deps.ts';
import type { Actor } from '#api/http/access.ts';
import { Problem } from '#api/http/problem.ts';
import { route, type Call, type Route } from '#api/http/route.ts';
import { SUSPENDED_ACCOUNT_EXAMPLE } from '#contracts/admin-examples.ts';
import { AdminAccount, ChangeRoles, OperatorReason } from '#contracts/admin.ts';
import { AccountId } from '#contracts/ids.ts';
import { toAdminAccount } from './admin-accounts.presenter.ts';
import { findAdminAccount } from './admin-accounts.queries.ts';
import { createAccountAdministration, type AccountAdministration, type Act } from './admin-accounts.writes.ts';

const params = z.strictObject({ id: AccountId });
const common = {
  tags: ['admin'],
  access: { roles: ['admin'] },
  rateClass: 'other',
  idempotency: 'optional',
  method: 'post',
  params,
} as const;

type Show = (accountId: string) => Promise<z.input<typeof AdminAccount>>;

/** What operators do to accounts; each answers with the account as it stands afterwards. */
export function adminAccountCommandRoutes({ orm, accountChanges, mailHash }: ApiDeps): Route[] {
  const administration = createAccountAdministration({ orm, accountChanges });
  return [...standingRoutes(administration, show), ...loginRoutes(administration, show)];

  async function show(accountId: string): Promise<z.input<typeof AdminAccount>> {
    const row = await findAdminAccount(orm, accountId);
    if (!row) throw new Problem('not_found', 'there is no such account');
    return toAdminAccount(row, mailHash);
  }
}

function standingRoutes(administration: AccountAdministration, show: Show): Route[] {
  return [
    route({
      ...common,
      operationId: 'suspendAccount',
      summary: 'Suspend an account',
      description:
        'It can no longer sign in, its logins end, and within two seconds its access tokens work nowhere. Nobody suspends ' +
        'themselves, and the last active operator stays. What the account has under way goes on.',
      path: '/v1/admin/accounts/:id/suspend',
      body: OperatorReason,
      success: { status: 200, schema: AdminAccount },
      problems: ['not_found', 'conflict', 'own_account', 'last_admin'],
      example: { answer: SUSPENDED_ACCOUNT_EXAMPLE },
      async handle(call) {
        await administration.suspend(call.params.id, actOf(call));
        return show(call.params.id);
      },
    }),
    route({
      ...common,
      operationId: 'reinstateAccount',
      summary: 'Take a suspension back',
      description: 'The account may sign in again. Logins from before stay ended.',
      path: '/v1/admin/accounts/:id/reinstate',
      body: OperatorReason,
      success: { status: 200, schema: AdminAccount },
      problems: ['not_found', 'conflict'],
      async handle(call) {
        await administration.reinstate(call.params.id, actOf(call));
        return show(call.params.id);
      },
    }),
  ];
}

function loginRoutes(administration: AccountAdministration, show: Show): Route[] {
  return [
    route({
      ...common,
      operationId: 'changeAccountRoles',
      summary: 'Make an account an operator, or take that back',
      description:
        'Only `admin` is given and taken by hand: everybody is a consumer, and `provider` comes from an enrollment. It ' +
        'counts everywhere within two seconds. Nobody takes their own role away, and the last active operator stays.',
      path: '/v1/admin/accounts/:id/roles',
      body: ChangeRoles,
      success: { status: 200, schema: AdminAccount },
      problems: ['not_found', 'own_account', 'last_admin'],
      async handle(call) {
        const { grant, revoke = [] } = call.body;
        const { id } = call.params;
        if (grant) await administration.grant(id, grant, actOf(call));
        else await administration.revoke(id, revoke, actOf(call));
        return show(call.params.id);
      },
    }),
    route({
      ...common,
      operationId: 'signOutAccount',
      summary: 'End every login of an account',
      description: 'No refresh token works any more; access tokens that are out run out within minutes.',
      path: '/v1/admin/accounts/:id/sign-out',
      body: OperatorReason,
      success: { status: 200, schema: AdminAccount },
      problems: ['not_found'],
      async handle(call) {
        await administration.signOut(call.params.id, actOf(call));
        return show(call.params.id);
      },
    }),
  ];
}

type Operators = Pick<
  // oxlint-disable-next-line typescript/no-explicit-any -- of the body only the reason counts
  Call<typeof params, any, any, typeof common.access>,
  'headers' | 'ip' | 'requestId' | 'commandId'
> & { readonly actor: Actor; readonly body: { readonly reason: string } };

/** Who acts, from where, and why. */
function actOf({ actor, body, headers, ip, requestId, commandId }: Operators): Act {
  const userAgent = headers['user-agent'];
  return {
    side: 'admin',
    actorId: actor.id,
    reason: body.reason,
    ip,
    userAgent: typeof userAgent === 'string' ? userAgent : undefined,
    requestId,
    commandId,
  };
}
