import { Group } from '@mantine/core';
import type { Schema } from '#web/api/client.ts';
import { CopyId } from '#web/kit/copy-id.tsx';
import { PageLink } from '#web/kit/links.tsx';
import { ToneBadge } from '#web/kit/status-badge.tsx';
import { When } from '#web/kit/when.tsx';
import { PAGES } from '#web/pages.ts';
import { EXPECTED_WORDS, RUN_WORDS } from './desk.words.ts';
import styles from './desk.module.css';
import { TemporalLink } from './temporal-link.tsx';

type OverdueRun = Schema<'OverdueRun'>;

/** A run that should have gone on by itself: what is late, since when, and where to look. */
export function RunRow({ run }: { run: OverdueRun }) {
  const { links, workflowId, dueAt } = run;
  return (
    <li className={styles.item}>
      <div className={styles.itemHead}>
        <span className={styles.itemTitle}>
          <RunTitle run={run} />
        </span>
        <ToneBadge tone="attention">Stuck</ToneBadge>
      </div>
      <span className={styles.meta}>
        <span>
          due <When at={dueAt} />
        </span>
      </span>
      <Group gap="xs">
        <TemporalLink url={links.workflow} />
        <CopyId what="workflow id" value={workflowId} />
      </Group>
    </li>
  );
}

function RunTitle({ run: { kind, aggregateId, expected } }: { run: OverdueRun }) {
  const words = `${RUN_WORDS[kind]} ${EXPECTED_WORDS[expected]}`;
  if (kind === 'request') {
    return (
      <PageLink to={PAGES.deskRequest.path} params={{ requestId: aggregateId }}>
        {words}
      </PageLink>
    );
  }
  if (kind === 'booking') {
    return (
      <PageLink to={PAGES.deskBooking.path} params={{ bookingId: aggregateId }}>
        {words}
      </PageLink>
    );
  }
  if (kind === 'enrollment') {
    return (
      <PageLink to={PAGES.deskEnrollment.path} params={{ enrollmentId: aggregateId }}>
        {words}
      </PageLink>
    );
  }
  return words; // what is said in a conversation is nothing for operators
}
