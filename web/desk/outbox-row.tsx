import { Group } from '@mantine/core';
import type { Schema } from '#web/api/client.ts';
import { CopyId } from '#web/kit/copy-id.tsx';
import { plural } from '#web/kit/format.ts';
import { ToneBadge } from '#web/kit/status-badge.tsx';
import { When } from '#web/kit/when.tsx';
import { startInWords } from './desk.words.ts';
import { TemporalLink } from './temporal-link.tsx';
import styles from './desk.module.css';

/** A start or signal that is not carried out yet, and what the last attempt failed with. */
export function OutboxRow({ start }: { start: Schema<'OutboxEntry'> }) {
  const { workflowId, attempts, lastError, createdAt, nextAttemptAt, links } = start;
  return (
    <li className={styles.item}>
      <div className={styles.itemHead}>
        <span className={styles.itemTitle}>{startInWords(start)}</span>
        <ToneBadge tone={lastError === null ? 'active' : 'attention'}>
          {lastError === null ? 'On its way' : 'Failing'}
        </ToneBadge>
      </div>
      <span className={styles.meta}>
        {lastError !== null && <span>{lastError}</span>}
        <span>{plural(attempts, { one: 'attempt', other: 'attempts' })}</span>
        <span>
          ordered <When at={createdAt} />
        </span>
        <span>
          tried again <When at={nextAttemptAt} />
        </span>
      </span>
      <Group gap="xs">
        <TemporalLink url={links.workflow} />
        <CopyId what="workflow id" value={workflowId} />
      </Group>
    </li>
  );
}
