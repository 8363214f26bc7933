import { Button, Text, Textarea } from '@mantine/core';
import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi, useCommand } from '#web/api/hooks.ts';
import type { Schema } from '#web/api/client.ts';
import { isProblem } from '#web/api/problem-error.ts';
import { itemsOf } from '#web/api/queries.ts';
import { Confirm } from '#web/kit/confirm.tsx';
import { Empty } from '#web/kit/empty.tsx';
import { ShowMore } from '#web/kit/show-more.tsx';
import styles from './provider.module.css';
import { ownReviewsQuery, respondToReview } from './provider.queries.ts';
import { ReviewCard } from './review-card.tsx';

/** What clients have said, with one response to each. */
export function OwnReviews() {
  const list = useSuspenseInfiniteQuery(ownReviewsQuery(useApi()));
  const reviews = itemsOf(list.data).filter(({ side }) => side === 'consumer'); // about the provider, not about the client
  if (reviews.length === 0 && !list.hasNextPage) {
    return (
      <Empty title="No reviews yet">After a completed booking the client can review you, and you the client.</Empty>
    );
  }
  return (
    <>
      <ul className={styles.reviews}>
        {reviews.map((review) => (
          <li key={review.id}>
            <ReviewCard review={review}>
              {review.allowedActions.includes('respond') && <Respond review={review} />}
            </ReviewCard>
          </li>
        ))}
      </ul>
      <ShowMore list={list} label="Show older reviews" />
    </>
  );
}

function Respond({ review }: { review: Schema<'Review'> }) {
  const api = useApi();
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState('');
  const response = useCommand(`respond ${review.id}`, (key) => respondToReview(api, review.id, text.trim(), key), {
    changes: () => [['reviews'], ['providers', review.providerId, 'reviews']],
  });
  const error = isProblem(response.error, 'validation_failed') ? response.error.formErrors['text'] : undefined;
  return (
    <>
      <div>
        <Button variant="default" onClick={() => setOpen(true)}>
          Respond
        </Button>
      </div>
      <Confirm
        title="Respond to this review"
        confirmLabel="Publish the response"
        isOpen={isOpen}
        isDisabled={text.trim() === ''}
        onClose={() => setOpen(false)}
        onConfirm={() => response.mutateAsync()}
      >
        <Text mb="md">It stands below the review for everybody. You respond once, and it cannot be changed.</Text>
        <Textarea
          label="Your response"
          maxLength={2_000}
          minRows={3}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={error}
        />
      </Confirm>
    </>
  );
}
