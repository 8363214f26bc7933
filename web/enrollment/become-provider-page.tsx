import { Text } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useApi, useCommand } from '#web/api/hooks.ts';
import { FormFailure } from '#web/kit/form-failure.tsx';
import { viewerZone } from '#web/kit/format-time.ts';
import { ButtonLink } from '#web/kit/links.tsx';
import { Page } from '#web/kit/page.tsx';
import { Section } from '#web/kit/section.tsx';
import { StatusBadge } from '#web/kit/status-badge.tsx';
import { SubmitButton } from '#web/kit/submit-button.tsx';
import { PAGES } from '#web/pages.ts';
import { useAccount } from '#web/session/hooks.ts';
import styles from './enrollment.module.css';
import { createEnrollment, latestEnrollmentQuery } from './enrollment.queries.ts';

/** What a provider does and gets, and the way to become one. */
export function BecomeProviderPage() {
  const isProvider = useAccount()?.providerId !== null;
  return (
    <Page
      title="Become a provider"
      isReading
      lead="Offer your work to people nearby: they say what they need, you make offers with prices and times."
    >
      <ol className={styles.reasons}>
        <li>Say what you do, where, and when. Everything is saved as you write, so you can continue another day.</li>
        <li>Work without a license is open to you at once. Where a license is needed, an operator checks it first.</li>
        <li>Requests that fit come to you as leads. You decide which to answer.</li>
      </ol>
      <Section title="Your enrollment" isNext>
        {isProvider ? <AlreadyProvider /> : <Begin />}
      </Section>
    </Page>
  );
}

function AlreadyProvider() {
  return (
    <>
      <Text>You are a provider.</Text>
      <div>
        <ButtonLink to={PAGES.leads.path}>Go to your leads</ButtonLink>
      </div>
    </>
  );
}

function Begin() {
  const { data } = useSuspenseQuery(latestEnrollmentQuery(useApi()));
  const [latest] = data.items;
  if (!latest || latest.status === 'verified') return <Start />;
  const isEditable = latest.allowedActions.includes('edit');
  return (
    <>
      <div>
        <StatusBadge kind="enrollment" status={latest.status} />
      </div>
      <Text>
        {isEditable
          ? 'You have started already. Everything is as you left it.'
          : 'You have submitted it. See how it stands.'}
      </Text>
      <div>
        <ButtonLink to={PAGES.enrollment.path} params={{ enrollmentId: latest.id }}>
          {isEditable ? 'Continue' : 'See how it stands'}
        </ButtonLink>
      </div>
    </>
  );
}

function Start() {
  const api = useApi();
  const account = useAccount();
  const navigate = useNavigate();
  const known = {
    ...(account && { fullName: account.name }),
    ...(account?.email != null && { email: account.email }),
    availability: { timezone: viewerZone(), schedule: {} },
  };
  const start = useCommand('enroll', (key) => createEnrollment(api, known, key), { changes: () => [['enrollments']] });

  function begin(): void {
    start.mutate(undefined, {
      onSuccess: ({ id }) => void navigate({ to: PAGES.enrollment.path, params: { enrollmentId: id } }),
    });
  }

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        begin();
      }}
    >
      <Text>
        It takes about ten minutes. Have photos of your work at hand, and your license number if your work needs one.
      </Text>
      <FormFailure what="The enrollment was not started" error={start.error} />
      <div>
        <SubmitButton isBusy={start.isPending}>Start</SubmitButton>
      </div>
    </form>
  );
}
