import { useEffect, useEffectEvent, useMemo } from 'react';
import { useStore } from '#web/kit/use-store.ts';
import { useClient } from '#web/use-client.ts';
import type { WrittenTurn } from './agent-text.ts';
import type { FeedItem } from './feed-effects.ts';

/** What the agent is writing in a conversation at present; empty when the stored messages are all there is. */
export function useAgentText(conversationId: string): readonly WrittenTurn[] {
  const { text } = useClient().live;
  return useStore(useMemo(() => text.ofConversation(conversationId), [text, conversationId]));
}

/** Calls the listener with every entry of the feed while the component is shown. What a page shows is read again by itself. */
export function useFeed(listener: (item: FeedItem) => void): void {
  const { live } = useClient();
  const onItem = useEffectEvent(listener);
  useEffect(() => live.listen(onItem), [live]);
}
