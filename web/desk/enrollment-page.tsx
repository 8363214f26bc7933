import { Group, Skeleton, Text } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useApi } from '#web/api/hooks.ts';
import { CopyId } from '#web/kit/copy-id.tsx';
import { PageLink } from '#web/kit/links.tsx';
import { Page } from '#web/kit/page.tsx';
import { Section } from '#web/kit/section.tsx';
import { StatusBadge } from '#web/kit/status-badge.tsx';
import { lookOf } from '#web/kit/statuses.ts';
import { When } from '#web/kit/when.tsx';
import { PAGES } from '#web/pages.ts';
import { enrollmentQuery } from './desk.queries.ts';
import { EnrollmentDecision } from './enrollment-decision.tsx';
import { ApplicantFacts, EnrolledHours, EnrolledPhotos, EnrolledServices } from './enrollment-facts.tsx';
import { History } from './history.tsx';
import { nameOf } from './enrollment-row.tsx';
import { TemporalLink } from './temporal-link.tsx';

/** One enrollment with everything that an operator looks at before deciding. */
export function EnrollmentPage() {
  const { enrollmentId } = useParams({ from: PAGES.deskEnrollment.path });
  const { data: enrollment } = useSuspenseQuery(enrollmentQuery(useApi(), enrollmentId));
  const { status, services, photos, availability, decideBy, links, id, applicantId } = enrollment;
  return (
    <Page
      title={nameOf(enrollment)}
      state={lookOf('enrollment', status).word}
      badge={<StatusBadge kind="enrollment" status={status} />}
      lead={
        decideBy !== null && (
          <>
            Decide by <When at={decideBy} />.
          </>
        )
      }
      back={<PageLink to={PAGES.deskEnrollments.path}>Enrollments</PageLink>}
    >
      <EnrollmentDecision enrollment={enrollment} />
      <Section title="Services">
        {services.length === 0 ? <Text c="dimmed">No service yet</Text> : <EnrolledServices services={services} />}
      </Section>
      <Section title="Photos">
        {photos.length === 0 ? <Text c="dimmed">No photos</Text> : <EnrolledPhotos photos={photos} />}
      </Section>
      <Section title="About the applicant">
        <ApplicantFacts enrollment={enrollment} />
      </Section>
      <Section title="Hours">
        {availability === null ? <Text c="dimmed">No hours yet</Text> : <EnrolledHours availability={availability} />}
      </Section>
      <Section title="What happened" skeleton={<Skeleton height={160} />}>
        <History of="enrollments" id={id} />
      </Section>
      <Group gap="xs">
        <TemporalLink url={links.workflow} />
        <CopyId what="enrollment id" value={id} />
        <CopyId what="account id" value={applicantId} />
      </Group>
    </Page>
  );
}
