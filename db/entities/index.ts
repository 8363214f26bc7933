import { Account } from './account.entity.ts';
import { AuditEntry } from './audit-entry.entity.ts';
import { Booking } from './booking.entity.ts';
import { CommandPayload } from './command-payload.entity.ts';
import { Event } from './event.entity.ts';
import { ExternalIdentity } from './external-identity.entity.ts';
import { FeedCursor } from './feed-cursor.entity.ts';
import { FeedEntry } from './feed-entry.entity.ts';
import { IdempotencyKey } from './idempotency-key.entity.ts';
import { Offer } from './offer.entity.ts';
import { ProviderService } from './provider-service.entity.ts';
import { Provider } from './provider.entity.ts';
import { RefreshToken } from './refresh-token.entity.ts';
import { Registration } from './registration.entity.ts';
import { RequestMatch } from './request-match.entity.ts';
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
  ServiceRequest,
  RequestMatch,
  Offer,
  Booking,
  Event,
  FeedEntry,
  FeedCursor,
  WorkflowOutbox,
  CommandPayload,
  IdempotencyKey,
  AuditEntry,
];

export {
  Account,
  AuditEntry,
  Booking,
  CommandPayload,
  Event,
  ExternalIdentity,
  FeedCursor,
  FeedEntry,
  IdempotencyKey,
  Offer,
  Provider,
  ProviderService,
  RefreshToken,
  Registration,
  RequestMatch,
  ServiceRequest,
  WorkflowOutbox,
};
