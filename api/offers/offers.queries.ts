import { behind, type Position } from '#api/shared/keyset.ts';
import type { ProviderSnapshot, StoredSlot } from '#db/entities/offer.entity.ts';
import type { SqlReader } from '#db/transaction.ts';
import type { AccountStatus, ProviderStatus } from '#domain/accounts.ts';
import type { OfferStatus } from '#domain/lifecycles/offer.ts';
import type { RequestStatus } from '#domain/lifecycles/request.ts';
import type { Currency } from '#domain/money.ts';

/** An offer with what it needs of its request and its booking; instants as Postgres writes them. */
export interface OfferRow {
  id: string;
  requestId: string;
  providerId: string;
  serviceId: string;
  serviceName: string;
  slots: StoredSlot[];
  timezone: string;
  priceAmount: number;
  priceCurrency: Currency;
  priceNotes: string | null;
  message: string | null;
  providerSnapshot: ProviderSnapshot;
  expiresAt: string;
  revision: number;
  status: OfferStatus;
  createdAt: string;
  consumerId: string;
  consumerStatus: AccountStatus;
  requestStatus: RequestStatus;
  bookingId: string | null;
  providerAccountId: string;
  providerStatus: ProviderStatus;
  providerAccountStatus: AccountStatus;
}

const SELECT = `
  select o.id, o.request_id as "requestId", o.provider_id as "providerId", o.service_id as "serviceId",
         o.service_name as "serviceName", o.slots, o.timezone, o.price_amount as "priceAmount",
         o.price_currency as "priceCurrency", o.price_notes as "priceNotes", o.message,
         o.provider_snapshot as "providerSnapshot", o.expires_at as "expiresAt", o.revision, o.status,
         o.created_at as "createdAt", r.consumer_id as "consumerId", c.status as "consumerStatus", r.status as "requestStatus", b.id as "bookingId",
         p.account_id as "providerAccountId", p.status as "providerStatus", a.status as "providerAccountStatus"
    from offers o
    join service_requests r on r.id = o.request_id
    join accounts c on c.id = r.consumer_id
    join providers p on p.id = o.provider_id
    join accounts a on a.id = p.account_id
    left join bookings b on b.offer_id = o.id`;

/** One offer, whoever's it is. */
export async function findOffer({ em }: SqlReader, id: string): Promise<OfferRow | undefined> {
  const [row]: OfferRow[] = await em.execute(`${SELECT} where o.id = ?`, [id]);
  return row;
}

/** One page and the row behind it, newest first: the offers of a request, of a provider, or of both; of one status if asked for. */
export async function listOffers(
  { em }: SqlReader,
  { requestId, providerId, status, after, limit }: OffersOf,
): Promise<OfferRow[]> {
  const { sql, params } = behind('o', after);
  const owners = [
    ...(requestId === undefined ? [] : [{ column: 'request_id', id: requestId }]),
    ...(providerId === undefined ? [] : [{ column: 'provider_id', id: providerId }]),
  ];
  if (owners.length === 0) return [];
  const wanted = [...owners, ...(status === undefined ? [] : [{ column: 'status', id: status }])];
  const mine = wanted.map(({ column }) => `o.${column} = ?`).join(' and ');
  return em.execute(`${SELECT} where ${mine} ${sql} order by o.created_at desc, o.id desc limit ?`, [
    ...wanted.map(({ id }) => id),
    ...params,
    limit + 1,
  ]);
}

interface OffersOf {
  /** Without both of them the list is empty. */
  requestId?: string;
  providerId?: string | undefined;
  status?: OfferStatus | undefined;
  after: Position | undefined;
  limit: number;
}
