import { Skeleton } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Schema } from '#web/api/client.ts';
import { useApi } from '#web/api/hooks.ts';
import { formatRelative } from '#web/kit/format-time.ts';
import { formatCount, plural } from '#web/kit/format.ts';
import { useNow } from '#web/kit/use-now.ts';
import { PAGES } from '#web/pages.ts';
import { deskQuery } from './desk.queries.ts';
import styles from './desk.module.css';

/** Four numbers, each leading to what it counts. */
export function DeskNumbers() {
  const { data } = useSuspenseQuery(deskQuery(useApi()));
  const nowMs = useNow();
  const { enrollments, overdueRuns, outbox, suspendedAccounts } = data;
  return (
    <ul className={styles.numbers} aria-label="What waits, in numbers">
      <NumberCard
        count={overdueRuns.total}
        note={
          overdueRuns.oldestAt === null ? 'nothing is stuck' : `the oldest for ${ageOf(overdueRuns.oldestAt, nowMs)}`
        }
        needsCare={overdueRuns.total > 0}
        link={<Link to={PAGES.deskRuns.path}>Stuck runs</Link>}
      />
      <NumberCard
        count={enrollments.waiting}
        note={reviewNote(enrollments, nowMs)}
        needsCare={enrollments.waiting > 0}
        link={<Link to={PAGES.deskEnrollments.path}>To review</Link>}
      />
      <NumberCard
        count={outbox.pending}
        note={outbox.oldestAt === null ? 'the outbox is empty' : `the oldest for ${ageOf(outbox.oldestAt, nowMs)}`}
        needsCare={isOld(outbox.oldestAt, nowMs)}
        link={<Link to={PAGES.deskRuns.path}>Starts waiting</Link>}
      />
      <NumberCard
        count={suspendedAccounts}
        note={suspendedAccounts === 0 ? 'no account' : 'accounts that cannot sign in'}
        needsCare={false}
        link={
          <Link to={PAGES.deskAccounts.path} search={{ status: 'suspended' }}>
            Suspended
          </Link>
        }
      />
    </ul>
  );
}

/** As high as the numbers that are on their way, in as many rows. */
export function DeskNumbersSkeleton() {
  return (
    <div className={styles.numbers} aria-hidden>
      {[1, 2, 3, 4].map((card) => (
        <Skeleton key={card} height="var(--card)" />
      ))}
    </div>
  );
}

interface NumberCardProps {
  readonly count: number;
  readonly note: string;
  readonly needsCare: boolean;
  readonly link: ReactNode;
}

function NumberCard({ count, note, needsCare, link }: NumberCardProps) {
  return (
    <li className={styles.number} data-care={needsCare || undefined}>
      <span className={styles.count}>{formatCount(count)}</span>
      <span className={styles.label}>{link}</span>
      <span className={styles.note}>{note}</span>
    </li>
  );
}

function reviewNote({ waiting, late, nextDecideBy }: Schema<'Desk'>['enrollments'], nowMs: number): string {
  if (waiting === 0 || nextDecideBy === null) return 'nothing to decide';
  if (late > 0) return plural(late, { one: 'is late', other: 'are late' });
  return `the first due ${formatRelative(nextDecideBy, nowMs)}`;
}

/** `3 h`, as in "for 3 h". */
const ageOf = (instant: string, nowMs: number): string => formatRelative(instant, nowMs).replace(/ ago$/, '');

/** A start that takes longer than this is waiting for something. */
const STARTS_WITHIN_MS = 60_000;
const isOld = (instant: string | null, nowMs: number): boolean =>
  instant !== null && nowMs - Date.parse(instant) > STARTS_WITHIN_MS;
