import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ChatRole } from '#domain/chat.ts';
import { WELCOME } from './new-chat.words.ts';
import styles from './welcome.module.css';

interface WelcomeProps {
  readonly role: ChatRole;
  readonly onChoose: (text: string) => void;
  readonly children: ReactNode;
}

/** A conversation before its first message: what the agent can do, and how to ask. */
export function Welcome({ role, onChoose, children }: WelcomeProps) {
  const { title, text, examples } = WELCOME[role];
  return (
    <div className={styles.welcome}>
      {children}
      <Title order={2}>{title}</Title>
      <Text c="dimmed">{text}</Text>
      <ul className={styles.examples} aria-label="Examples">
        {examples.map((example) => (
          <li key={example}>
            <button type="button" className={styles.example} onClick={() => onChoose(example)}>
              {example}
            </button>
          </li>
        ))}
      </ul>
      <Text size="xs" c="dimmed">
        Nothing is sent before you approve it.
      </Text>
    </div>
  );
}
