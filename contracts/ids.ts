import { z } from 'zod';
import { uuidOf } from './common.ts';

/** The ids of everything that has an address of its own. */
export const AccountId = uuidOf('AccountId');
export const ProviderId = uuidOf('ProviderId');
export const ServiceId = uuidOf('ServiceId');
export const RequestId = uuidOf('RequestId');
export const OfferId = uuidOf('OfferId');
export const BookingId = uuidOf('BookingId');
export const ReviewId = uuidOf('ReviewId');
export const EnrollmentId = uuidOf('EnrollmentId');
export const EventId = uuidOf('EventId');
export const ConversationId = uuidOf('ConversationId');
export const ChatTaskId = uuidOf('ChatTaskId');
export const ChatDraftId = uuidOf('ChatDraftId');
export const MediaId = uuidOf('MediaId');

/** Where to look further. */
export const LinksWithWorkflow = z
  .strictObject({
    self: z.string(),
    timeline: z.string(),
    workflow: z.string().optional().meta({ description: 'The run in the Temporal UI; for operators only.' }),
  })
  .meta({ id: 'Links' });
