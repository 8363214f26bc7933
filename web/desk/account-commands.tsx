import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { dataOf, type Api, type Schema } from '#web/api/client.ts';
import { useApi } from '#web/api/hooks.ts';
import { useAccount } from '#web/session/hooks.ts';
import { ACT_WORDS, actsOn, isLeftToOthers, type AccountAct } from './account-acts.ts';
import { accountQuery } from './desk.queries.ts';
import { ReasonDialog } from './reason-dialog.tsx';
import { useOperatorCommand } from './use-operator-command.ts';

type AdminAccount = Schema<'AdminAccount'>;

/** What operators can do to an account; each asks once, and for a reason. */
export function AccountCommands({ account }: { account: AdminAccount }) {
  const isOwn = useAccount()?.id === account.id;
  const acts = actsOn(account);
  const [asked, setAsked] = useState<AccountAct>();
  return (
    <>
      {isOwn && <Text>This is your own account: another operator has to suspend it or take the role away.</Text>}
      <Group gap="xs">
        {acts
          .filter((act) => !isLeftToOthers(act, isOwn))
          .map((act) => (
            <Button key={act} variant="default" onClick={() => setAsked(act)}>
              {ACT_WORDS[act].button}
            </Button>
          ))}
      </Group>
      {acts.map((act) => (
        <ActDialog key={act} act={act} account={account} isOpen={asked === act} onClose={() => setAsked(undefined)} />
      ))}
    </>
  );
}

interface ActDialogProps {
  readonly act: AccountAct;
  readonly account: AdminAccount;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

function ActDialog({ act, account: { id, name }, isOpen, onClose }: ActDialogProps) {
  const api = useApi();
  const carryOut = useOperatorCommand({
    name: `${act} ${id}`,
    queryKey: accountQuery(api, id).queryKey,
    changes: [
      ['admin', 'accounts', {}],
      ['admin', 'audit'],
    ],
    send: (key: string, reason: string) => sendAct(api, act, id, { key, reason }),
  });
  const { title, effect, confirm, isDestructive } = ACT_WORDS[act];
  return (
    <ReasonDialog
      title={title(name)}
      confirmLabel={confirm}
      isDestructive={isDestructive}
      isOpen={isOpen}
      onClose={onClose}
      onConfirm={carryOut}
    >
      {effect}
    </ReasonDialog>
  );
}

function sendAct(api: Api, act: AccountAct, id: string, { key, reason }: { key: string; reason: string }) {
  const params = { path: { id }, header: { 'Idempotency-Key': key } };
  switch (act) {
    case 'suspend':
      return dataOf(api.POST('/v1/admin/accounts/{id}/suspend', { params, body: { reason } }));
    case 'reinstate':
      return dataOf(api.POST('/v1/admin/accounts/{id}/reinstate', { params, body: { reason } }));
    case 'grant':
      return dataOf(api.POST('/v1/admin/accounts/{id}/roles', { params, body: { grant: ['admin'], reason } }));
    case 'revoke':
      return dataOf(api.POST('/v1/admin/accounts/{id}/roles', { params, body: { revoke: ['admin'], reason } }));
    case 'signOut':
      return dataOf(api.POST('/v1/admin/accounts/{id}/sign-out', { params, body: { reason } }));
  }
}
