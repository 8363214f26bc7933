import { Outlet, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { Boundary } from '#web/kit/boundary.tsx';
import { IconUserCircle } from '#web/kit/icons.ts';
import { useSessionState } from '#web/session/hooks.ts';
import { ConnectionBanner } from './connection-banner.tsx';
import styles from './frame.module.css';
import { Guard } from './guard.tsx';
import { ModeSwitch } from './mode-switch.tsx';
import { Navigation } from './navigation.tsx';
import { NotificationBell } from './notification-bell.tsx';
import { PageFailure } from './outcome-pages.tsx';
import { useIsSettled } from '#web/use-is-settled.ts';
import { useMode } from './use-mode.ts';
import { Wordmark } from './wordmark.tsx';

// Menus bring a positioning engine that a first visit does not need.
const AccountMenu = lazy(() => import('./account-menu.tsx'));

/** What stands around every page: the rail, on a phone the bar at the bottom, and what is wrong with the connection. */
export function Frame() {
  const session = useSessionState();
  const pathname = useRouterState({ select: ({ location }) => location.pathname });
  const [mode, setMode] = useMode(pathname);
  const isSettled = useIsSettled();
  const isSignedIn = session.status === 'signedIn';
  const accountId = isSignedIn ? session.account.id : undefined; // nothing of one person stays for the next
  return (
    <div className={styles.frame} data-signed-in={isSignedIn || undefined}>
      <a className={styles.skip} href="#content">
        Skip to the content
      </a>
      <header className={styles.top}>
        <Wordmark />
        {session.status === 'signedIn' && (
          <div className={styles.tools}>
            <NotificationBell />
            <Suspense fallback={<MenuPlace />}>
              {isSettled ? <AccountMenu account={session.account} /> : <MenuPlace />}
            </Suspense>
          </div>
        )}
      </header>
      {session.status === 'signedIn' && (
        <aside className={styles.rail}>
          <ModeSwitch account={session.account} mode={mode} onChange={setMode} />
          <Navigation mode={mode} pathname={pathname} />
        </aside>
      )}
      <main id="content" className={styles.main} tabIndex={-1} key={accountId}>
        <ConnectionBanner />
        <Guard pathname={pathname}>
          <Boundary what="This page" resetKeys={[pathname]} fallback={PageFailure}>
            <Outlet />
          </Boundary>
        </Guard>
      </main>
    </div>
  );
}

/** Where the menu of the account will be. */
function MenuPlace() {
  return (
    <div className={styles.menuPlace} aria-hidden>
      <IconUserCircle size={24} stroke={1.75} />
    </div>
  );
}
