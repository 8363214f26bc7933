import { adminAccountRoutes } from './admin/admin-accounts.routes.ts';
import { arrangedPairRoutes } from './admin/arranged-pairs.routes.ts';
import { auditRoutes } from './admin/audit.routes.ts';
import { deskRoutes } from './admin/desk.routes.ts';
import { limitRoutes } from './accounts/limits.routes.ts';
import { accountRoutes } from './accounts/accounts.routes.ts';
import { bookingParty, bookingProvider } from './bookings/bookings.policy.ts';
import { bookingRoutes } from './bookings/bookings.routes.ts';
import { catalogRoutes } from './catalog/catalog.routes.ts';
import { chatTaskOwner, conversationOwner } from './chat/chat.policy.ts';
import { chatRoutes } from './chat/chat.routes.ts';
import { codecRoutes } from './codec/codec.routes.ts';
import type { ApiDeps } from './deps.ts';
import { enrollmentOwner, enrollmentReader } from './enrollments/enrollments.policy.ts';
import { enrollmentRoutes } from './enrollments/enrollments.routes.ts';
import { feedRoutes } from './feed/feed.routes.ts';
import type { OwnershipRuleName, OwnershipRules } from './http/access.ts';
import type { Route } from './http/route.ts';
import { installationRoutes } from './installation/installation.routes.ts';
import { mediaOwner, mediaReader } from './media/media.policy.ts';
import { mediaRoutes } from './media/media.routes.ts';
import { notificationRoutes } from './notifications/notifications.routes.ts';
import { offerConsumer, offerDecliner, offerParty, offerProvider } from './offers/offers.policy.ts';
import { offerRoutes } from './offers/offers.routes.ts';
import { lead } from './providers/leads.policy.ts';
import { providerRoutes } from './providers/providers.routes.ts';
import { leadHolder, requestOffersReader, requestOwner, requestReader } from './requests/requests.policy.ts';
import { requestRoutes } from './requests/requests.routes.ts';
import { reviewReader, reviewSubject } from './reviews/reviews.policy.ts';
import { reviewRoutes } from './reviews/reviews.routes.ts';
import { webRoutes } from './web/web.routes.ts';

/** Every route of the API but those of the system: what is not in this list is not there. */
export function allRoutes(deps: ApiDeps): Route[] {
  return [
    ...accountRoutes(deps),
    ...limitRoutes(deps),
    ...requestRoutes(deps),
    ...offerRoutes(deps),
    ...bookingRoutes(deps),
    ...reviewRoutes(deps),
    ...providerRoutes(deps),
    ...enrollmentRoutes(deps),
    ...feedRoutes(deps),
    ...notificationRoutes(deps),
    ...chatRoutes(deps),
    ...mediaRoutes(deps),
    ...catalogRoutes(),
    ...installationRoutes(deps),
    ...codecRoutes(deps),
    ...adminAccountRoutes(deps),
    ...auditRoutes(deps),
    ...arrangedPairRoutes(deps),
    ...deskRoutes(deps),
    ...webRoutes(deps),
  ];
}

/** Every ownership rule by its name; a name without its rule does not compile. */
export const OWNERSHIP: Required<Pick<OwnershipRules<ApiDeps>, OwnershipRuleName>> = {
  requestOwner,
  requestReader,
  requestOffersReader,
  leadHolder,
  lead,
  offerParty,
  offerConsumer,
  offerDecliner,
  offerProvider,
  bookingParty,
  bookingProvider,
  enrollmentOwner,
  enrollmentReader,
  reviewReader,
  reviewSubject,
  chatTaskOwner,
  conversationOwner,
  mediaReader,
  mediaOwner,
};
