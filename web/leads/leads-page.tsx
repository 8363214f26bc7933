import { VisuallyHidden } from '@mantine/core';
import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '#web/api/hooks.ts';
import { itemsOf } from '#web/api/queries.ts';
import type { Schema } from '#web/api/client.ts';
import { Empty } from '#web/kit/empty.tsx';
import { plural } from '#web/kit/format.ts';
import { ButtonLink, PageLink } from '#web/kit/links.tsx';
import { Page } from '#web/kit/page.tsx';
import { budgetWords, requestTitle, timingWords } from '#web/kit/request-words.ts';
import { Row, Rows, RowsSkeleton } from '#web/kit/rows.tsx';
import { Section } from '#web/kit/section.tsx';
import { ShowMore } from '#web/kit/show-more.tsx';
import { ToneBadge } from '#web/kit/status-badge.tsx';
import { useTimes } from '#web/kit/use-times.ts';
import { useFeed } from '#web/live/hooks.ts';
import { PAGES } from '#web/pages.ts';
import { leadsQuery } from './leads.queries.ts';
import { distanceFromYou, fitWords, leadLook } from './leads.words.ts';

/** The requests that a provider was told of, newest first; one that comes in is there at once. */
export function LeadsPage() {
  return (
    <Page
      title="Leads"
      lead="Requests near you that fit what you offer. Answer early: clients compare the first offers."
    >
      <Section title="Leads" hideTitle isPlain skeleton={<RowsSkeleton />}>
        <LeadList />
      </Section>
    </Page>
  );
}

function LeadList() {
  const list = useSuspenseInfiniteQuery(leadsQuery(useApi()));
  const leads = itemsOf(list.data);
  return (
    <>
      <NewLeads />
      {leads.length === 0 && (
        <Empty
          title="No leads yet"
          action={
            <ButtonLink variant="default" to={PAGES.hours.path}>
              Check your hours
            </ButtonLink>
          }
        >
          A request that fits your services, your area and your hours appears here by itself.
        </Empty>
      )}
      <Rows label="Leads">
        {leads.map((lead) => (
          <LeadRow key={lead.requestId} lead={lead} />
        ))}
      </Rows>
      <ShowMore list={list} label="Show older leads" />
    </>
  );
}

/** Says to screen readers that the list has grown. */
function NewLeads() {
  const [count, setCount] = useState(0);
  useFeed(({ type }) => type === 'lead:new' && setCount((before) => before + 1));
  return (
    <VisuallyHidden component="output">
      {count > 0 && `${plural(count, { one: 'new lead', other: 'new leads' })} came in`}
    </VisuallyHidden>
  );
}

function LeadRow({ lead }: { lead: Schema<'Lead'> }) {
  const { relative } = useTimes();
  const { word, tone } = leadLook(lead);
  return (
    <Row
      title={
        <PageLink to={PAGES.lead.path} params={{ requestId: lead.requestId }}>
          {requestTitle(lead)}
        </PageLink>
      }
      badge={<ToneBadge tone={tone}>{word}</ToneBadge>}
      facts={[
        budgetWords(lead.budget) ?? 'No budget stated',
        timingWords(lead.timing),
        distanceFromYou(lead.location.distanceKm),
        fitWords(lead.score),
        `came in ${relative(lead.leadAt)}`,
      ]}
    />
  );
}
