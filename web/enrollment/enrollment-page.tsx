import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useApi } from '#web/api/hooks.ts';
import { PageLink } from '#web/kit/links.tsx';
import { Page } from '#web/kit/page.tsx';
import { lookOf } from '#web/kit/statuses.ts';
import { StatusBadge } from '#web/kit/status-badge.tsx';
import { PAGES } from '#web/pages.ts';
import { useAccount } from '#web/session/hooks.ts';
import { enrollmentQuery } from './enrollment.queries.ts';
import { EnrollmentStanding } from './enrollment-standing.tsx';
import { EnrollmentWizard } from './enrollment-wizard.tsx';

/** An enrollment: written while it can be, and afterwards how it stands. */
export function EnrollmentPage() {
  const { enrollmentId = '' } = useParams({ strict: false });
  const { data: enrollment } = useSuspenseQuery(enrollmentQuery(useApi(), enrollmentId));
  const { status, applicantId, allowedActions } = enrollment;
  const isOwn = useAccount()?.id === applicantId;
  return (
    <Page
      title={isOwn ? 'Your enrollment as a provider' : 'Enrollment as a provider'}
      state={lookOf('enrollment', status).word}
      badge={<StatusBadge kind="enrollment" status={status} />}
      back={<PageLink to={PAGES.becomeProvider.path}>Become a provider</PageLink>}
    >
      {isOwn && allowedActions.includes('edit') ? (
        <EnrollmentWizard key={enrollment.id} enrollment={enrollment} />
      ) : (
        <EnrollmentStanding enrollment={enrollment} />
      )}
    </Page>
  );
}
