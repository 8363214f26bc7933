import { Problem } from '#api/http/problem.ts';
import { Booking } from '#db/entities/booking.entity.ts';
import { Enrollment } from '#db/entities/enrollment.entity.ts';
import { ServiceRequest } from '#db/entities/service-request.entity.ts';
import type { Orm } from '#db/transaction.ts';
import { BOOKING_LIFECYCLE, bookingRefusal, type BookingCommand } from '#domain/lifecycles/booking.ts';
import { ENROLLMENT_LIFECYCLE } from '#domain/lifecycles/enrollment.ts';
import { isOpenRequest, requestRefusal } from '#domain/lifecycles/request.ts';
import { isFinal } from '#domain/lifecycles/transitions.ts';
import { cancelBooking, checkInBooking, completeBooking, submitReview } from '#workflows/booking/messages.ts';

const BOOKING_COMMAND_OF: Readonly<Record<string, BookingCommand>> = {
  [checkInBooking.name]: 'check_in',
  [completeBooking.name]: 'complete',
  [cancelBooking.name]: 'cancel',
  [submitReview.name]: 'review',
};

/**
 * Why nothing runs for this aggregate: it is over, and the problem is the one with which its run would have refused the
 * update; or its run has not begun (undefined).
 */
export async function whyClosed(
  orm: Orm,
  { kind, id }: { kind: 'request' | 'booking' | 'enrollment'; id: string },
  update: string,
): Promise<Problem | undefined> {
  const em = orm.em.fork();
  if (kind === 'request') {
    const request = await em.findOne(ServiceRequest, id);
    if (!request) return new Problem('not_found', 'there is no such request');
    if (isOpenRequest(request.status)) return undefined;
    return new Problem(requestRefusal(request.status), `the request is ${request.status}`);
  }
  if (kind === 'enrollment') {
    const enrollment = await em.findOne(Enrollment, id);
    if (!enrollment) return new Problem('not_found', 'there is no such enrollment');
    if (!isFinal(ENROLLMENT_LIFECYCLE, enrollment.status)) return undefined;
    return new Problem('invalid_transition', `the enrollment is ${enrollment.status}`);
  }
  const booking = await em.findOne(Booking, id);
  if (!booking) return new Problem('not_found', 'there is no such booking');
  if (!isFinal(BOOKING_LIFECYCLE, booking.status)) return undefined;
  const command = BOOKING_COMMAND_OF[update];
  if (!command) throw new Error(`the update ${update} is none of a booking`);
  return new Problem(bookingRefusal(booking.status, command), `the booking is ${booking.status}`);
}
