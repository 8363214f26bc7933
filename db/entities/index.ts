import { Account } from './account.entity.ts';
import { AuditEntry } from './audit-entry.entity.ts';
import { Booking } from './booking.entity.ts';
import { ChatDraft } from './chat-draft.entity.ts';
import { ChatMessageMedia } from './chat-message-media.entity.ts';
import { ChatMessage } from './chat-message.entity.ts';
import { ChatStep } from './chat-step.entity.ts';
import { ChatTurn } from './chat-turn.entity.ts';
import { CommandPayload } from './command-payload.entity.ts';
import { Conversation } from './conversation.entity.ts';
import { EnrollmentPhoto } from './enrollment-photo.entity.ts';
import { Enrollment } from './enrollment.entity.ts';
import { Event } from './event.entity.ts';
import { ExternalIdentity } from './external-identity.entity.ts';
import { FeedCursor } from './feed-cursor.entity.ts';
import { FeedEntry } from './feed-entry.entity.ts';
import { IdempotencyKey } from './idempotency-key.entity.ts';
import { LlmGeneration } from './llm-generation.entity.ts';
import { LlmUsage } from './llm-usage.entity.ts';
import { MailClaim } from './mail-claim.entity.ts';
import { Media } from './media.entity.ts';
import { Offer } from './offer.entity.ts';
import { ProviderService } from './provider-service.entity.ts';
import { Provider } from './provider.entity.ts';
import { RefreshToken } from './refresh-token.entity.ts';
import { Registration } from './registration.entity.ts';
import { RequestMatch } from './request-match.entity.ts';
import { RequestMedia } from './request-media.entity.ts';
import { Review } from './review.entity.ts';
import { ServiceRequest } from './service-request.entity.ts';
import { WorkflowOutbox } from './workflow-outbox.entity.ts';

/** Every entity there is, for the ORM and its migrations. */
export const ENTITIES = [
  Account,
  ExternalIdentity,
  RefreshToken,
  Registration,
  Provider,
  ProviderService,
  MailClaim,
  Media,
  ServiceRequest,
  RequestMedia,
  RequestMatch,
  Offer,
  Booking,
  Review,
  Enrollment,
  EnrollmentPhoto,
  Event,
  FeedEntry,
  FeedCursor,
  WorkflowOutbox,
  CommandPayload,
  IdempotencyKey,
  AuditEntry,
  Conversation,
  ChatTurn,
  ChatMessage,
  ChatMessageMedia,
  ChatStep,
  ChatDraft,
  LlmUsage,
  LlmGeneration,
];

export {
  Account,
  AuditEntry,
  Booking,
  ChatDraft,
  ChatMessage,
  ChatMessageMedia,
  ChatStep,
  ChatTurn,
  CommandPayload,
  Conversation,
  Enrollment,
  EnrollmentPhoto,
  Event,
  ExternalIdentity,
  FeedCursor,
  FeedEntry,
  IdempotencyKey,
  LlmGeneration,
  LlmUsage,
  MailClaim,
  Media,
  Offer,
  Provider,
  ProviderService,
  RefreshToken,
  Registration,
  RequestMatch,
  RequestMedia,
  Review,
  ServiceRequest,
  WorkflowOutbox,
};
