import { Button, Loader } from '@mantine/core';
import type { Schema } from '#web/api/client.ts';
import { IconAlertTriangle } from '#web/kit/icons.ts';
import { FAILURE_WORDS } from './draft-words.ts';
import { Bubble } from './message.tsx';
import styles from './message.module.css';

/** The answer on its way: as far as it is written, or that it is being thought of. */
export function RunningTurn({ text, isQueued }: { text: string | undefined; isQueued: boolean }) {
  if (text !== undefined && text !== '') return <Bubble author="assistant" text={text} />;
  return (
    <div className={styles.dots}>
      <Loader type="dots" size="sm" color="gray" aria-hidden />
      {isQueued ? 'Waiting for its turn…' : 'Thinking…'}
    </div>
  );
}

/** Why there is no answer, and the way to ask again. */
export function FailedTurn({ task, onAskAgain }: { task: Schema<'ChatTask'>; onAskAgain?: (() => void) | undefined }) {
  return (
    <div className={styles.meta}>
      <IconAlertTriangle size={16} aria-hidden />
      <span>{FAILURE_WORDS[task.failure ?? 'unavailable']}</span>
      {onAskAgain && task.failure !== 'suspended' && (
        <Button variant="default" onClick={onAskAgain}>
          Ask again
        </Button>
      )}
    </div>
  );
}
