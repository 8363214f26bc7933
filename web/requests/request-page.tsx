import { Button, Skeleton } from '@mantine/core';
import { useSuspenseInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { lazy, useState } from 'react';
import type { Schema } from '#web/api/client.ts';
import { useApi } from '#web/api/hooks.ts';
import { itemsOf } from '#web/api/queries.ts';
import { PageLink } from '#web/kit/links.tsx';
import { Page } from '#web/kit/page.tsx';
import { requestTitle } from '#web/kit/request-words.ts';
import { Section } from '#web/kit/section.tsx';
import { ShowMore } from '#web/kit/show-more.tsx';
import { StatusBadge } from '#web/kit/status-badge.tsx';
import { Steps, StepsSkeleton } from '#web/kit/steps.tsx';
import { Timeline } from '#web/kit/timeline.tsx';
import { useTimes } from '#web/kit/use-times.ts';
import { PAGES } from '#web/pages.ts';
import { AskedProviders } from './asked-providers.tsx';
import { CancelRequest } from './cancel-request.tsx';
import { NextStep } from './next-step.tsx';
import { RequestFacts } from './request-facts.tsx';
import { requestSteps } from './request-steps.ts';
import { matchesQuery, requestQuery, requestTimelineQuery } from './requests.queries.ts';
import { stateWords } from './requests.words.ts';

const EditRequest = lazy(() => import('./edit-request.tsx'));

/** One request: how far it has come, what can be done, who was asked and what happened. */
export function RequestPage() {
  const { requestId } = useParams({ from: PAGES.request.path });
  const { data: request } = useSuspenseQuery(requestQuery(useApi(), requestId));
  return (
    <Page
      title={requestTitle(request)}
      state={stateWords(request)}
      badge={<StatusBadge kind="request" status={request.status} />}
      back={<PageLink to={PAGES.requests.path}>Your requests</PageLink>}
      actions={request.allowedActions.includes('cancel') && <CancelRequest request={request} />}
    >
      <Section title="Progress" hideTitle isPlain skeleton={<StepsSkeleton />}>
        <Progress request={request} />
      </Section>
      <NextStep request={request} />
      <Details request={request} />
      <Section title="Who was asked" skeleton={<Skeleton height={280} />}>
        <AskedProviders request={request} />
      </Section>
      <Section title="What happened" skeleton={<Skeleton height={160} />}>
        <Events requestId={requestId} />
      </Section>
    </Page>
  );
}

interface OfRequest {
  readonly request: Schema<'ServiceRequest'>;
}

function Progress({ request }: OfRequest) {
  const { instant } = useTimes();
  const { data } = useSuspenseInfiniteQuery(matchesQuery(useApi(), request.id));
  const askedAt = itemsOf(data).map(({ leadAt }) => leadAt);
  return <Steps label="Progress of the request" steps={requestSteps(request, askedAt.toSorted()[0], instant)} />;
}

/** What was asked for, as facts or, while it is changed, as a form. */
function Details({ request }: OfRequest) {
  const [isEditing, setEditing] = useState(false);
  const canEdit = request.allowedActions.includes('edit');
  const startEditing = (
    <Button variant="default" onClick={() => setEditing(true)}>
      Edit
    </Button>
  );
  return (
    <Section title="What you asked for" actions={canEdit && !isEditing && startEditing}>
      {isEditing ? (
        <EditRequest request={request} onDone={() => setEditing(false)} />
      ) : (
        <RequestFacts request={request} />
      )}
    </Section>
  );
}

const YOU = { consumer: 'you' };

function Events({ requestId }: { requestId: string }) {
  const list = useSuspenseInfiniteQuery(requestTimelineQuery(useApi(), requestId));
  return (
    <>
      <Timeline events={itemsOf(list.data)} names={YOU} />
      <ShowMore list={list} label="Show what happened later" />
    </>
  );
}
