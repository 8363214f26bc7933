import type { BookingStatus } from '#domain/lifecycles/booking.ts';
import type { EnrollmentStatus } from '#domain/lifecycles/enrollment.ts';
import { BOOKING_WORKFLOW, bookingWorkflowId } from '#workflows/booking/messages.ts';
import { CONVERSATION_WORKFLOW, conversationWorkflowId } from '#workflows/chat/messages.ts';
import { ENROLLMENT_WORKFLOW, enrollmentWorkflowId } from '#workflows/enrollment/messages.ts';
import { REGISTRATION_WORKFLOW, registrationWorkflowId } from '#workflows/registration/messages.ts';
import type { RegistrationPurpose } from './entities/registration.entity.ts';
import { cityOf, workIn } from './known-places.ts';
import type { RequestOfRun } from './request-runs.ts';
import type { OutboxEntry } from './outbox.ts';

/** A signal that the run gets, and that starts it if it is not there. */
type Signal = NonNullable<OutboxEntry['signal']>;

/** What the run of a booking is listed by; it begins at an instant in RFC 3339. */
export interface BookingOfRun extends Omit<RequestOfRun, 'status'> {
  readonly status: BookingStatus;
  readonly providerId: string;
  readonly start: string;
}

/** The order to start the run of a booking. */
export function bookingRun(booking: BookingOfRun): OutboxEntry {
  const { id, status, category, serviceType, city, consumerId, providerId, start } = booking;
  return {
    workflowType: BOOKING_WORKFLOW,
    workflowId: bookingWorkflowId(id),
    input: { bookingId: id },
    attributes: { kind: 'booking', status, category, consumerId, providerId, ...cityOf(city) },
    summary: `${workIn(serviceType, city)}, ${start}`,
  };
}

/** The order to start the run of an enrollment. */
export function enrollmentRun({
  id,
  status,
  consumerId,
}: {
  readonly id: string;
  readonly status: EnrollmentStatus;
  readonly consumerId: string;
}): OutboxEntry {
  return {
    workflowType: ENROLLMENT_WORKFLOW,
    workflowId: enrollmentWorkflowId(id),
    input: { enrollmentId: id },
    attributes: { kind: 'enrollment', status, consumerId },
    summary: 'an enrollment',
  };
}

/** The order to signal the run of a conversation, and to start it where it does not run: there is always something to look at. */
export function conversationRun(
  { id, consumerId }: { readonly id: string; readonly consumerId: string },
  signal: Signal,
): OutboxEntry {
  return {
    workflowType: CONVERSATION_WORKFLOW,
    workflowId: conversationWorkflowId(id),
    input: { conversationId: id },
    signal,
    attributes: { kind: 'chat', status: 'open', consumerId },
    summary: 'a conversation',
  };
}

/** What the run of a registration, or of a code to sign in, is started with. */
export interface RegistrationOfRun {
  readonly id: string;
  readonly purpose: RegistrationPurpose;
  readonly status: 'pending' | 'confirmed';
  readonly expiresAtMs: number;
}

const REGISTRATION_SUMMARIES: Readonly<Record<RegistrationPurpose, string>> = {
  account: 'a registration',
  sign_in: 'a code to sign in',
};

/** The order to start the run of a registration, or to signal it as well; whose it is, nobody can tell by it. */
export function registrationRun({ id, purpose, status, expiresAtMs }: RegistrationOfRun, signal?: Signal): OutboxEntry {
  return {
    workflowType: REGISTRATION_WORKFLOW,
    workflowId: registrationWorkflowId(id),
    input: { registrationId: id, expiresAtMs },
    attributes: { kind: 'registration', status },
    summary: REGISTRATION_SUMMARIES[purpose],
    ...(signal && { signal }),
  };
}
