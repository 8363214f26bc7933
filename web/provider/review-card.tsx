import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Schema } from '#web/api/client.ts';
import { Stars } from '#web/kit/rating.tsx';
import { useTimes } from '#web/kit/use-times.ts';
import styles from './provider.module.css';

type Shown = Pick<Schema<'PublishedReview'>, 'rating' | 'comment' | 'breakdown' | 'response'> & {
  readonly publishedAt: string | null;
};

/** One review: how many stars, what for, what was said, and the response. */
export function ReviewCard({ review, children }: { review: Shown; children?: ReactNode }) {
  const { day } = useTimes();
  const { rating, comment, breakdown, response, publishedAt } = review;
  const aspects = Object.entries(breakdown).map(([name, stars]) => `${name} ${stars}`);
  return (
    <article className={styles.review}>
      <div className={styles.service}>
        <Stars count={rating} />
        {publishedAt !== null && (
          <Text size="xs" c="dimmed">
            {day(publishedAt)}
          </Text>
        )}
      </div>
      <Text className={styles.said}>{comment}</Text>
      {aspects.length > 0 && (
        <Text size="xs" c="dimmed">
          {aspects.join(' · ')}
        </Text>
      )}
      {response !== null && (
        <div className={styles.response}>
          <Text size="xs" fw={600}>
            Response of the provider, {day(response.at)}
          </Text>
          <Text className={styles.said}>{response.text}</Text>
        </div>
      )}
      {children}
    </article>
  );
}
