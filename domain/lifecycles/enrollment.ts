import type { Lifecycle } from './transitions.ts';

export const ENROLLMENT_STATUSES = ['draft', 'pending', 'pending_verification', 'verified', 'rejected'] as const;
/** Where an enrollment stands; a `verified` one has made its account a provider. */
export type EnrollmentStatus = (typeof ENROLLMENT_STATUSES)[number];

/** The states in which it is written on; everything else about it is decided by its workflow. */
const EDITABLE_ENROLLMENT_STATUSES = ['draft', 'rejected'] as const satisfies readonly EnrollmentStatus[];

export const ENROLLMENT_COMMANDS = ['edit', 'submit', 'verify', 'refer', 'approve', 'reject'] as const;
/** What can be asked of an enrollment. */
export type EnrollmentCommand = (typeof ENROLLMENT_COMMANDS)[number];

/** Conditions on an enrollment that its status does not tell. */
export type EnrollmentGuard = 'complete';

type Move = (typeof ENROLLMENT_LIFECYCLE)['transitions'][number];

/** The life of an enrollment. Its applicant stands on the consumer's side: that is what everyone signed in is. */
export const ENROLLMENT_LIFECYCLE: Lifecycle<EnrollmentStatus, EnrollmentCommand, EnrollmentGuard> = {
  name: 'Enrollment',
  statuses: ENROLLMENT_STATUSES,
  start: 'draft',
  transitions: [
    ...EDITABLE_ENROLLMENT_STATUSES.map((from): Move => ({
      from,
      to: from,
      command: 'edit',
      by: ['consumer'],
      meaning: 'the applicant writes on; it is saved as it is, complete or not',
    })),
    ...EDITABLE_ENROLLMENT_STATUSES.map((from): Move => ({
      from,
      to: 'pending',
      command: 'submit',
      by: ['consumer'],
      guard: 'complete',
      meaning: 'the applicant hands it in; it is checked at once',
    })),
    {
      from: 'pending',
      to: 'verified',
      command: 'verify',
      by: ['system'],
      meaning: 'no service of it needs a licence; the provider is there',
    },
    {
      from: 'pending',
      to: 'pending_verification',
      command: 'refer',
      by: ['system'],
      meaning: 'a service needs a licence, so a person has to look',
    },
    {
      from: 'pending_verification',
      to: 'verified',
      command: 'approve',
      by: ['admin'],
      meaning: 'an operator has found everything in order; the provider is there',
    },
    {
      from: 'pending_verification',
      to: 'rejected',
      command: 'reject',
      by: ['admin'],
      meaning: 'an operator says why not; the applicant may change it and hand it in again',
    },
  ],
};

/** True while the applicant may write on. */
export const isEditableEnrollment = (status: EnrollmentStatus): boolean =>
  (EDITABLE_ENROLLMENT_STATUSES as readonly string[]).includes(status);
