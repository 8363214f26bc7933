import type { Schema } from '#web/api/client.ts';
import { PageLink } from '#web/kit/links.tsx';
import { PAGES } from '#web/pages.ts';

type Result = NonNullable<Schema<'ChatMessage'>['result']>;

/** Leads to what an approval made or changed; a review has no page of its own. */
export function ResultLink({ type, id }: Result) {
  switch (type) {
    case 'request':
      return (
        <PageLink to={PAGES.request.path} params={{ requestId: id }}>
          Go to the request
        </PageLink>
      );
    case 'booking':
      return (
        <PageLink to={PAGES.booking.path} params={{ bookingId: id }}>
          Go to the booking
        </PageLink>
      );
    case 'offer':
      return <PageLink to={PAGES.ownOffers.path}>Go to your offers</PageLink>;
    case 'provider':
      return <PageLink to={PAGES.hours.path}>Go to your hours</PageLink>;
    case 'enrollment':
      return (
        <PageLink to={PAGES.enrollment.path} params={{ enrollmentId: id }}>
          Go to your application
        </PageLink>
      );
    case 'review':
      return null;
  }
}
