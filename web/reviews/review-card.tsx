import { Text, Title } from '@mantine/core';
import { REVIEW_ASPECTS } from '#domain/reviews.ts';
import type { Schema } from '#web/api/client.ts';
import { Stars } from '#web/kit/rating.tsx';
import { ToneBadge } from '#web/kit/status-badge.tsx';
import { useTimes } from '#web/kit/use-times.ts';
import { RespondForm } from './respond-form.tsx';
import { ASPECT_WORDS } from './reviews.words.ts';
import styles from './reviews.module.css';

/** One review: the stars, what was said, and the response to it. */
export function ReviewCard({ review, title }: { readonly review: Schema<'Review'>; readonly title: string }) {
  const { rating, comment, breakdown, response, status, createdAt, allowedActions } = review;
  const { day } = useTimes();
  const rated = REVIEW_ASPECTS.flatMap((aspect) => {
    const stars = breakdown[aspect];
    return stars === undefined ? [] : [{ aspect, stars }];
  });
  return (
    <article className={styles.review}>
      <div className={styles.head}>
        <Title order={3}>{title}</Title>
        <Stars count={rating} />
        {status === 'submitted' && <ToneBadge tone="active">Not published yet</ToneBadge>}
      </div>
      <Text className={styles.text ?? ''}>{comment}</Text>
      {rated.length > 0 && (
        <ul className={styles.aspects}>
          {rated.map(({ aspect, stars }) => (
            <li key={aspect}>
              {ASPECT_WORDS[aspect]} <Stars count={stars} />
            </li>
          ))}
        </ul>
      )}
      <Text c="dimmed" size="xs">
        {day(createdAt)}
      </Text>
      {response && (
        <blockquote className={styles.response}>
          <Text c="dimmed" size="xs">
            Response, {day(response.at)}
          </Text>
          <Text className={styles.text ?? ''}>{response.text}</Text>
        </blockquote>
      )}
      {allowedActions.includes('respond') && <RespondForm review={review} />}
    </article>
  );
}
