import { SegmentedControl } from '@mantine/core';
import { useNavigate, useRouterState, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { CHAT_ROLES, type ChatRole } from '#domain/chat.ts';
import { useMode } from '#web/frame/use-mode.ts';
import { takeSaid } from '#web/kit/said.ts';
import { useStore } from '#web/kit/use-store.ts';
import { PAGES } from '#web/pages.ts';
import { useAccount } from '#web/session/hooks.ts';
import { ChatLayout } from './chat-layout.tsx';
import { Composer } from './composer.tsx';
import { Log } from './log.tsx';
import { rolesFor, ROLE_LABELS, WELCOME } from './new-chat.words.ts';
import { RunningTurn } from './open-turn.tsx';
import { Outgoing } from './outgoing.tsx';
import { keepUnsent, readUnsent } from './unsent.ts';
import { useOutbox, useOutgoing } from './use-outbox.ts';
import { useStickToEnd } from './use-stick-to-end.ts';
import { Welcome } from './welcome.tsx';

/** Where a conversation begins. It becomes one of its own with the first message. */
export function NewChatPage() {
  const [thread] = useState(() => crypto.randomUUID() as string);
  const [role, setRole, roles] = useRole();
  const [suggestion, setSuggestion] = useState<string>();
  const outbox = useOutbox();
  const outgoing = useOutgoing(thread);
  const [scroller, content] = [useRef<HTMLDivElement>(null), useRef<HTMLDivElement>(null)];
  const stick = useStickToEnd({ scroller, content, newest: outgoing.at(-1)?.key, oldest: undefined });
  const send = (text: string, media: readonly string[] = []): void =>
    outbox.send({ thread, isNewThread: true, role, text, media });
  useSaid((text) => send(text));
  useBegun(thread);
  return (
    <ChatLayout title="Chat">
      <Log stick={stick} scroller={scroller} content={content} isLive>
        {outgoing.length === 0 ? (
          <Welcome role={role} onChoose={setSuggestion}>
            {roles.length > 1 && (
              <SegmentedControl
                aria-label="You write"
                data={roles.map((value) => ({ value, label: ROLE_LABELS[value] }))}
                value={role}
                onChange={(value) => setRole(value as ChatRole)}
              />
            )}
          </Welcome>
        ) : (
          <>
            {outgoing.map((message) => (
              <Outgoing key={message.key} message={message} />
            ))}
            {outgoing.some(({ state }) => state === 'sent') && <RunningTurn text={undefined} isQueued={false} />}
          </>
        )}
      </Log>
      <Composer
        key={suggestion}
        thread={thread}
        placeholder={WELCOME[role].placeholder}
        onSend={send}
        suggestion={suggestion}
      />
    </ChatLayout>
  );
}

/** As what somebody writes: as the address says, else as they look at the product. */
function useRole(): readonly [ChatRole, (role: ChatRole) => void, readonly ChatRole[]] {
  const { role: wanted } = useSearch({ strict: false });
  const pathname = useRouterState({ select: ({ location }) => location.pathname });
  const [mode] = useMode(pathname);
  const roles = rolesFor(useAccount()?.roles ?? []);
  const [chosen, setChosen] = useState<ChatRole>();
  const named = CHAT_ROLES.find((each) => each === (chosen ?? wanted ?? mode));
  const role = named !== undefined && roles.includes(named) ? named : 'consumer';
  return [role, setChosen, roles];
}

/** Sends what was said on another page, once. */
function useSaid(send: (text: string) => void): void {
  const isTaken = useRef(false);
  useEffect(() => {
    if (isTaken.current) return;
    isTaken.current = true;
    const text = takeSaid();
    if (text !== undefined) send(text);
  });
}

/** Goes to the conversation as soon as there is one, with what is being written. */
function useBegun(thread: string): void {
  const outbox = useOutbox();
  const navigate = useNavigate();
  useStore(outbox); // a conversation begins when one of its messages has arrived
  const conversationId = outbox.conversationOf(thread);
  useEffect(() => {
    if (conversationId === undefined) return;
    keepUnsent(conversationId, readUnsent(thread));
    keepUnsent(thread, '');
    void navigate({ to: PAGES.chat.path, params: { conversationId }, replace: true });
  }, [conversationId, thread, navigate]);
}
