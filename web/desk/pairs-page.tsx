import { NativeSelect } from '@mantine/core';
import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { useApi } from '#web/api/hooks.ts';
import { itemsOf } from '#web/api/queries.ts';
import { Empty } from '#web/kit/empty.tsx';
import { PageLink } from '#web/kit/links.tsx';
import { Page } from '#web/kit/page.tsx';
import { Rows, RowsSkeleton } from '#web/kit/rows.tsx';
import { Section } from '#web/kit/section.tsx';
import { ShowMore } from '#web/kit/show-more.tsx';
import { useFilters } from '#web/kit/use-filters.ts';
import { PAGES } from '#web/pages.ts';
import styles from './desk.module.css';
import { pairsQuery } from './desk.queries.ts';
import { daysOf } from './filters.ts';
import { PairRow } from './pair-row.tsx';

const DAYS = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'A year' },
];

/** Who looks as if they book each other for the reviews. */
export function PairsPage() {
  const [filters, change] = useFilters();
  const days = daysOf(filters);
  return (
    <Page
      title="Arranged pairs"
      lead="Clients and providers whose bookings look as if they were made for the reviews. Honest people give such signals, too: look before you act."
      back={<PageLink to={PAGES.desk.path}>Desk</PageLink>}
    >
      <div className={styles.filters}>
        <NativeSelect
          label="Looking back"
          data={DAYS}
          value={String(days)}
          onChange={(event) => change({ days: event.currentTarget.value })}
        />
      </div>
      <Section title="Pairs" hideTitle isPlain skeleton={<RowsSkeleton />}>
        <PairList days={days} />
      </Section>
    </Page>
  );
}

function PairList({ days }: { days: number }) {
  const list = useSuspenseInfiniteQuery(pairsQuery(useApi(), days));
  const pairs = itemsOf(list.data);
  if (pairs.length === 0) {
    return <Empty title="No pair stands out">Pairs with at least two signals in this time are listed here.</Empty>;
  }
  return (
    <>
      <Rows label="Pairs, the last booking first">
        {pairs.map((pair) => (
          <PairRow key={`${pair.consumerId} ${pair.providerId}`} pair={pair} />
        ))}
      </Rows>
      <ShowMore list={list} label="Show more pairs" />
    </>
  );
}
