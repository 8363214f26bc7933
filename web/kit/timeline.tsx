import { Text } from '@mantine/core';
import type { Schema } from '#web/api/client.ts';
import { eventActor, eventTitle, type ActorNames } from './timeline-words.ts';
import { useTimes } from './use-times.ts';
import styles from './timeline.module.css';

interface TimelineProps {
  readonly events: readonly Schema<'TimelineEvent'>[];
  /** Whom the reader knows by name; themselves as `you`. */
  readonly names?: ActorNames;
}

/** What happened, oldest first, and who did it. */
export function Timeline({ events, names }: TimelineProps) {
  const { instant } = useTimes();
  if (events.length === 0) return <Text c="dimmed">Nothing has been recorded.</Text>;
  return (
    <ol className={styles.events}>
      {events.map((event) => (
        <li key={event.id} className={styles.event}>
          <span className={styles.title}>{eventTitle(event)}</span>
          <span className={styles.when}>
            <time dateTime={event.at}>{instant(event.at)}</time>
            {eventActor(event, names) !== undefined && ` ${eventActor(event, names)}`}
          </span>
          {event.note !== null && <q className={styles.note}>{event.note}</q>}
        </li>
      ))}
    </ol>
  );
}
