import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './empty.module.css';

/** Says what will stand here and offers the one thing to do about it. */
export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <Text fw={600}>{title}</Text>
      {children !== undefined && <Text c="dimmed">{children}</Text>}
      {action}
    </div>
  );
}
