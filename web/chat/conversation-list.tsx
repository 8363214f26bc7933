import { Button, Skeleton } from '@mantine/core';
import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ChatRole } from '#domain/chat.ts';
import { useApi } from '#web/api/hooks.ts';
import { itemsOf } from '#web/api/queries.ts';
import { formatDay, viewerZone } from '#web/kit/format-time.ts';
import { useNow } from '#web/kit/use-now.ts';
import { PAGES } from '#web/pages.ts';
import { conversationsQuery } from './chat.queries.ts';
import styles from './conversation-list.module.css';

const ROLES: Record<ChatRole, string> = { consumer: '', provider: 'As provider', enrollment: 'Becoming a provider' };

interface ConversationListProps {
  readonly current: string | undefined;
  readonly onChoose?: () => void;
}

/** Own conversations, newest first. */
export function ConversationList({ current, onChoose }: ConversationListProps) {
  const list = useSuspenseInfiniteQuery(conversationsQuery(useApi()));
  const nowMs = useNow();
  const conversations = itemsOf(list.data);
  if (conversations.length === 0) return <p className={styles.none}>Your conversations will be listed here.</p>;
  return (
    <nav aria-label="Conversations">
      <ul className={styles.list}>
        {conversations.map(({ id, title, role, createdAt }) => (
          <li key={id}>
            <Link
              to={PAGES.chat.path}
              params={{ conversationId: id }}
              className={styles.link}
              data-current={id === current || undefined}
              {...(id === current && { 'aria-current': 'page' as const })}
              {...(onChoose && { onClick: onChoose })}
            >
              <span className={styles.title}>{title ?? 'Conversation'}</span>
              <span className={styles.about}>
                {[ROLES[role], formatDay(createdAt, viewerZone(), nowMs)].filter(Boolean).join(' · ')}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button variant="subtle" fullWidth loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Show older ones
        </Button>
      )}
    </nav>
  );
}

export function ConversationListSkeleton() {
  return (
    <div className={styles.list} aria-hidden>
      {[1, 2, 3].map((each) => (
        <Skeleton key={each} height={60} />
      ))}
    </div>
  );
}
