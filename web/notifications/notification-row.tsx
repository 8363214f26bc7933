import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Schema } from '#web/api/client.ts';
import {
  IconBell,
  IconBriefcase,
  IconClipboardCheck,
  IconInbox,
  IconListDetails,
  IconMessage,
  IconTag,
} from '#web/kit/icons.ts';
import { When } from '#web/kit/when.tsx';
import { pathOf } from './links.ts';
import styles from './notifications.module.css';

type Notification = Schema<'Notification'>;

const ICONS: Record<Notification['type'], typeof IconBell> = {
  'request:updated': IconListDetails,
  'lead:new': IconInbox,
  'offer:new': IconTag,
  'offer:updated': IconTag,
  'booking:confirmed': IconBriefcase,
  'booking:updated': IconBriefcase,
  'review:requested': IconBriefcase,
  'enrollment:updated': IconClipboardCheck,
  'chat:response': IconMessage,
};

interface NotificationRowProps {
  readonly notification: Notification;
  /** It was unread when this page was opened. */
  readonly isFresh: boolean;
}

/** What happened, when, and the way to where it happened. */
export function NotificationRow({ notification, isFresh }: NotificationRowProps) {
  const Icon = ICONS[notification.type] ?? IconBell;
  return (
    <li className={styles.row} data-fresh={isFresh || undefined}>
      <Icon size={20} stroke={1.75} aria-hidden className={styles.icon} />
      <span className={styles.text}>
        <ToItsPage path={pathOf(notification)}>{notification.text}</ToItsPage>
      </span>
      {isFresh && <span className={styles.fresh}>New</span>}
      <span className={styles.when}>
        <When at={notification.at} />
      </span>
    </li>
  );
}

function ToItsPage({ path, children }: { path: string | undefined; children: ReactNode }) {
  if (path === undefined) return children;
  return <Link to={path as '/'}>{children}</Link>;
}
