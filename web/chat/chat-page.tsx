import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useApi } from '#web/api/hooks.ts';
import { Boundary } from '#web/kit/boundary.tsx';
import { plural } from '#web/kit/format.ts';
import { ChatLayout } from './chat-layout.tsx';
import { conversationQuery } from './chat.queries.ts';
import { Talk, TalkSkeleton } from './talk.tsx';
import { shortTitle } from './turns.ts';

/** One conversation with the agent. */
export function ChatPage() {
  const { conversationId = '' } = useParams({ strict: false });
  const { data: conversation } = useSuspenseQuery(conversationQuery(useApi(), conversationId));
  const waiting = conversation.drafts.length;
  return (
    <ChatLayout
      title={shortTitle(conversation.title)}
      state={waiting === 0 ? undefined : plural(waiting, { one: 'draft to decide on', other: 'drafts to decide on' })}
      current={conversationId}
    >
      <Boundary what="This conversation" resetKeys={[conversationId]} skeleton={<TalkSkeleton />}>
        <Talk key={conversationId} conversation={conversation} />
      </Boundary>
    </ChatLayout>
  );
}
