import type { Schema } from '#web/api/client.ts';
import { formatList } from '#web/kit/format.ts';
import { PageLink } from '#web/kit/links.tsx';
import { serviceTitle } from '#web/kit/request-words.ts';
import { Row } from '#web/kit/rows.tsx';
import { StatusBadge } from '#web/kit/status-badge.tsx';
import { useTimes } from '#web/kit/use-times.ts';
import { PAGES } from '#web/pages.ts';

type Enrollment = Schema<'Enrollment'>;

/** An enrollment of a list: who, with which services, and until when it is decided. */
export function EnrollmentRow({ enrollment }: { enrollment: Enrollment }) {
  const { id, status, services, location, decideBy, createdAt } = enrollment;
  const { when } = useTimes();
  const titles = services.map(({ serviceType }) => serviceTitle(serviceType));
  return (
    <Row
      title={
        <PageLink to={PAGES.deskEnrollment.path} params={{ enrollmentId: id }}>
          {nameOf(enrollment)}
        </PageLink>
      }
      badge={<StatusBadge kind="enrollment" status={status} />}
      facts={[
        titles.length === 0 ? 'no service yet' : formatList(titles),
        location?.neighborhood ?? location?.city,
        decideBy === null ? `begun ${when(createdAt)}` : `decide by ${when(decideBy)}`,
      ]}
    />
  );
}

/** Who enrolls, as far as they have said. */
export const nameOf = ({ businessName, fullName }: Pick<Enrollment, 'businessName' | 'fullName'>): string =>
  [fullName, businessName].filter((name) => name !== null).join(', ') || 'Somebody without a name yet';
