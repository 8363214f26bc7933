import { VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Schema } from '#web/api/client.ts';
import { formatInstant, formatTime, viewerZone } from '#web/kit/format-time.ts';
import { dateIn } from '#web/kit/zone.ts';
import { StoredImage } from '#web/kit/stored-image.tsx';
import { ToneBadge } from '#web/kit/status-badge.tsx';
import { useNow } from '#web/kit/use-now.ts';
import styles from './message.module.css';
import { ResultLink } from './result-link.tsx';

interface BubbleProps {
  readonly author: 'user' | 'assistant';
  readonly text: string;
  readonly media?: readonly string[];
  /** Below the text: when, by whom, what came of it. */
  readonly children?: ReactNode;
}

/** What somebody said. It is text and nothing else, whatever it looks like. */
export function Bubble({ author, text, media = [], children }: BubbleProps) {
  return (
    <div className={styles.message} data-author={author}>
      <VisuallyHidden>{author === 'user' ? 'You:' : 'Agent:'}</VisuallyHidden>
      <div className={styles.text}>{text}</div>
      {media.length > 0 && (
        <div className={styles.images}>
          {media.map((mediaId, at) => (
            <StoredImage key={mediaId} mediaId={mediaId} alt={`Image ${at + 1} of ${media.length}`} />
          ))}
        </div>
      )}
      {children !== undefined && <div className={styles.meta}>{children}</div>}
    </div>
  );
}

/** A message that the server has. */
export function StoredMessage({ message }: { message: Schema<'ChatMessage'> }) {
  const { author, text, media, isOffline, isDegraded, result, createdAt } = message;
  return (
    <Bubble author={author} text={text} media={media}>
      <When instant={createdAt} />
      {isOffline && <ToneBadge tone="neutral">Offline model</ToneBadge>}
      {isDegraded && <ToneBadge tone="attention">Degraded: another model answered</ToneBadge>}
      {result && <ResultLink {...result} />}
    </Bubble>
  );
}

/** The time alone today, with the day before. */
function When({ instant }: { instant: string }) {
  const [nowMs, zone] = [useNow(), viewerZone()];
  const isToday = dateIn(Date.parse(instant), zone) === dateIn(nowMs, zone);
  return <time dateTime={instant}>{isToday ? formatTime(instant, zone) : formatInstant(instant, zone, nowMs)}</time>;
}
