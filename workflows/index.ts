export { bookingWorkflow } from './booking/booking.workflow.ts';
export { requestWorkflow } from './request/request.workflow.ts';
