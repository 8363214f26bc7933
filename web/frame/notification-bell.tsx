import { ActionIcon } from '@mantine/core';
import { IconBell } from '#web/kit/icons.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useApi } from '#web/api/hooks.ts';
import { one } from '#web/api/queries.ts';
import { PAGES } from '#web/pages.ts';
import { useIsSettled } from '#web/use-is-settled.ts';
import styles from './notification-bell.module.css';

const SHOWN_UP_TO = 99;

/** How many notifications are unread, leading to their list. */
export function NotificationBell() {
  const api = useApi();
  const { data: unread = 0 } = useQuery({
    ...one(api, '/v1/notifications', { query: { limit: 1 } }),
    select: (page) => page.unread,
    enabled: useIsSettled(),
  });
  const label = unread === 0 ? 'Notifications' : `Notifications, ${unread} unread`;
  return (
    <ActionIcon component={Link} to={PAGES.notifications.path} aria-label={label} className={styles.bell}>
      <IconBell size={24} stroke={1.75} aria-hidden />
      {unread > 0 && (
        <span className={styles.count} aria-hidden>
          {unread > SHOWN_UP_TO ? `${SHOWN_UP_TO}+` : unread}
        </span>
      )}
    </ActionIcon>
  );
}
