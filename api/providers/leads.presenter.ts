import { isTrading } from '#domain/standing.ts';
import type { z } from 'zod';
import { toInstant } from '#contracts/common.ts';
import type { Lead } from '#contracts/requests.ts';
import { REQUEST_LIFECYCLE } from '#domain/lifecycles/request.ts';
import { decide } from '#domain/lifecycles/transitions.ts';
import { shownDistanceKm, shownScore } from '#domain/matching/area.ts';
import type { LeadRow } from './leads.queries.ts';

type LeadBody = z.input<typeof Lead>;

/** A request as the provider sees it who was told of it. */
export function toLead(row: LeadRow): LeadBody {
  return {
    requestId: row.requestId,
    category: row.category,
    serviceType: row.serviceType,
    requirements: { specializations: row.specializations, description: row.description },
    location: {
      city: row.city,
      neighborhood: row.neighborhood,
      distanceKm: row.distanceKm === null ? null : shownDistanceKm(row.distanceKm),
    },
    timing: {
      urgency: row.urgency,
      preferredDates: row.preferredDates,
      preferredTimes: row.preferredTimes,
      flexibility: row.timingFlexibility,
    },
    budget: budgetOf(row),
    media: row.media,
    status: row.status,
    score: shownScore(row.score),
    leadAt: toInstant(new Date(row.leadAt)),
    expiresAt: toInstant(new Date(row.expiresAt)),
    ownOfferId: row.ownOfferId,
    allowedActions: canSubmitOffer(row) ? ['submit_offer'] : [],
  };
}

/** True when the request takes offers and this provider may make one: active, and without an open offer. */
export function canSubmitOffer({
  status,
  providerStatus,
  hasOpenOffer,
}: Pick<LeadRow, 'status' | 'providerStatus' | 'hasOpenOffer'>): boolean {
  const facts = { no_open_offer: !hasOpenOffer, offer_open: hasOpenOffer };
  const { allowed } = decide(REQUEST_LIFECYCLE, status, 'receive_offer', 'provider', facts);
  return allowed && isTrading({ accountStatus: 'active', providerStatus }) && !hasOpenOffer;
}

function budgetOf({ budgetMin, budgetMax, budgetCurrency, budgetFlexibility }: LeadRow): LeadBody['budget'] {
  if (budgetMax === null || budgetCurrency === null || budgetFlexibility === null) return null;
  return { min: budgetMin ?? 0, max: budgetMax, currency: budgetCurrency, flexibility: budgetFlexibility };
}
