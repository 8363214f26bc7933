import { Skeleton, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './rows.module.css';

/** A list of things that each have a page. */
export function Rows({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul className={styles.rows} aria-label={label}>
      {children}
    </ul>
  );
}

interface RowProps {
  /** A `PageLink`; the whole row leads there. */
  readonly title: ReactNode;
  readonly badge?: ReactNode;
  /** What there is to know at a glance, in this order. */
  readonly facts: readonly (string | undefined)[];
}

/** One thing of the list: its title, how it stands, and what there is to know at a glance. */
export function Row({ title, badge, facts }: RowProps) {
  return (
    <li className={styles.row}>
      <span className={styles.title}>{title}</span>
      {badge}
      <span className={styles.meta}>
        {facts
          .filter((fact) => fact !== undefined)
          .map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
      </span>
    </li>
  );
}

/** As high as rows that are on their way. */
export function RowsSkeleton({ count = 4 }: { count?: number }) {
  return (
    <Stack gap="xs" aria-hidden>
      {Array.from({ length: count }, (_, index) => (
        <Skeleton key={index} height={78} />
      ))}
    </Stack>
  );
}
