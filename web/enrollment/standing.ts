import type { Step } from '#web/kit/steps.tsx';
import type { Enrollment } from './fields.ts';

/** How far an enrollment has come: written, submitted, checked where that is needed, open for work. */
export function stepsOf(enrollment: Enrollment, when: (instant: string) => string): Step[] {
  const { status, submittedAt, decidedAt, needsVerification } = enrollment;
  const isSubmitted = status !== 'draft' && status !== 'rejected';
  const isVerified = status === 'verified';
  const decided = isVerified ? 'done' : isSubmitted ? 'current' : 'ahead';
  return [
    { name: 'Written', state: isSubmitted ? 'done' : 'current' },
    {
      name: 'Submitted',
      state: isSubmitted ? 'done' : 'ahead',
      note: isSubmitted && submittedAt !== null ? when(submittedAt) : undefined,
    },
    ...(needsVerification
      ? [
          {
            name: 'License checked',
            state: decided,
            note: isVerified && decidedAt !== null ? when(decidedAt) : undefined,
          } as const,
        ]
      : []),
    { name: 'Open for work', state: isVerified ? 'done' : 'ahead' },
  ];
}
