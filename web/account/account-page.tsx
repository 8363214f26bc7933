import { Button, Group, Skeleton } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '#web/api/hooks.ts';
import { one } from '#web/api/queries.ts';
import { CopyId } from '#web/kit/copy-id.tsx';
import { Facts } from '#web/kit/facts.tsx';
import { formatDay, viewerZone } from '#web/kit/format-time.ts';
import { capitalized, formatList } from '#web/kit/format.ts';
import { ButtonLink, PageLink } from '#web/kit/links.tsx';
import { Page } from '#web/kit/page.tsx';
import { Section } from '#web/kit/section.tsx';
import { useNow } from '#web/kit/use-now.ts';
import { PAGES } from '#web/pages.ts';
import { useSession } from '#web/session/hooks.ts';
import { roleWords } from './account.words.ts';
import { ColorSchemeChoice } from './color-scheme-choice.tsx';
import { LimitList } from './limit-list.tsx';

/** Who somebody is here, what they may, and the way out. */
export function AccountPage() {
  return (
    <Page title="Your account" isReading actions={<SignOut />}>
      <Section title="You" skeleton={<Skeleton height={160} />}>
        <OwnFacts />
      </Section>
      <Section title="Appearance">
        <ColorSchemeChoice />
      </Section>
      <Section title="Your limits" skeleton={<Skeleton height={280} />}>
        <LimitList />
      </Section>
    </Page>
  );
}

function OwnFacts() {
  const { data: account } = useSuspenseQuery(one(useApi(), '/v1/auth/me'));
  const nowMs = useNow();
  const { roles, providerId } = account;
  return (
    <>
      <Facts
        facts={[
          ['Name', account.name],
          ['Mail address', account.email ?? 'None'],
          [roles.length > 1 ? 'Roles' : 'Role', capitalized(formatList(roles.map(roleWords)))],
          ['Member since', formatDay(account.createdAt, viewerZone(), nowMs)],
          [
            'Public page',
            providerId !== null && (
              <PageLink key="public" to={PAGES.publicProvider.path} params={{ providerId }}>
                What others see of you
              </PageLink>
            ),
          ],
        ]}
      />
      <Group gap="xs">
        {!roles.includes('provider') && (
          <ButtonLink variant="default" to={PAGES.becomeProvider.path}>
            Become a provider
          </ButtonLink>
        )}
        {roles.includes('admin') && <CopyId what="account id" value={account.id} />}
      </Group>
    </>
  );
}

function SignOut() {
  const session = useSession();
  const navigate = useNavigate();
  const [isBusy, setBusy] = useState(false);

  async function signOut(): Promise<void> {
    setBusy(true);
    await navigate({ to: PAGES.start.path }); // first: nothing of this page can be read any more afterwards
    await session.signOut();
  }

  return (
    <Button variant="default" loading={isBusy} onClick={() => void signOut()}>
      Sign out
    </Button>
  );
}
