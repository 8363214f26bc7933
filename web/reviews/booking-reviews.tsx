import { Skeleton, Text } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useApi } from '#web/api/hooks.ts';
import { Section } from '#web/kit/section.tsx';
import { ReviewCard } from './review-card.tsx';
import { ReviewForm } from './review-form.tsx';
import { bookingReviewsQuery } from './reviews.queries.ts';

interface BookingReviewsProps {
  readonly bookingId: string;
  /** On which side of the booking the person is. */
  readonly side: 'consumer' | 'provider';
  readonly otherName: string;
  /** Whether the booking takes a review of the person. */
  readonly canReview: boolean;
}

/** How it was, as both parties of a completed booking say it. */
export function BookingReviews(props: BookingReviewsProps) {
  return (
    <Section title="Reviews" skeleton={<Skeleton height={120} />}>
      <WrittenReviews {...props} />
    </Section>
  );
}

/** Asks how it was, for a booking that takes a review of the person. */
export function ReviewBooking({ bookingId, otherName }: Pick<BookingReviewsProps, 'bookingId' | 'otherName'>) {
  return (
    <Section title={`How was it with ${otherName}?`} isNext>
      <ReviewForm bookingId={bookingId} />
    </Section>
  );
}

function WrittenReviews({ bookingId, side, otherName, canReview }: BookingReviewsProps) {
  const { data } = useSuspenseQuery(bookingReviewsQuery(useApi(), bookingId));
  const own = data.items.find((review) => review.side === side);
  const other = data.items.find((review) => review.side !== side);
  return (
    <>
      {own && <ReviewCard review={own} title={`Your review of ${otherName}`} />}
      {other && <ReviewCard review={other} title={`${otherName}'s review of you`} />}
      {!other && (
        <Text c="dimmed">
          {own || canReview
            ? `Both reviews appear together, or the first one alone after seven days. Until then nobody sees whether ${otherName} has written one.`
            : 'There are no reviews of this booking.'}
        </Text>
      )}
    </>
  );
}
