import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { useApi } from '#web/api/hooks.ts';
import { itemsOf } from '#web/api/queries.ts';
import { Empty } from '#web/kit/empty.tsx';
import { Page } from '#web/kit/page.tsx';
import { Rows, RowsSkeleton } from '#web/kit/rows.tsx';
import { Section } from '#web/kit/section.tsx';
import { ShowMore } from '#web/kit/show-more.tsx';
import { useFilters, type Filters } from '#web/kit/use-filters.ts';
import { AuditEntryRow } from './audit-entry.tsx';
import { AuditFilters } from './audit-filters.tsx';
import { auditQuery } from './desk.queries.ts';

/** Who did what, newest first; reading it makes an entry, too. */
export function AuditPage() {
  const [filters, change] = useFilters();
  return (
    <Page title="Audit" lead="Who did what, newest first. Reading it is logged, too.">
      <AuditFilters filters={filters} onChange={change} />
      <Section title="Entries" hideTitle isPlain skeleton={<RowsSkeleton count={6} />}>
        <AuditList filters={filters} />
      </Section>
    </Page>
  );
}

function AuditList({ filters }: { filters: Filters }) {
  const list = useSuspenseInfiniteQuery(auditQuery(useApi(), filters));
  const entries = itemsOf(list.data);
  if (entries.length === 0) return <Empty title="No such entry">Nothing was done that fits these filters.</Empty>;
  return (
    <>
      <Rows label="Audit entries, newest first">
        {entries.map((entry) => (
          <AuditEntryRow key={entry.id} entry={entry} />
        ))}
      </Rows>
      <ShowMore list={list} label="Show older entries" />
    </>
  );
}
