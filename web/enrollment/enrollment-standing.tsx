import { Skeleton, Text } from '@mantine/core';
import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { useApi } from '#web/api/hooks.ts';
import { itemsOf } from '#web/api/queries.ts';
import { Facts } from '#web/kit/facts.tsx';
import { ButtonLink } from '#web/kit/links.tsx';
import { Section } from '#web/kit/section.tsx';
import { ShowMore } from '#web/kit/show-more.tsx';
import { Steps } from '#web/kit/steps.tsx';
import { Timeline } from '#web/kit/timeline.tsx';
import { useTimes } from '#web/kit/use-times.ts';
import { PAGES } from '#web/pages.ts';
import { enrollmentTimelineQuery } from './enrollment.queries.ts';
import { FIELD_WORDS, valueWords } from './enrollment.words.ts';
import { ENROLLMENT_FIELDS, type Enrollment } from './fields.ts';
import { stepsOf } from './standing.ts';

/** How a submitted enrollment stands, what was submitted, and what happened to it. */
export function EnrollmentStanding({ enrollment }: { enrollment: Enrollment }) {
  const { when } = useTimes();
  const { status, decideBy } = enrollment;
  return (
    <>
      <Steps label="How far it is" steps={stepsOf(enrollment, when)} />
      {status === 'verified' && (
        <Section title="You are a provider" isNext>
          <Text>Requests that fit your services, your area and your hours come to you from now on.</Text>
          <div>
            <ButtonLink to={PAGES.leads.path}>Go to your leads</ButtonLink>
          </div>
        </Section>
      )}
      {decideBy !== null && (
        <Text>An operator checks your license and decides by {when(decideBy)}. You are notified.</Text>
      )}
      <Section title="What you submitted">
        <Submitted enrollment={enrollment} />
      </Section>
      <History enrollmentId={enrollment.id} />
    </>
  );
}

/** Everything that was written, in short. */
export function Submitted({ enrollment }: { enrollment: Enrollment }) {
  return (
    <Facts facts={ENROLLMENT_FIELDS.map((field) => [FIELD_WORDS[field], valueWords(enrollment, field)] as const)} />
  );
}

export function History({ enrollmentId }: { enrollmentId: string }) {
  return (
    <Section title="What happened" skeleton={<Skeleton height={120} aria-hidden />}>
      <Events enrollmentId={enrollmentId} />
    </Section>
  );
}

function Events({ enrollmentId }: { enrollmentId: string }) {
  const list = useSuspenseInfiniteQuery(enrollmentTimelineQuery(useApi(), enrollmentId));
  return (
    <>
      <Timeline events={itemsOf(list.data)} names={{ consumer: 'you' }} />
      <ShowMore list={list} label="Show what came later" />
    </>
  );
}
