import type { Schema } from '#web/api/client.ts';
import { Facts } from '#web/kit/facts.tsx';
import { formatCount, formatDuration, formatShare } from '#web/kit/format.ts';
import { Rating } from '#web/kit/rating.tsx';

/** What is known of a provider's work, as far as there is enough of it to say something. */
export function Reputation({ reputation }: { reputation: Schema<'PublicProvider'>['reputation'] }) {
  const { rating, reviewCount, completedBookings, responseRate, averageResponseHours } = reputation;
  return (
    <Facts
      facts={[
        [
          'Rating',
          rating === null ? 'Shown from three reviewers on' : <Rating key="rating" {...{ rating, reviewCount }} />,
        ],
        ['Completed', `${formatCount(completedBookings)} ${completedBookings === 1 ? 'booking' : 'bookings'}`],
        ['Answers', responseRate === null ? undefined : `${formatShare(responseRate)} of requests`],
        [
          'Answers within',
          averageResponseHours === null ? undefined : formatDuration(Math.max(1, averageResponseHours * 60)),
        ],
      ]}
    />
  );
}
