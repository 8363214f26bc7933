import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { useApi } from '#web/api/hooks.ts';
import { itemsOf, pages } from '#web/api/queries.ts';
import { Empty } from '#web/kit/empty.tsx';
import { ButtonLink } from '#web/kit/links.tsx';
import { Page } from '#web/kit/page.tsx';
import { RowsSkeleton } from '#web/kit/rows.tsx';
import { Section } from '#web/kit/section.tsx';
import { ShowMore } from '#web/kit/show-more.tsx';
import { PAGES } from '#web/pages.ts';
import { NotificationRow } from './notification-row.tsx';
import styles from './notifications.module.css';
import { useReadOnSight } from './use-read-on-sight.ts';

const PAGE_SIZE = 20;

/** What happened to whatever concerns somebody, newest first. To see it is to have read it. */
export function NotificationsPage() {
  return (
    <Page title="Notifications" isReading>
      <Section title="All notifications" hideTitle isPlain skeleton={<RowsSkeleton count={6} />}>
        <NotificationList />
      </Section>
    </Page>
  );
}

function NotificationList() {
  const list = useSuspenseInfiniteQuery(pages(useApi(), '/v1/notifications', { query: { limit: PAGE_SIZE } }));
  const items = itemsOf(list.data);
  const fresh = useReadOnSight(items);
  if (items.length === 0) {
    return (
      <Empty title="Nothing has happened yet" action={<ButtonLink to={PAGES.home.path}>Say what you need</ButtonLink>}>
        Offers, bookings, answers and decisions that concern you will be listed here.
      </Empty>
    );
  }
  return (
    <>
      <ol className={styles.list} aria-label="Notifications, newest first">
        {items.map((item) => (
          <NotificationRow key={item.seq} notification={item} isFresh={fresh.has(item.seq)} />
        ))}
      </ol>
      <ShowMore list={list} label="Show older ones" />
    </>
  );
}
