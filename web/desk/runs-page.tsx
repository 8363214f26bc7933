import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { useApi } from '#web/api/hooks.ts';
import { itemsOf } from '#web/api/queries.ts';
import { Empty } from '#web/kit/empty.tsx';
import { PageLink } from '#web/kit/links.tsx';
import { Page } from '#web/kit/page.tsx';
import { Rows, RowsSkeleton } from '#web/kit/rows.tsx';
import { Section } from '#web/kit/section.tsx';
import { ShowMore } from '#web/kit/show-more.tsx';
import { PAGES } from '#web/pages.ts';
import { outboxQuery, overdueRunsQuery } from './desk.queries.ts';
import { OutboxRow } from './outbox-row.tsx';
import { RunRow } from './run-row.tsx';
import { RunSearch } from './run-search.tsx';

/** What should have gone on by itself, and the way to any request or booking. */
export function RunsPage() {
  return (
    <Page title="Stuck runs" back={<PageLink to={PAGES.desk.path}>Desk</PageLink>}>
      <Section title="Overdue" isPlain skeleton={<RowsSkeleton />}>
        <OverdueRuns />
      </Section>
      <Section title="Waiting starts" isPlain skeleton={<RowsSkeleton />}>
        <WaitingStarts />
      </Section>
      <Section title="Open a request or a booking">
        <RunSearch />
      </Section>
    </Page>
  );
}

function OverdueRuns() {
  const list = useSuspenseInfiniteQuery(overdueRunsQuery(useApi()));
  const runs = itemsOf(list.data);
  if (runs.length === 0) {
    return <Empty title="No stuck runs">Runs that are overdue are listed here.</Empty>;
  }
  return (
    <>
      <Rows label="Overdue runs, the longest overdue first">
        {runs.map((run) => (
          <RunRow key={run.workflowId} run={run} />
        ))}
      </Rows>
      <ShowMore list={list} label="Show more runs" />
    </>
  );
}

function WaitingStarts() {
  const list = useSuspenseInfiniteQuery(outboxQuery(useApi()));
  const starts = itemsOf(list.data);
  if (starts.length === 0) {
    return <Empty title="The outbox is empty">Starts and signals that are not carried out yet are listed here.</Empty>;
  }
  return (
    <>
      <Rows label="Waiting starts, oldest first">
        {starts.map((start) => (
          <OutboxRow key={start.id} start={start} />
        ))}
      </Rows>
      <ShowMore list={list} label="Show more starts" />
    </>
  );
}
