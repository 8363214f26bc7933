import { Alert, Group, Text } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { capitalized } from '#web/kit/format.ts';
import { FormFailure } from '#web/kit/form-failure.tsx';
import { IconAlertTriangle } from '#web/kit/icons.ts';
import { ButtonLink } from '#web/kit/links.tsx';
import { Section } from '#web/kit/section.tsx';
import { PAGES } from '#web/pages.ts';
import { AboutStep } from './about-step.tsx';
import { Conflicts } from './conflicts.tsx';
import { History } from './enrollment-standing.tsx';
import styles from './enrollment.module.css';
import { STEP_TITLES, STEPS, stepNamed, type StepName } from './enrollment.words.ts';
import type { Enrollment } from './fields.ts';
import { HoursStep } from './hours-step.tsx';
import { PhotosStep } from './photos-step.tsx';
import { PlaceStep } from './place-step.tsx';
import { SaveState } from './save-state.tsx';
import { ServicesStep } from './services-step.tsx';
import { StepList } from './step-list.tsx';
import type { StepProps } from './step.ts';
import { SubmitStep } from './submit-step.tsx';
import { useAutosave } from './use-autosave.ts';

const FIELDS: Record<Exclude<StepName, 'submit'>, (props: StepProps) => React.ReactNode> = {
  services: ServicesStep,
  place: PlaceStep,
  hours: HoursStep,
  about: AboutStep,
  photos: PhotosStep,
};

/** Writes an enrollment step by step; everything saves itself. */
export function EnrollmentWizard({ enrollment: given }: { enrollment: Enrollment }) {
  const [state, autosave] = useAutosave(given);
  const { enrollment, mine, errors } = state;
  const step = stepNamed(useSearch({ strict: false }).step);
  const props: StepProps = { mine, change: autosave.change, errorAt: (path) => capitalized(errors[path]) };
  const Fields = step === 'submit' ? undefined : FIELDS[step];
  return (
    <>
      {enrollment.rejectionReason !== null && <Rejection reason={enrollment.rejectionReason} />}
      <Conflicts state={state} onDecide={autosave.decide} />
      <div className={styles.wizard}>
        <StepList enrollment={enrollment} current={step} />
        <div className={styles.form}>
          <Section title={STEP_TITLES[step]} actions={<SaveState status={state.status} />}>
            {Fields ? <Fields {...props} /> : <SubmitStep state={state} autosave={autosave} />}
            <FormFailure what="Your changes are not saved" error={state.failure} />
          </Section>
          <Neighbours step={step} enrollmentId={enrollment.id} />
        </div>
      </div>
      {enrollment.rejectionReason !== null && <History enrollmentId={enrollment.id} />}
    </>
  );
}

function Rejection({ reason }: { reason: string }) {
  return (
    <Alert variant="outline" color="gray" icon={<IconAlertTriangle aria-hidden />} title="It was not accepted">
      <Text className={styles.said}>{reason}</Text>
      <Text mt="xs">Change what is asked for, then submit it again.</Text>
    </Alert>
  );
}

/** To the step before and after. */
function Neighbours({ step, enrollmentId }: { step: StepName; enrollmentId: string }) {
  const at = STEPS.indexOf(step);
  const [before, after] = [STEPS[at - 1], STEPS[at + 1]];
  const to = { to: PAGES.enrollment.path, params: { enrollmentId } } as const;
  return (
    <Group justify="space-between">
      {before ? (
        <ButtonLink variant="default" {...to} search={{ step: before }}>
          Back
        </ButtonLink>
      ) : (
        <span />
      )}
      {after && (
        <ButtonLink {...to} search={{ step: after }}>
          Next: {STEP_TITLES[after]}
        </ButtonLink>
      )}
    </Group>
  );
}
