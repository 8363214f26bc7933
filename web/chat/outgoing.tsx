import { Button } from '@mantine/core';
import { useReach } from '#web/api/hooks.ts';
import { IconAlertTriangle, IconClock } from '#web/kit/icons.ts';
import { Bubble } from './message.tsx';
import styles from './message.module.css';
import type { OutgoingMessage } from './outbox.ts';
import { useOutbox } from './use-outbox.ts';

/** A message of one's own that is not stored yet, with what holds it up. */
export function Outgoing({ message }: { message: OutgoingMessage }) {
  const outbox = useOutbox();
  const { key, text, media, state, reason } = message;
  return (
    <Bubble author="user" text={text} media={media}>
      {state === 'failed' ? (
        <>
          <span className={styles.dots}>
            <IconAlertTriangle size={16} aria-hidden />
            <span>Not sent. {reason}</span>
          </span>
          <Button variant="default" onClick={() => outbox.retry(key)}>
            Try again
          </Button>
          <Button variant="default" onClick={() => outbox.discard(key)}>
            Discard
          </Button>
        </>
      ) : (
        <Waiting state={state} />
      )}
    </Bubble>
  );
}

function Waiting({ state }: { state: OutgoingMessage['state'] }) {
  const isOnline = useReach().state === 'online';
  if (state === 'sent') return <span>Sent</span>;
  if (isOnline) return <span>Sending…</span>;
  return (
    <span className={styles.dots}>
      <IconClock size={16} aria-hidden />
      Waiting: it is sent when the connection is back
    </span>
  );
}
