import { Text } from '@mantine/core';
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

function ToStart() {
  return (
    <div>
      <ButtonLink to="/">Go to the start page</ButtonLink>
    </div>
  );
}
