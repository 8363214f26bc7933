import type { EnrollmentChanges, EnrollmentFields } from './fields.ts';

/** What a step of the wizard is given. */
export interface StepProps {
  /** What stands in the form. */
  readonly mine: EnrollmentFields;
  readonly change: (changes: EnrollmentChanges) => void;
  /** What the server says of a field, by its path. */
  readonly errorAt: (path: string) => string | undefined;
}

/** What was typed into a field that may be empty: null then. */
export const orNull = (text: string): string | null => (text.trim() === '' ? null : text);
