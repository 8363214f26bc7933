import { defineSignal } from '@temporalio/workflow';

/** The type of the workflow that owns one registration from its mail to its confirmation or its end. */
export const REGISTRATION_WORKFLOW = 'registrationWorkflow';

/** One execution per registration. */
export const registrationWorkflowId = (registrationId: string): string => `registration/${registrationId}`;

export interface RegistrationInput {
  registrationId: string;
  expiresAtMs: number;
}

/** How a registration ends. */
export const REGISTRATION_ENDS = ['confirmed', 'expired'] as const;
export type RegistrationEnd = (typeof REGISTRATION_ENDS)[number];

export interface RegistrationConfirmed {
  registrationId: string;
}
/** The mail address was confirmed, and the account is there. */
export const registrationConfirmed = defineSignal<[RegistrationConfirmed]>('registrationConfirmed');
