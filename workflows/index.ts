export { bookingWorkflow } from './booking/booking.workflow.ts';
export { conversationWorkflow } from './chat/conversation.workflow.ts';
export { enrollmentWorkflow } from './enrollment/enrollment.workflow.ts';
export { registrationWorkflow } from './registration/registration.workflow.ts';
export { requestWorkflow } from './request/request.workflow.ts';
