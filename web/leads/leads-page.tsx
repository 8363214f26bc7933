import { Button, Skeleton, Stack, Text, VisuallyHidden } from '@mantine/core';
import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '#web/api/hooks.ts';
import { itemsOf } from '#web/api/queries.ts';
import type { Schema } from '#web/api/client.ts';
import { Empty } from '#web/kit/empty.tsx';
import { plural } from '#web/kit/format.ts';
import { formatRelative } from '#web/kit/format-time.ts';
import { ButtonLink } from '#web/kit/links.tsx';
import { Page } from '#web/kit/page.tsx';
import { Section } from '#web/kit/section.tsx';
import { ToneBadge } from '#web/kit/status-badge.tsx';
import { useNow } from '#web/kit/use-now.ts';
import { useFeed } from '#web/live/hooks.ts';
import { PAGES } from '#web/pages.ts';
import { budgetWords, distanceWords, fitWords, leadLook, leadTitle, timingWords } from './leads.words.ts';
import { leadsQuery } from './leads.queries.ts';
import styles from './leads.module.css';

/** The requests that a provider was told of, newest first; one that comes in is there at once. */
export function LeadsPage() {
  return (
    <Page
      title="Leads"
      lead="Requests near you that fit what you offer. Answer early: clients compare the first offers."
    >
      <Section title="Leads" hideTitle isPlain skeleton={<ListSkeleton />}>
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
      <ul className={styles.list}>
        {leads.map((lead) => (
          <li key={lead.requestId}>
            <LeadCard lead={lead} />
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button
          variant="default"
          className={styles.more}
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          Show older leads
        </Button>
      )}
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

function LeadCard({ lead }: { lead: Schema<'Lead'> }) {
  const nowMs = useNow();
  const { word, tone } = leadLook(lead);
  return (
    <Link to={PAGES.lead.path} params={{ requestId: lead.requestId }} className={styles.card}>
      <span className={styles.head}>
        <Text component="span" fw={600}>
          {leadTitle(lead)}
        </Text>
        <ToneBadge tone={tone}>{word}</ToneBadge>
      </span>
      <span className={styles.facts}>
        <span>{budgetWords(lead.budget)}</span>
        <span>{timingWords(lead.timing, nowMs)}</span>
        {lead.location.distanceKm !== null && <span>{distanceWords(lead.location.distanceKm)}</span>}
      </span>
      <Text component="span" size="xs" c="dimmed">
        {fitWords(lead.score)} · came in {formatRelative(lead.leadAt, nowMs)}
      </Text>
    </Link>
  );
}

export function ListSkeleton() {
  return (
    <Stack gap="sm" aria-hidden>
      {[0, 1, 2].map((index) => (
        <Skeleton key={index} height={112} />
      ))}
    </Stack>
  );
}
