import { Skeleton, Stack } from '@mantine/core';
import { Navigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useSessionState } from '#web/session/hooks.ts';
import { maySee, pageAt } from './nav.ts';
import { ForbiddenPage } from './outcome-pages.tsx';

/** Shows a page to its audience only: others sign in first, or read that it is for another role. The API decides anyway. */
export function Guard({ pathname, children }: { pathname: string; children: ReactNode }) {
  const session = useSessionState();
  const audience = pageAt(pathname)?.audience ?? 'anyone';
  if (audience === 'anyone') return children;
  if (session.status === 'starting') {
    return (
      <Stack aria-busy>
        <Skeleton height={32} width="40%" />
        <Skeleton height={240} />
      </Stack>
    );
  }
  if (session.status === 'signedOut') return <Navigate to="/sign-in" search={{ next: pathname }} replace />;
  return maySee(audience, session.account.roles) ? children : <ForbiddenPage audience={audience} />;
}
