import { Group, Text, Title } from '@mantine/core';
import { IconArrowLeft } from '#web/kit/icons.ts';
import { useEffect, type ReactNode } from 'react';
import styles from './page.module.css';

interface PageProps {
  /** What it is: "Haircut in Brooklyn". */
  readonly title: string;
  /** How it stands, in words for the browser's tab: "3 offers". */
  readonly state?: string | undefined;
  /** How it stands, to be looked at: a badge. */
  readonly badge?: ReactNode;
  /** One line below the title. */
  readonly lead?: ReactNode;
  /** A `PageLink` to where this belongs. */
  readonly back?: ReactNode;
  /** What can be done with all of it; the next step stands in the page instead. */
  readonly actions?: ReactNode;
  /** Text to be read: at most 68 characters wide. */
  readonly isReading?: boolean;
  readonly children?: ReactNode;
}

/** The frame of every page. It answers in this order: what it is, how it stands, what can be done, what happened. */
export function Page({ title, state, badge, lead, back, actions, isReading, children }: PageProps) {
  useEffect(() => {
    document.title = [state === undefined ? title : `${title} · ${state}`, 'Proxie'].join(' – ');
  }, [title, state]);
  return (
    <div className={styles.page} data-reading={isReading || undefined}>
      <header className={styles.header}>
        {back !== undefined && (
          <div className={styles.back}>
            <IconArrowLeft size={16} aria-hidden />
            {back}
          </div>
        )}
        <div className={styles.head}>
          <div className={styles.what}>
            <Group gap="sm" align="center">
              <Title order={1}>{title}</Title>
              {badge}
            </Group>
            {lead !== undefined && (
              <Text component="div" c="dimmed">
                {lead}
              </Text>
            )}
          </div>
          {Boolean(actions) && <Group gap="xs">{actions}</Group>}
        </div>
      </header>
      {children}
    </div>
  );
}
