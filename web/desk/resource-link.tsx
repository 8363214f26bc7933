import type { Schema } from '#web/api/client.ts';
import { PageLink } from '#web/kit/links.tsx';
import { PAGES } from '#web/pages.ts';

type Resource = NonNullable<Schema<'AuditEntry'>['resource']>;

/** What something was done to: a link where operators have a page for it. */
export function ResourceLink({ resource: { type, id } }: { resource: Resource }) {
  if (id === null) return <span>{wordOf(type)}</span>;
  switch (type) {
    case 'accounts':
      return (
        <PageLink to={PAGES.deskAccount.path} params={{ accountId: id }} inherit underline="always">
          the account
        </PageLink>
      );
    case 'enrollments':
      return (
        <PageLink to={PAGES.deskEnrollment.path} params={{ enrollmentId: id }} inherit underline="always">
          the enrollment
        </PageLink>
      );
    case 'requests':
      return (
        <PageLink to={PAGES.deskRequest.path} params={{ requestId: id }} inherit underline="always">
          the request
        </PageLink>
      );
    case 'bookings':
      return (
        <PageLink to={PAGES.deskBooking.path} params={{ bookingId: id }} inherit underline="always">
          the booking
        </PageLink>
      );
    default:
      return <span>{wordOf(type)}</span>;
  }
}

const wordOf = (type: string): string => `in ${type.replaceAll(/[-_]/g, ' ')}`;
