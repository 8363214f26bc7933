import { ActionIcon, type ActionIconProps, Title } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import { useState, type ComponentPropsWithRef, type ReactNode } from 'react';
import { Boundary } from '#web/kit/boundary.tsx';
import { IconMenu2, IconPlus } from '#web/kit/icons.ts';
import { lazyDialog } from '#web/kit/lazy-dialog.tsx';
import { Page } from '#web/kit/page.tsx';
import { PAGES } from '#web/pages.ts';
import styles from './chat-layout.module.css';
import { ConversationList, ConversationListSkeleton } from './conversation-list.tsx';

type Native = Omit<ComponentPropsWithRef<'a'>, keyof ActionIconProps> & ActionIconProps;
const ConversationDrawer = lazyDialog(() => import('./conversation-drawer.tsx'));
const LinkIcon = createLink((props: Native) => <ActionIcon component="a" {...props} />);

interface ChatLayoutProps {
  readonly title: string;
  readonly state?: string | undefined;
  readonly badge?: ReactNode;
  readonly current?: string | undefined;
  readonly children: ReactNode;
}

/** A conversation as high as the window, with the others beside it, or in a drawer where there is no room. */
export function ChatLayout({ title, state, badge, current, children }: ChatLayoutProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Page
      title={title}
      state={state}
      badge={badge}
      actions={
        <>
          <ActionIcon
            className={styles.toggle}
            variant="default"
            aria-label="Conversations"
            onClick={() => setOpen(true)}
          >
            <IconMenu2 size={20} aria-hidden />
          </ActionIcon>
          {current !== undefined && (
            <LinkIcon to={PAGES.newChat.path} variant="default" aria-label="New conversation">
              <IconPlus size={20} aria-hidden />
            </LinkIcon>
          )}
        </>
      }
    >
      <div className={styles.columns}>
        <div className={styles.talk}>{children}</div>
        <aside className={styles.list} aria-labelledby="conversations">
          <Title order={2} size="h3" id="conversations">
            Conversations
          </Title>
          <Others current={current} />
        </aside>
      </div>
      <ConversationDrawer isOpen={isOpen} onClose={() => setOpen(false)}>
        <Others current={current} onChoose={() => setOpen(false)} />
      </ConversationDrawer>
    </Page>
  );
}

function Others({ current, onChoose }: { current: string | undefined; onChoose?: () => void }) {
  return (
    <Boundary what="Your conversations" skeleton={<ConversationListSkeleton />}>
      <ConversationList current={current} {...(onChoose && { onChoose })} />
    </Boundary>
  );
}
