import { defineUpdate } from '@temporalio/workflow';
import type { EnrollmentStatus } from '#domain/lifecycles/enrollment.ts';
import type { Command } from '../shared/command.ts';

/** The type of the workflow that owns one enrollment from its first draft to the provider that it makes. */
export const ENROLLMENT_WORKFLOW = 'enrollmentWorkflow';

/** One execution per enrollment; a second start under this id is recognised. */
export const enrollmentWorkflowId = (enrollmentId: string): string => `enrollment/${enrollmentId}`;

export interface EnrollmentInput {
  enrollmentId: string;
}

export interface SubmitEnrollment extends Command {
  /** What was seen; another revision is not handed in. */
  revision: number;
}

/** Handed in as it stands; answers once the automatic check is over, too. */
export const submitEnrollment = defineUpdate<EnrollmentStatus, [SubmitEnrollment]>('submitEnrollment');
/** Found in order by an operator; answers once the provider is there. */
export const approveEnrollment = defineUpdate<EnrollmentStatus, [Command]>('approveEnrollment');
/** Not found in order; why stands in the payload. */
export const rejectEnrollment = defineUpdate<EnrollmentStatus, [Command]>('rejectEnrollment');
