import { Group } from '@mantine/core';
import type { Schema } from '#web/api/client.ts';
import { CopyId } from '#web/kit/copy-id.tsx';
import { Facts } from '#web/kit/facts.tsx';
import { plural } from '#web/kit/format.ts';
import { PageLink } from '#web/kit/links.tsx';
import { ToneBadge } from '#web/kit/status-badge.tsx';
import type { Tone } from '#web/kit/statuses.ts';
import { When } from '#web/kit/when.tsx';
import { PAGES } from '#web/pages.ts';
import styles from './desk.module.css';
import { OUTCOME_WORDS, operationInWords, SIDE_WORDS } from './desk.words.ts';
import { ResourceLink } from './resource-link.tsx';

type AuditEntry = Schema<'AuditEntry'>;

const TONES: Record<AuditEntry['outcome'], Tone> = { succeeded: 'good', refused: 'ended', failed: 'attention' };

/** One entry: what was done, when, by whom, why; the rest on demand. */
export function AuditEntryRow({ entry }: { entry: AuditEntry }) {
  const { operationId, outcome, at, reason, side, actorId, omitted } = entry;
  return (
    <li className={styles.item}>
      <div className={styles.itemHead}>
        <span className={styles.itemTitle}>{operationInWords(operationId)}</span>
        <ToneBadge tone={TONES[outcome]}>{OUTCOME_WORDS[outcome]}</ToneBadge>
      </div>
      <span className={styles.meta}>
        <When at={at} />
        <span>
          {actorId !== null && (
            <>
              by{' '}
              <PageLink to={PAGES.deskAccount.path} params={{ accountId: actorId }} inherit underline="always">
                an account
              </PageLink>{' '}
            </>
          )}
          {SIDE_WORDS[side]}
        </span>
        {entry.resource && <ResourceLink resource={entry.resource} />}
      </span>
      {reason !== null && <span>“{reason}”</span>}
      {omitted > 0 && (
        <span className={styles.meta}>
          {plural(omitted, { one: 'refusal was', other: 'refusals were' })} left out before it: too many came at once.
        </span>
      )}
      <details>
        <summary className={styles.summary}>Details</summary>
        <EntryDetails entry={entry} />
      </details>
    </li>
  );
}

function EntryDetails({ entry }: { entry: AuditEntry }) {
  const { status, code, ip, userAgent, replayed, requestId, resource, anonymisedAt } = entry;
  return (
    <div className={styles.details}>
      <Facts
        facts={[
          ['Answer', [status, code].filter(Boolean).join(' ') + (replayed ? ', given before' : '')],
          ['IP address', ip],
          ['Program', userAgent],
          ['Anonymised', anonymisedAt && <When key="anonymised" at={anonymisedAt} />],
        ]}
      />
      <Group gap="xs">
        <CopyId what="request id" value={requestId} />
        {typeof resource?.id === 'string' && <CopyId what="resource id" value={resource.id} />}
      </Group>
    </div>
  );
}
