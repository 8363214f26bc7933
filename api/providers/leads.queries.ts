import { isTradingAccountSql, seenProviderStatusSql } from '#db/standing.ts';
import { z } from 'zod';
import { toInstant } from '#contracts/common.ts';
import { mediaIdsOf } from '#db/media.ts';
import type { SqlReader } from '#db/transaction.ts';
import type { ProviderStatus } from '#domain/accounts.ts';
import type { CategoryName, ServiceTypeName } from '#domain/catalog.ts';
import { isOpenRequest, REQUEST_STATUSES, type RequestStatus } from '#domain/lifecycles/request.ts';
import type { Currency } from '#domain/money.ts';
import type { Flexibility, TimeOfDay, Urgency } from '#domain/preferences.ts';

/** A request that a provider was told of, with what it has to do with it; nothing of who asks is even read. */
export interface LeadRow {
  requestId: string;
  category: CategoryName;
  serviceType: ServiceTypeName;
  specializations: string[];
  description: string;
  city: string;
  neighborhood: string | null;
  urgency: Urgency;
  preferredDates: string[];
  preferredTimes: TimeOfDay[];
  timingFlexibility: Flexibility | null;
  budgetMin: number | null;
  budgetMax: number | null;
  budgetCurrency: Currency | null;
  budgetFlexibility: Flexibility | null;
  media: string[];
  status: RequestStatus;
  /** As Postgres writes it. */
  expiresAt: string;
  distanceKm: number | null;
  score: number;
  /** As Postgres writes it. */
  leadAt: string;
  providerStatus: ProviderStatus;
  ownOfferId: string | null;
  hasOpenOffer: boolean;
}

/** Where the list of leads stands: behind the lead with this time and request. */
export const LeadPosition = z.strictObject({ leadAt: z.iso.datetime(), requestId: z.uuid() });
export type LeadPosition = z.infer<typeof LeadPosition>;

/** The position of a lead in its list. */
export function leadPosition({ leadAt, requestId }: LeadRow): LeadPosition {
  return { leadAt: toInstant(new Date(leadAt)), requestId };
}

/** For so long a lead stays in the list after its provider was told, however the request ended; an open one always does. */
export const CLOSED_LEADS_DAYS = 30;

const OPEN = REQUEST_STATUSES.filter(isOpenRequest);

const COLUMNS = `
  r.id as "requestId", r.category, r.service_type as "serviceType", r.specializations, r.description, r.city,
  r.neighborhood, r.urgency, r.preferred_dates as "preferredDates", r.preferred_times as "preferredTimes",
  r.timing_flexibility as "timingFlexibility", r.budget_min as "budgetMin", r.budget_max as "budgetMax",
  r.budget_currency as "budgetCurrency", r.budget_flexibility as "budgetFlexibility", r.status,
  ${mediaIdsOf('request', 'r.id')} as media, r.expires_at as "expiresAt", m.distance_km as "distanceKm", m.score, m.lead_at as "leadAt",
  ${seenProviderStatusSql('p')} as "providerStatus", own.id as "ownOfferId",
  exists (
    select from offers o where o.provider_id = m.provider_id and o.request_id = r.id and o.status = 'pending'
  ) as "hasOpenOffer"`;

const NEWEST_OWN_OFFER = `
  left join lateral (
    select o.id from offers o where o.request_id = r.id and o.provider_id = m.provider_id
    order by o.created_at desc, o.id desc limit 1
  ) own on true`;

interface LeadsOf {
  providerId: string;
  after: LeadPosition | undefined;
  limit: number;
}

/** One page and the row behind it, newest lead first, in one statement; requests of suspended consumers are left out. */
export async function listLeads({ em }: SqlReader, { providerId, after, limit }: LeadsOf): Promise<LeadRow[]> {
  const rest = after ? 'and (m.lead_at, m.request_id) < (?::timestamptz, ?::uuid)' : '';
  return em.execute(
    `select ${COLUMNS}
     from request_matches m
     join service_requests r on r.id = m.request_id
     join providers p on p.id = m.provider_id
     join accounts c on c.id = r.consumer_id and ${isTradingAccountSql('c')} ${NEWEST_OWN_OFFER}
     where m.provider_id = ? and m.lead_at is not null and r.consumer_id <> p.account_id ${rest}
       and (m.lead_at > now() - ? * interval '1 day' or r.status in (${OPEN.map(() => '?').join()}))
     order by m.lead_at desc, m.request_id desc limit ?`,
    [providerId, ...(after ? [after.leadAt, after.requestId] : []), CLOSED_LEADS_DAYS, ...OPEN, limit + 1],
  );
}

/** A request as one provider's lead; without a `leadAt` it is none, and nothing when there is no such request. */
export async function findLead(
  { em }: SqlReader,
  { requestId, providerId }: { requestId: string; providerId: string | undefined },
): Promise<LeadRow | { leadAt: null } | undefined> {
  const [row]: LeadRow[] = await em.execute(
    `select ${COLUMNS}
     from service_requests r
     left join request_matches m on m.request_id = r.id and m.provider_id = ? and m.lead_at is not null
       and r.consumer_id <> (select account_id from providers where id = m.provider_id)
       and exists (select from accounts c where c.id = r.consumer_id and ${isTradingAccountSql('c')})
     left join providers p on p.id = m.provider_id ${NEWEST_OWN_OFFER}
     where r.id = ?`,
    [providerId ?? null, requestId],
  );
  return row;
}
