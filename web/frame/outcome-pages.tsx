import { Text } from '@mantine/core';
import { ProblemError } from '#web/api/problem-error.ts';
import type { Failed } from '#web/kit/boundary.tsx';
import { FailureNotice } from '#web/kit/failure-notice.tsx';
import { ButtonLink } from '#web/kit/links.tsx';
import { Page } from '#web/kit/page.tsx';
import type { Audience } from '#web/pages.ts';

const FOR: Record<Audience, string> = {
  anyone: 'everybody',
  'signed-in': 'people who are signed in',
  consumer: 'clients',
  provider: 'providers',
  admin: 'operators',
};

/** Nothing has this address. */
export function NotFoundPage() {
  return (
    <Page title="There is no such page" isReading>
      <Text>The address may be misspelt, or what stood here is gone.</Text>
      <ToStart />
    </Page>
  );
}

/** The page is there, and for somebody else. */
export function ForbiddenPage({ audience }: { audience: Audience }) {
  return (
    <Page title="This page is not for you" isReading>
      <Text>It is for {FOR[audience]}. You are signed in with an account that does not have this role.</Text>
      <ToStart />
    </Page>
  );
}

/** Stands in place of a page that failed. What is not there, or is somebody else's, is no failure of the page. */
export function PageFailure({ error, onRetry }: Failed) {
  if (error instanceof ProblemError && error.status === 404) {
    return (
      <Page title="It is not there" isReading>
        <Text>What this page shows was removed, or has never existed.</Text>
        <ToStart />
      </Page>
    );
  }
  if (error instanceof ProblemError && error.status === 403) {
    return (
      <Page title="It is not yours to see" isReading>
        <Text>What this page shows belongs to another account.</Text>
        <ToStart />
      </Page>
    );
  }
  return (
    <Page title="This page cannot be shown" isReading>
      <FailureNotice what="This page" error={error} onRetry={onRetry} />
    </Page>
  );
}

function ToStart() {
  return (
    <div>
      <ButtonLink to="/">Go to the start page</ButtonLink>
    </div>
  );
}
