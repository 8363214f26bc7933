import { IconCheck, IconX } from '#web/kit/icons.ts';
import { Skeleton, VisuallyHidden } from '@mantine/core';
import styles from './steps.module.css';

/** One step of a way that a request or an enrollment goes. */
export interface Step {
  readonly name: string;
  /** When it was reached, or what is known about it. */
  readonly note?: string | undefined;
  readonly state: 'done' | 'current' | 'ahead' | 'failed';
}

const SAID = { done: 'done', current: 'now', ahead: 'not yet', failed: 'ended here' } as const;

/** How far something has come, as steps in a row, or below each other where there is no room. */
export function Steps({ label, steps }: { label: string; steps: readonly Step[] }) {
  return (
    <ol className={styles.steps} aria-label={label}>
      {steps.map(({ name, note, state }) => (
        <li
          key={name}
          className={styles.step}
          data-state={state}
          {...(state === 'current' && { 'aria-current': 'step' as const })}
        >
          <span className={styles.mark} aria-hidden>
            {state === 'done' && <IconCheck size={14} stroke={3} />}
            {state === 'failed' && <IconX size={14} stroke={3} />}
          </span>
          <span className={styles.name}>{name}</span>
          <VisuallyHidden>({SAID[state]})</VisuallyHidden>
          {note !== undefined && <span className={styles.note}>{note}</span>}
        </li>
      ))}
    </ol>
  );
}

/** As high as four steps, in a row or below each other. */
export function StepsSkeleton() {
  return <Skeleton className={styles.skeleton ?? ''} aria-hidden />;
}
