import { NativeSelect } from '@mantine/core';
import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { ACCOUNT_STATUSES, ROLES } from '#domain/accounts.ts';
import type { Schema } from '#web/api/client.ts';
import { useApi } from '#web/api/hooks.ts';
import { itemsOf } from '#web/api/queries.ts';
import { Empty } from '#web/kit/empty.tsx';
import { plural } from '#web/kit/format.ts';
import { PageLink } from '#web/kit/links.tsx';
import { Page } from '#web/kit/page.tsx';
import { Row, Rows, RowsSkeleton } from '#web/kit/rows.tsx';
import { Section } from '#web/kit/section.tsx';
import { ShowMore } from '#web/kit/show-more.tsx';
import { StatusBadge } from '#web/kit/status-badge.tsx';
import { lookOf } from '#web/kit/statuses.ts';
import { useFilters, type Filters } from '#web/kit/use-filters.ts';
import { useTimes } from '#web/kit/use-times.ts';
import { PAGES } from '#web/pages.ts';
import { AccountSearch } from './account-search.tsx';
import styles from './desk.module.css';
import { accountsQuery } from './desk.queries.ts';
import { ROLE_WORDS, rolesInWords } from './desk.words.ts';

const ROLE_OPTIONS = [{ value: '', label: 'Any' }, ...ROLES.map((role) => ({ value: role, label: ROLE_WORDS[role] }))];
const STATUS_OPTIONS = [
  { value: '', label: 'Any' },
  ...ACCOUNT_STATUSES.map((status) => ({ value: status, label: lookOf('account', status).word })),
];

/** Every account, newest first, and the search for the one of a mail address. */
export function AccountsPage() {
  const [filters, change] = useFilters();
  return (
    <Page title="Accounts" lead="Newest first.">
      <Section title="Find an account">
        <AccountSearch />
      </Section>
      <div className={styles.filters}>
        <NativeSelect
          label="Role"
          data={ROLE_OPTIONS}
          value={filters.role ?? ''}
          onChange={(event) => change({ role: event.currentTarget.value })}
        />
        <NativeSelect
          label="Status"
          data={STATUS_OPTIONS}
          value={filters.status ?? ''}
          onChange={(event) => change({ status: event.currentTarget.value })}
        />
      </div>
      <Section title="Accounts" hideTitle isPlain skeleton={<RowsSkeleton />}>
        <AccountList filters={filters} />
      </Section>
    </Page>
  );
}

function AccountList({ filters }: { filters: Filters }) {
  const list = useSuspenseInfiniteQuery(accountsQuery(useApi(), filters));
  const items = itemsOf(list.data);
  if (items.length === 0) return <Empty title="No such account">No account has this role and this status.</Empty>;
  return (
    <>
      <Rows label="Accounts">
        {items.map((account) => (
          <AccountRow key={account.id} account={account} />
        ))}
      </Rows>
      <ShowMore list={list} label="Show older accounts" />
    </>
  );
}

function AccountRow({ account }: { account: Schema<'AdminAccount'> }) {
  const { id, name, email, roles, status, openLogins, createdAt } = account;
  const { day } = useTimes();
  return (
    <Row
      title={
        <PageLink to={PAGES.deskAccount.path} params={{ accountId: id }}>
          {name}
        </PageLink>
      }
      badge={<StatusBadge kind="account" status={status} />}
      facts={[
        email ?? 'no mail address',
        rolesInWords(roles),
        openLogins > 0 ? plural(openLogins, { one: 'open login', other: 'open logins' }) : 'not signed in',
        `since ${day(createdAt)}`,
      ]}
    />
  );
}
