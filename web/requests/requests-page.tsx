import { NativeSelect } from '@mantine/core';
import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { REQUEST_STATUSES, type RequestStatus } from '#domain/lifecycles/request.ts';
import type { Schema } from '#web/api/client.ts';
import { useApi } from '#web/api/hooks.ts';
import { itemsOf } from '#web/api/queries.ts';
import { Empty } from '#web/kit/empty.tsx';
import { ButtonLink, PageLink } from '#web/kit/links.tsx';
import { Page } from '#web/kit/page.tsx';
import { budgetWords, requestTitle, timingWords } from '#web/kit/request-words.ts';
import { Row, Rows, RowsSkeleton } from '#web/kit/rows.tsx';
import { Section } from '#web/kit/section.tsx';
import { ShowMore } from '#web/kit/show-more.tsx';
import { StatusBadge } from '#web/kit/status-badge.tsx';
import { STATUS_LOOKS } from '#web/kit/statuses.ts';
import { useTimes } from '#web/kit/use-times.ts';
import { PAGES } from '#web/pages.ts';
import { requestsQuery } from './requests.queries.ts';
import { offersInWords } from './requests.words.ts';

/** What somebody has asked for, newest first; the status stands in the address. */
export function RequestsPage() {
  const { status } = useSearch({ strict: false });
  const wanted = REQUEST_STATUSES.find((each) => each === status);
  return (
    <Page title="Your requests" actions={<ButtonLink to={PAGES.newRequest.path}>New request</ButtonLink>}>
      <StatusFilter value={wanted} />
      <Section title="Requests" hideTitle isPlain skeleton={<RowsSkeleton />} key={wanted}>
        <RequestList status={wanted} />
      </Section>
    </Page>
  );
}

function StatusFilter({ value }: { value: RequestStatus | undefined }) {
  const navigate = useNavigate();
  const looks = REQUEST_STATUSES.map((status) => ({ value: status, label: STATUS_LOOKS.request[status].word }));
  return (
    <NativeSelect
      label="Status"
      maw={240}
      data={[{ value: '', label: 'All' }, ...looks]}
      value={value ?? ''}
      onChange={(event) => {
        const status = event.currentTarget.value;
        void navigate({ to: PAGES.requests.path, search: status === '' ? {} : { status }, replace: true });
      }}
    />
  );
}

function RequestList({ status }: { status: RequestStatus | undefined }) {
  const list = useSuspenseInfiniteQuery(requestsQuery(useApi(), status));
  const requests = itemsOf(list.data);
  if (requests.length === 0) return <NoRequests isFiltered={status !== undefined} />;
  return (
    <>
      <Rows label="Requests">
        {requests.map((request) => (
          <RequestRow key={request.id} request={request} />
        ))}
      </Rows>
      <ShowMore list={list} label="Show older requests" />
    </>
  );
}

function RequestRow({ request }: { request: Schema<'ServiceRequest'> }) {
  const { id, status, createdAt } = request;
  const { day } = useTimes();
  return (
    <Row
      title={
        <PageLink to={PAGES.request.path} params={{ requestId: id }}>
          {requestTitle(request)}
        </PageLink>
      }
      badge={<StatusBadge kind="request" status={status} />}
      facts={[
        offersInWords(request),
        timingWords(request.timing),
        budgetWords(request.budget),
        `sent ${day(createdAt)}`,
      ]}
    />
  );
}

function NoRequests({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered) {
    return (
      <Empty
        title="No requests with this status"
        action={<PageLink to={PAGES.requests.path}>Show all requests</PageLink>}
      />
    );
  }
  return (
    <Empty
      title="You have not asked for anything yet"
      action={<ButtonLink to={PAGES.newRequest.path}>New request</ButtonLink>}
    >
      Say what you need, where and when. Providers who fit are asked at once, and their offers come in here.
    </Empty>
  );
}
