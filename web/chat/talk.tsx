import { Button, Skeleton } from '@mantine/core';
import { useQueries, useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { Fragment, useEffect, useRef } from 'react';
import type { Schema } from '#web/api/client.ts';
import { useApi } from '#web/api/hooks.ts';
import { itemsOf } from '#web/api/queries.ts';
import { useAgentText } from '#web/live/hooks.ts';
import { messagesQuery, taskQuery } from './chat.queries.ts';
import { Composer } from './composer.tsx';
import { Drafts } from './drafts.tsx';
import { Log } from './log.tsx';
import { StoredMessage } from './message.tsx';
import { FailedTurn, RunningTurn } from './open-turn.tsx';
import type { OutgoingMessage } from './outbox.ts';
import { Outgoing } from './outgoing.tsx';
import { StopButton } from './stop-button.tsx';
import styles from './talk.module.css';
import { notStored, unansweredTurns } from './turns.ts';
import { useOutbox, useOutgoing } from './use-outbox.ts';
import { useStickToEnd } from './use-stick-to-end.ts';

type Message = Schema<'ChatMessage'>;
type Task = Schema<'ChatTask'>;

/** One conversation: what was said, what is on its way, the drafts that wait, and where the next message is written. */
export function Talk({ conversation }: { conversation: Schema<'ConversationDetails'> }) {
  const { id: thread, role } = conversation;
  const outbox = useOutbox();
  const { messages, older } = useMessages(thread);
  const outgoing = useOutgoing(thread);
  const unstored = notStored(messages, outgoing);
  const tasks = useTasks(unansweredTurns(messages, outgoing));
  const running = [...tasks.values()].filter(isRunning);
  const [scroller, content] = [useRef<HTMLDivElement>(null), useRef<HTMLDivElement>(null)];
  const stick = useStickToEnd({ scroller, content, newest: messages.at(-1)?.id, oldest: messages[0]?.id });
  useEffect(() => outbox.stored(new Set(messages.map(({ taskId }) => taskId))), [outbox, messages]);

  function send(text: string, media: readonly string[] = []): void {
    outbox.send({ thread, isNewThread: false, role, text, media });
    stick.toEnd();
  }

  const stoppable = running.find(({ allowedActions }) => allowedActions.includes('cancel'));
  return (
    <>
      <Log stick={stick} scroller={scroller} content={content} isLive={!older.isFetchingNextPage}>
        {older.hasNextPage && (
          <Button
            variant="subtle"
            className={styles.older}
            loading={older.isFetchingNextPage}
            onClick={() => {
              stick.keepPlace();
              void older.fetchNextPage();
            }}
          >
            Show earlier messages
          </Button>
        )}
        <Said messages={messages} tasks={tasks} onAskAgain={send} />
        <OnTheWay thread={thread} running={running} outgoing={unstored} />
        <Drafts conversation={conversation} />
      </Log>
      <Composer
        key={thread}
        thread={thread}
        placeholder="Write to the agent"
        onSend={send}
        stop={stoppable && <StopButton key={stoppable.id} task={stoppable} />}
      />
    </>
  );
}

interface SaidProps {
  readonly messages: readonly Message[];
  readonly tasks: ReadonlyMap<string, Task>;
  readonly onAskAgain: (text: string, media: readonly string[]) => void;
}

/** The stored messages; behind one that was never answered stands why. */
function Said({ messages, tasks, onAskAgain }: SaidProps) {
  return messages.map((message) => {
    const task = message.author === 'user' ? tasks.get(message.taskId) : undefined;
    const isLast = message.id === messages.at(-1)?.id;
    return (
      <Fragment key={message.id}>
        <StoredMessage message={message} />
        {task?.status === 'failed' && (
          <FailedTurn task={task} onAskAgain={isLast ? () => onAskAgain(message.text, message.media) : undefined} />
        )}
      </Fragment>
    );
  });
}

interface OnTheWayProps {
  readonly thread: string;
  readonly running: readonly Task[];
  readonly outgoing: readonly OutgoingMessage[];
}

/** What the server does not have yet, and what the agent has not finished: not announced, for it comes again when it is. */
function OnTheWay({ thread, running, outgoing }: OnTheWayProps) {
  const written = new Map(useAgentText(thread).map(({ turnId, text }) => [turnId, text]));
  const unseen = [...written].filter(([turnId]) => !running.some(({ id }) => id === turnId));
  return (
    <div className={styles.tail} aria-live="off">
      {unseen.map(([turnId, text]) => (
        <RunningTurn key={turnId} text={text} isQueued={false} />
      ))}
      {running.map(({ id, status }) => (
        <RunningTurn key={id} text={written.get(id)} isQueued={status === 'queued' && running.length > 1} />
      ))}
      {outgoing.map((message) => (
        <Outgoing key={message.key} message={message} />
      ))}
    </div>
  );
}

/** Oldest first. */
function useMessages(conversationId: string) {
  const older = useSuspenseInfiniteQuery(messagesQuery(useApi(), conversationId));
  return { messages: itemsOf(older.data).toReversed(), older };
}

function useTasks(ids: readonly string[]): ReadonlyMap<string, Task> {
  const api = useApi();
  const results = useQueries({ queries: ids.map((id) => taskQuery(api, id)) });
  return new Map(results.flatMap(({ data }) => (data ? [[data.id, data]] : [])));
}

const isRunning = ({ status }: Task): boolean => status === 'queued' || status === 'running';

/** As high as a conversation: the log and where messages are written. */
export function TalkSkeleton() {
  return (
    <div className={styles.skeleton} aria-hidden>
      <Skeleton height={40} width="60%" ml="auto" />
      <Skeleton height={96} width="80%" />
      <Skeleton height={54} mt="auto" />
    </div>
  );
}
