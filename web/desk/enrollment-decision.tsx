import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { dataOf, type Schema } from '#web/api/client.ts';
import { useApi } from '#web/api/hooks.ts';
import { Section } from '#web/kit/section.tsx';
import { When } from '#web/kit/when.tsx';
import { enrollmentQuery } from './desk.queries.ts';
import { ReasonDialog } from './reason-dialog.tsx';
import { useOperatorCommand } from './use-operator-command.ts';

type Enrollment = Schema<'Enrollment'>;
type Decision = 'approve' | 'reject';

/** The decision that an operator has to make, or what became of it. */
export function EnrollmentDecision({ enrollment }: { enrollment: Enrollment }) {
  const [asked, setAsked] = useState<Decision>();
  const { allowedActions } = enrollment;
  const canApprove = allowedActions.includes('approve');
  const canReject = allowedActions.includes('reject');
  const close = (): void => setAsked(undefined);
  if (!canApprove && !canReject) {
    return (
      <Section title="Decision">
        <Standing enrollment={enrollment} />
      </Section>
    );
  }
  return (
    <Section title="Your decision" isNext>
      <Text>Look the license up in its public register, and see whether the photos show the work that is offered.</Text>
      <Group gap="xs">
        {canApprove && <Button onClick={() => setAsked('approve')}>Approve</Button>}
        {canReject && (
          <Button variant="default" onClick={() => setAsked('reject')}>
            Reject
          </Button>
        )}
      </Group>
      <ApproveDialog enrollment={enrollment} isOpen={asked === 'approve'} onClose={close} />
      <RejectDialog enrollment={enrollment} isOpen={asked === 'reject'} onClose={close} />
    </Section>
  );
}

interface DialogProps {
  readonly enrollment: Enrollment;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

function ApproveDialog({ enrollment, ...dialog }: DialogProps) {
  const approve = useDecision(enrollment.id, 'approve');
  return (
    <ReasonDialog
      {...dialog}
      title="Approve this enrollment?"
      confirmLabel="Approve the enrollment"
      reasonLabel="What you have looked at"
      onConfirm={approve}
    >
      The applicant becomes a provider at once and can be found by the next request.
    </ReasonDialog>
  );
}

function RejectDialog({ enrollment, ...dialog }: DialogProps) {
  const reject = useDecision(enrollment.id, 'reject');
  return (
    <ReasonDialog
      {...dialog}
      title="Reject this enrollment?"
      confirmLabel="Reject the enrollment"
      reasonLabel="What the applicant has to change"
      reasonHint="The applicant reads it and can submit again."
      isDestructive
      onConfirm={reject}
    >
      The applicant is notified.
    </ReasonDialog>
  );
}

function useDecision(id: string, decision: Decision) {
  const api = useApi();
  return useOperatorCommand({
    name: `${decision} ${id}`,
    queryKey: enrollmentQuery(api, id).queryKey,
    changes: [
      ['admin', 'enrollments'],
      ['enrollments', id, 'timeline'],
    ],
    send: (key: string, reason: string) => {
      const init = { params: { path: { id }, header: { 'Idempotency-Key': key } }, body: { reason } };
      return decision === 'approve'
        ? dataOf(api.POST('/v1/enrollments/{id}/approve', init))
        : dataOf(api.POST('/v1/enrollments/{id}/reject', init));
    },
  });
}

function Standing({ enrollment }: { enrollment: Enrollment }) {
  const { status, decidedAt, rejectionReason, missing } = enrollment;
  if (status === 'draft') {
    return (
      <Text>The applicant is still working on it{missing.length > 0 && `; ${missing.length} things are missing`}.</Text>
    );
  }
  if (status === 'pending_verification') {
    return <Text>It is your own enrollment. Another operator has to decide about it.</Text>;
  }
  return (
    <>
      <Text>
        {status === 'pending' ? 'It is being checked.' : status === 'verified' ? 'It was verified' : 'It was rejected'}
        {decidedAt !== null && (
          <>
            : <When at={decidedAt} />
          </>
        )}
      </Text>
      {rejectionReason !== null && <Text c="dimmed">The applicant was told: “{rejectionReason}”</Text>}
    </>
  );
}
