import { Account } from './account.entity.ts';
import { Booking } from './booking.entity.ts';
import { CommandPayload } from './command-payload.entity.ts';
import { Event } from './event.entity.ts';
import { FeedCursor } from './feed-cursor.entity.ts';
import { FeedEntry } from './feed-entry.entity.ts';
import { Offer } from './offer.entity.ts';
import { ProviderService } from './provider-service.entity.ts';
import { Provider } from './provider.entity.ts';
import { RefreshToken } from './refresh-token.entity.ts';
import { RequestMatch } from './request-match.entity.ts';
import { ServiceRequest } from './service-request.entity.ts';
import { WorkflowOutbox } from './workflow-outbox.entity.ts';

/** Every entity there is, for the ORM and its migrations. */
export const ENTITIES = [
  Account,
  RefreshToken,
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
];

export {
  Account,
  Booking,
  CommandPayload,
  Event,
  FeedCursor,
  FeedEntry,
  Offer,
  Provider,
  ProviderService,
  RefreshToken,
  RequestMatch,
  ServiceRequest,
  WorkflowOutbox,
};
