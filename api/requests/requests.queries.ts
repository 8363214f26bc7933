import { behind, type Position } from '#api/shared/keyset.ts';
import { mediaIdsOf } from '#db/media.ts';
import type { SqlReader } from '#db/transaction.ts';
import type { CategoryName, ServiceTypeName } from '#domain/catalog.ts';
import type { RequestStatus } from '#domain/lifecycles/request.ts';
import type { Side } from '#domain/lifecycles/transitions.ts';
import type { Currency } from '#domain/money.ts';
import type { Flexibility, TimeOfDay, Urgency } from '#domain/preferences.ts';

/** A request with everything that is shown of it, as one statement reads it; instants as Postgres writes them. */
export interface RequestRow {
  id: string;
  consumerId: string;
  rawInput: string;
  category: CategoryName;
  serviceType: ServiceTypeName;
  specializations: string[];
  description: string;
  city: string;
  neighborhood: string | null;
  lat: number | null;
  lng: number | null;
  maxDistanceKm: number;
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
  selectedOfferId: string | null;
  wave: number;
  expiresAt: string;
  createdAt: string;
  bookingId: string | null;
  openOffers: number;
  matchedProviders: string[];
  statusHistory: { status: string; at: string; note: string | null; actor: Side }[];
}

/** A resource embeds no list without an end; the whole ones are read in pages of their own. */
export const MAX_EMBEDDED = 50;

const SELECT = `
  select r.id, r.consumer_id as "consumerId", r.raw_input as "rawInput", r.category, r.service_type as "serviceType",
         r.specializations, r.description, r.city, r.neighborhood, r.lat, r.lng, r.max_distance_km as "maxDistanceKm",
         r.urgency, r.preferred_dates as "preferredDates", r.preferred_times as "preferredTimes",
         r.timing_flexibility as "timingFlexibility", r.budget_min as "budgetMin", r.budget_max as "budgetMax",
         r.budget_currency as "budgetCurrency", r.budget_flexibility as "budgetFlexibility", ${mediaIdsOf('request', 'r.id')} as media, r.status,
         r.selected_offer_id as "selectedOfferId", r.wave, r.expires_at as "expiresAt", r.created_at as "createdAt",
         (select b.id from bookings b where b.offer_id = r.selected_offer_id) as "bookingId",
         (select count(*)::int from offers o where o.request_id = r.id and o.status = 'pending') as "openOffers",
         (select coalesce(json_agg(m.provider_id order by m.rank), '[]')
            from (select provider_id, rank from request_matches
                   where request_id = r.id and lead_at is not null order by rank limit ${MAX_EMBEDDED}) m) as "matchedProviders",
         (select coalesce(json_agg(json_build_object('status', e.to_status, 'at', e.occurred_at, 'note', e.note,
                                                     'actor', e.side) order by e.position), '[]')
            from (select * from events
                   where aggregate = 'request' and aggregate_id = r.id
                     and to_status is distinct from from_status and to_status is not null
                   order by position desc limit ${MAX_EMBEDDED}) e) as "statusHistory"
    from service_requests r`;

/** One request, whoever's it is. */
export async function findRequest({ em }: SqlReader, id: string): Promise<RequestRow | undefined> {
  const [row]: RequestRow[] = await em.execute(`${SELECT} where r.id = ?`, [id]);
  return row;
}

interface RequestsOf {
  consumerId: string;
  status?: RequestStatus | undefined;
  after: Position | undefined;
  limit: number;
}

/** One page of a consumer's requests and the row behind it, newest first. */
export async function listRequests(
  { em }: SqlReader,
  { consumerId, status, after, limit }: RequestsOf,
): Promise<RequestRow[]> {
  const { sql, params } = behind('r', after);
  const wanted = status === undefined ? '' : 'and r.status = ?';
  return em.execute(
    `${SELECT} where r.consumer_id = ? ${wanted} ${sql} order by r.created_at desc, r.id desc limit ?`,
    [consumerId, ...(status === undefined ? [] : [status]), ...params, limit + 1],
  );
}
