import type { z } from 'zod';
import type { Reader } from '#api/shared/reader.ts';
import { toInstant } from '#contracts/common.ts';
import type { ServiceRequest } from '#contracts/requests.ts';
import { REQUEST_LIFECYCLE } from '#domain/lifecycles/request.ts';
import { allowedCommands, type Party } from '#domain/lifecycles/transitions.ts';
import { requestWorkflowId } from '#workflows/request/messages.ts';
import type { RequestRow } from './requests.queries.ts';

type RequestView = z.input<typeof ServiceRequest>;
type Action = RequestView['allowedActions'][number];

const ACTIONS: readonly string[] = ['edit', 'cancel'] satisfies Action[];

/** A request as its consumer or an operator sees it. */
export function toServiceRequest(row: RequestRow, side: Party, reader: Reader): RequestView {
  const { id, consumerId, rawInput, category, serviceType, specializations, description, status, media } = row;
  const { city, neighborhood, lat, lng, maxDistanceKm, urgency, preferredDates, preferredTimes } = row;
  const { matchedProviders, selectedOfferId, bookingId, openOffers, statusHistory } = row;
  const self = `/v1/requests/${id}`;
  return {
    id,
    consumerId,
    rawInput,
    category,
    serviceType,
    requirements: { specializations, description },
    location: { city, neighborhood, lat, lng, maxDistanceKm },
    timing: { urgency, preferredDates, preferredTimes, flexibility: row.timingFlexibility },
    budget: budgetOf(row),
    status,
    statusHistory: statusHistory.map((change) => ({ ...change, at: toInstant(new Date(change.at)) })),
    matchedProviders,
    selectedOfferId,
    bookingId,
    openOffers,
    media,
    expiresAt: toInstant(new Date(row.expiresAt)),
    createdAt: toInstant(new Date(row.createdAt)),
    allowedActions: allowedRequestActions(row, side),
    links: { self, timeline: `${self}/timeline`, ...reader.workflowLink(requestWorkflowId(id)) },
  };
}

/** What this side may do with the request itself now; what it may do with an offer stands on the offer. */
export function allowedRequestActions(row: RequestRow, side: Party): Action[] {
  return allowedCommands(REQUEST_LIFECYCLE, row.status, side, requestFacts(row)).filter((command): command is Action =>
    ACTIONS.includes(command),
  );
}

/** What is true of the request besides its status. */
export function requestFacts({ openOffers }: Pick<RequestRow, 'openOffers'>) {
  return { no_open_offer: openOffers === 0, offer_open: openOffers > 0 };
}

function budgetOf({ budgetMin, budgetMax, budgetCurrency, budgetFlexibility }: RequestRow): RequestView['budget'] {
  if (budgetMax === null || budgetCurrency === null || budgetFlexibility === null) return null;
  return { min: budgetMin ?? 0, max: budgetMax, currency: budgetCurrency, flexibility: budgetFlexibility };
}
