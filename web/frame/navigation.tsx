import {
  IconBriefcase,
  IconBuildingStore,
  IconCalendar,
  IconClipboardCheck,
  IconHistory,
  IconHome,
  IconInbox,
  IconLayoutDashboard,
  IconListDetails,
  IconMessage,
  IconTag,
  IconUsers,
} from '#web/kit/icons.ts';
import { Link } from '@tanstack/react-router';
import { PAGES, type PageName } from '#web/pages.ts';
import { isCurrent, NAVIGATION, type Mode } from './nav.ts';
import styles from './navigation.module.css';

const ICONS: Partial<Record<PageName, typeof IconHome>> = {
  home: IconHome,
  newChat: IconMessage,
  requests: IconListDetails,
  bookings: IconBriefcase,
  leads: IconInbox,
  ownOffers: IconTag,
  calendar: IconCalendar,
  profile: IconBuildingStore,
  desk: IconLayoutDashboard,
  deskEnrollments: IconClipboardCheck,
  deskAccounts: IconUsers,
  deskAudit: IconHistory,
};

/** The pages of a mode: a rail beside the page, or a bar below it on a phone. */
export function Navigation({ mode, pathname }: { mode: Mode; pathname: string }) {
  return (
    <nav aria-label="Main">
      <ul className={styles.list}>
        {NAVIGATION[mode].map((entry) => {
          const Icon = ICONS[entry.page] ?? IconHome;
          return (
            <li key={entry.page}>
              <Link
                to={PAGES[entry.page].path as '/'}
                className={styles.link}
                data-current={isCurrent(entry, pathname) || undefined}
                {...(isCurrent(entry, pathname) && { 'aria-current': 'page' as const })}
              >
                <Icon size={20} stroke={1.75} aria-hidden />
                <span>{entry.label}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
