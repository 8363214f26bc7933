import { useInfiniteQuery, useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { useApi } from '#web/api/hooks.ts';
import { itemsOf } from '#web/api/queries.ts';
import { Empty } from '#web/kit/empty.tsx';
import { Rows } from '#web/kit/rows.tsx';
import { enrollmentsQuery, outboxQuery, overdueRunsQuery } from './desk.queries.ts';
import { EnrollmentRow } from './enrollment-row.tsx';
import { OutboxRow } from './outbox-row.tsx';
import { RunRow } from './run-row.tsx';
import { useIsSettled } from '#web/use-is-settled.ts';
import { worklistOf, type Work } from './worklist.ts';

/** The first of everything that needs a person, the longest waiting first; the rest stands on pages of its own. */
export function Worklist() {
  const api = useApi();
  const runs = useSuspenseInfiniteQuery(overdueRunsQuery(api));
  const enrollments = useSuspenseInfiniteQuery(enrollmentsQuery(api, {}));
  // One that cannot start is rare, so the list does not wait for it.
  const starts = useInfiniteQuery({ ...outboxQuery(api), enabled: useIsSettled(), throwOnError: true });
  const work = worklistOf({
    runs: itemsOf(runs.data),
    enrollments: itemsOf(enrollments.data),
    starts: itemsOf(starts.data),
  });
  if (work.length === 0) {
    return (
      <Empty title="Nothing needs you right now">
        Enrollments to decide and stuck runs are listed here, oldest first.
      </Empty>
    );
  }
  return (
    <Rows label="What needs a person, the oldest first">
      {work.map((each) => (
        <WorkRow key={keyOf(each)} work={each} />
      ))}
    </Rows>
  );
}

function WorkRow({ work }: { work: Work }) {
  switch (work.kind) {
    case 'run':
      return <RunRow run={work.run} />;
    case 'enrollment':
      return <EnrollmentRow enrollment={work.enrollment} />;
    case 'start':
      return <OutboxRow start={work.start} />;
  }
}

function keyOf(work: Work): string {
  if (work.kind === 'run') return work.run.workflowId;
  return work.kind === 'enrollment' ? work.enrollment.id : work.start.id;
}
