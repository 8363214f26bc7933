import { useMemo } from 'react';
import { dataOf } from '#web/api/client.ts';
import { KEY_HEADER } from '#web/api/resend.ts';
import type { WebClient } from '#web/client.ts';
import { useStore } from '#web/kit/use-store.ts';
import { useAccount } from '#web/session/hooks.ts';
import { useClient } from '#web/use-client.ts';
import { createOutbox, type Outbox, type OutgoingMessage } from './outbox.ts';

const outboxes = new WeakMap<WebClient, { readonly accountId: string; readonly outbox: Outbox }>();

/** The one outbox of whoever is signed in; it goes on sending while other pages are shown. */
export function useOutbox(): Outbox {
  const client = useClient();
  const accountId = useAccount()?.id ?? '';
  return useMemo(() => outboxOf(client, accountId), [client, accountId]);
}

/** What is on its way in one thread. */
export function useOutgoing(thread: string): readonly OutgoingMessage[] {
  const all = useStore(useOutbox());
  return all.filter((each) => each.thread === thread);
}

function outboxOf(client: WebClient, accountId: string): Outbox {
  const known = outboxes.get(client);
  if (known?.accountId === accountId) return known.outbox;
  known?.outbox.stop();
  const { api, connectivity, queryClient, session } = client;
  const outbox = createOutbox({
    post: (key, body, signal) =>
      dataOf(api.POST('/v1/chat', { params: { header: { [KEY_HEADER]: key } }, body, signal })),
    whenOnline: (signal) => connectivity.whenOnline(signal),
    onAccepted({ conversationId }) {
      void queryClient.invalidateQueries({ queryKey: ['chat', 'conversations', conversationId] });
      void queryClient.invalidateQueries({ queryKey: ['chat', 'conversations', {}] });
    },
    storage: sessionStorage,
    keptAs: `proxie.chat.outbox.${accountId}`,
  });
  const unsubscribe = session.subscribe(() => {
    const state = session.get();
    if (state.status === 'signedIn' && state.account.id === accountId) return;
    unsubscribe();
    outbox.stop();
    outboxes.delete(client);
  });
  outboxes.set(client, { accountId, outbox });
  return outbox;
}
