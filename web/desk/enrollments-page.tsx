import { NativeSelect } from '@mantine/core';
import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { ENROLLMENT_STATUSES } from '#domain/lifecycles/enrollment.ts';
import { useApi } from '#web/api/hooks.ts';
import { itemsOf } from '#web/api/queries.ts';
import { Empty } from '#web/kit/empty.tsx';
import { Page } from '#web/kit/page.tsx';
import { Rows, RowsSkeleton } from '#web/kit/rows.tsx';
import { Section } from '#web/kit/section.tsx';
import { ShowMore } from '#web/kit/show-more.tsx';
import { lookOf } from '#web/kit/statuses.ts';
import { useFilters, type Filters } from '#web/kit/use-filters.ts';
import styles from './desk.module.css';
import { enrollmentsQuery } from './desk.queries.ts';
import { EnrollmentRow } from './enrollment-row.tsx';
import { ALL, enrollmentOrder, enrollmentStatusOf } from './filters.ts';

const STATUS_OPTIONS = [
  ...ENROLLMENT_STATUSES.map((status) => ({ value: status, label: lookOf('enrollment', status).word })),
  { value: ALL, label: 'All' },
];

/** Everybody's enrollments; at first those that wait for a decision, in the order in which they are decided. */
export function EnrollmentsPage() {
  const [filters, change] = useFilters();
  const status = enrollmentStatusOf(filters);
  return (
    <Page
      title="Enrollments"
      lead={enrollmentOrder(status) === 'submitted' ? 'The longest waiting first.' : 'Newest first.'}
    >
      <div className={styles.filters}>
        <NativeSelect
          label="Status"
          data={STATUS_OPTIONS}
          value={status ?? ALL}
          onChange={(event) => change({ status: event.currentTarget.value })}
        />
      </div>
      <Section title="Enrollments" hideTitle isPlain skeleton={<RowsSkeleton />}>
        <EnrollmentList filters={filters} />
      </Section>
    </Page>
  );
}

function EnrollmentList({ filters }: { filters: Filters }) {
  const list = useSuspenseInfiniteQuery(enrollmentsQuery(useApi(), filters));
  const items = itemsOf(list.data);
  if (items.length === 0) {
    return enrollmentStatusOf(filters) === 'pending_verification' ? (
      <Empty title="No enrollment waits">
        Applicants whose work needs a license are listed here until an operator has decided.
      </Empty>
    ) : (
      <Empty title="There is none of these">Choose another status to see more.</Empty>
    );
  }
  return (
    <>
      <Rows label="Enrollments">
        {items.map((enrollment) => (
          <EnrollmentRow key={enrollment.id} enrollment={enrollment} />
        ))}
      </Rows>
      <ShowMore list={list} label="Show more" />
    </>
  );
}
