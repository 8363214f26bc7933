import { Group } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { Schema } from '#web/api/client.ts';
import { useApi } from '#web/api/hooks.ts';
import { CopyId } from '#web/kit/copy-id.tsx';
import { Facts } from '#web/kit/facts.tsx';
import { plural } from '#web/kit/format.ts';
import { PageLink } from '#web/kit/links.tsx';
import { Page } from '#web/kit/page.tsx';
import { Section } from '#web/kit/section.tsx';
import { StatusBadge } from '#web/kit/status-badge.tsx';
import { lookOf } from '#web/kit/statuses.ts';
import { When } from '#web/kit/when.tsx';
import { PAGES } from '#web/pages.ts';
import { AccountCommands } from './account-commands.tsx';
import { accountQuery } from './desk.queries.ts';
import { rolesInWords } from './desk.words.ts';

/** One account: who it is, how it stands, and what operators can do to it. */
export function AccountPage() {
  const { accountId } = useParams({ from: PAGES.deskAccount.path });
  const { data: account } = useSuspenseQuery(accountQuery(useApi(), accountId));
  const { name, status, id } = account;
  return (
    <Page
      title={name}
      state={lookOf('account', status).word}
      badge={<StatusBadge kind="account" status={status} />}
      back={<PageLink to={PAGES.deskAccounts.path}>Accounts</PageLink>}
    >
      <Section title="Facts">
        <AccountFacts account={account} />
      </Section>
      <Section title="What you can do">
        <AccountCommands account={account} />
      </Section>
      <Section title="What happened">
        <AuditLinks account={account} />
      </Section>
      <Group gap="xs">
        <CopyId what="account id" value={id} />
      </Group>
    </Page>
  );
}

function AccountFacts({ account }: { account: Schema<'AdminAccount'> }) {
  const { email, roles, openLogins, createdAt, providerId } = account;
  return (
    <Facts
      facts={[
        ['Mail address', email ?? 'None'],
        ['Roles', rolesInWords(roles)],
        ['Open logins', plural(openLogins, { one: 'login', other: 'logins' })],
        ['Since', <When key="since" at={createdAt} />],
        [
          'Provider',
          providerId !== null && (
            <PageLink key="provider" to={PAGES.publicProvider.path} params={{ providerId }}>
              The public page
            </PageLink>
          ),
        ],
      ]}
    />
  );
}

/** What the audit knows of it, by who did it and to whom. */
function AuditLinks({ account: { id, mailHash } }: { account: Schema<'AdminAccount'> }) {
  return (
    <Group gap="md">
      <PageLink to={PAGES.deskAudit.path} search={{ actorId: id }}>
        Actions by this account
      </PageLink>
      <PageLink to={PAGES.deskAudit.path} search={{ resourceId: id }}>
        Actions on this account
      </PageLink>
      {mailHash !== null && (
        <PageLink to={PAGES.deskAudit.path} search={{ mailHash }}>
          Sign-ins with its mail address
        </PageLink>
      )}
    </Group>
  );
}
