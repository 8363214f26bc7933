import { capitalized } from './format.ts';
import type { UseFormReturnType } from '@mantine/form';
import { ProblemError } from '#web/api/problem-error.ts';
import { FailureNotice } from './failure-notice.tsx';

/** What a form's submission failed with; what belongs to a field stands at the field (`setFieldErrors`). */
export function FormFailure({ what, error }: { what: string; error: unknown }) {
  return error === undefined || error === null ? null : <FailureNotice what={what} error={error} />;
}

/** Puts the API's complaints to the fields of the form that they are about. */
export function setFieldErrors<Values>(form: UseFormReturnType<Values>, error: unknown): void {
  if (!(error instanceof ProblemError)) return;
  const messages = Object.entries(error.formErrors).map(([path, message]) => [path, capitalized(message)]);
  form.setErrors(Object.fromEntries(messages));
}
