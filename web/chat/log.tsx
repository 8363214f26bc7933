import { Button } from '@mantine/core';
import type { ReactNode, RefObject } from 'react';
import { IconArrowDown } from '#web/kit/icons.ts';
import styles from './log.module.css';
import type { useStickToEnd } from './use-stick-to-end.ts';

interface LogProps {
  readonly stick: ReturnType<typeof useStickToEnd>;
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly content: RefObject<HTMLDivElement | null>;
  /** False while older messages come in front: they are no news. */
  readonly isLive: boolean;
  readonly children: ReactNode;
}

/** What was said, scrolled to its end. A screen reader hears each message once and whole. */
export function Log({ stick, scroller, content, isLive, children }: LogProps) {
  return (
    <div className={styles.around}>
      <div
        ref={scroller}
        className={styles.scroller}
        onScroll={stick.onScroll}
        role="log"
        aria-label="Conversation"
        aria-live={isLive ? 'polite' : 'off'}
        aria-relevant="additions"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by the keyboard
        tabIndex={0}
      >
        <div ref={content} className={styles.content}>
          {children}
        </div>
      </div>
      {!stick.isAtEnd && (
        <Button
          className={styles.jump}
          variant={stick.hasNew ? 'filled' : 'default'}
          radius="xl"
          rightSection={<IconArrowDown size={18} aria-hidden />}
          onClick={stick.toEnd}
        >
          {stick.hasNew ? 'New messages' : 'To the end'}
        </Button>
      )}
    </div>
  );
}
