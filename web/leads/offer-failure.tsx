import { Alert, Text } from '@mantine/core';
import type { ProblemCode } from '#contracts/problem.ts';
import { isProblem } from '#web/api/problem-error.ts';
import { FormFailure } from '#web/kit/form-failure.tsx';
import { IconAlertTriangle } from '#web/kit/icons.ts';

/** What the refusals mean to whoever makes an offer. */
const REFUSALS: Partial<Record<ProblemCode, readonly [title: string, text: string]>> = {
  slot_not_free: [
    'One of these times is not free any more',
    'Your calendar has changed meanwhile. The free times were read again: remove the time that is gone, or choose others.',
  ],
  request_closed: ['The request is closed', 'It was booked, cancelled or has expired while you were writing.'],
  invalid_transition: ['The request takes no offers now', 'It has changed meanwhile and was read again.'],
  offer_already_open: ['You have an open offer for this request', 'Withdraw it first if you want to make another one.'],
  request_on_hold: ['The request is on hold', 'It takes no offers at present. Try again later.'],
  not_a_lead: ['This request is not among your leads any more', 'It was changed since, or your profile is paused.'],
  own_request: ['This request is your own', 'Nobody makes offers for their own request.'],
  service_mismatch: ['This service does not fit', 'The request asks for another kind of service.'],
};

/** Why an offer was not sent. */
export function OfferFailure({ error }: { error: unknown }) {
  const codes = Object.keys(REFUSALS) as ProblemCode[];
  const refusal = isProblem(error, ...codes) ? REFUSALS[error.code as ProblemCode] : undefined;
  if (!refusal) return <FormFailure what="The offer was not sent" error={error} />;
  const [title, text] = refusal;
  return (
    <Alert role="alert" variant="outline" color="gray" icon={<IconAlertTriangle aria-hidden />} title={title}>
      <Text>{text}</Text>
    </Alert>
  );
}
