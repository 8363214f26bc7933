import { behind, type Position } from '#api/shared/keyset.ts';
import type { SqlReader } from '#db/transaction.ts';
import type { BookingPlace } from '#domain/booking-places.ts';
import type { BookingStatus } from '#domain/lifecycles/booking.ts';
import type { Party } from '#domain/lifecycles/transitions.ts';
import type { Currency } from '#domain/money.ts';
import type { CancellationPolicy } from '#domain/policy/cancellation.ts';

/** A booking with its two parties, as one statement reads it; instants as Postgres writes them. */
export interface BookingRow {
  id: string;
  requestId: string;
  offerId: string;
  providerId: string;
  consumerId: string;
  serviceId: string;
  serviceName: string;
  scheduledStart: string;
  scheduledEnd: string;
  timezone: string;
  locationType: BookingPlace;
  locationAddress: string | null;
  locationInstructions: string | null;
  priceAmount: number;
  priceCurrency: Currency;
  policy: CancellationPolicy;
  cancelledAt: string | null;
  cancelledBy: Party | null;
  cancelReason: string | null;
  cancelFee: number | null;
  completedAt: string | null;
  actualDurationMinutes: number | null;
  finalPriceAmount: number | null;
  completionNotes: string | null;
  status: BookingStatus;
  createdAt: string;
  providerName: string;
  providerEmail: string;
  providerPhone: string | null;
  consumerName: string;
  consumerEmail: string | null;
  /** When each side has reviewed it; for what a side may do, and shown to nobody. */
  consumerReviewedAt: string | null;
  providerReviewedAt: string | null;
  /** The two parties are one account. */
  isWithOneself: boolean;
}

const COLUMNS = `
  b.id, b.request_id as "requestId", b.offer_id as "offerId", b.provider_id as "providerId",
  b.consumer_id as "consumerId", b.service_id as "serviceId", o.service_name as "serviceName",
  b.scheduled_start as "scheduledStart", b.scheduled_end as "scheduledEnd", b.timezone,
  b.location_type as "locationType", b.location_address as "locationAddress",
  b.location_instructions as "locationInstructions", b.price_amount as "priceAmount",
  b.price_currency as "priceCurrency", b.policy, b.cancelled_at as "cancelledAt", b.cancelled_by as "cancelledBy",
  b.cancel_reason as "cancelReason", b.cancel_fee as "cancelFee", b.completed_at as "completedAt",
  b.actual_duration_minutes as "actualDurationMinutes", b.final_price_amount as "finalPriceAmount",
  b.completion_notes as "completionNotes", b.status, b.created_at as "createdAt",
  coalesce(p.business_name, p.name) as "providerName", p.email as "providerEmail", p.phone as "providerPhone",
  c.name as "consumerName", c.email as "consumerEmail", p.account_id = b.consumer_id as "isWithOneself",
  rc.created_at as "consumerReviewedAt", rp.created_at as "providerReviewedAt"`;

const JOINS = `
  join offers o on o.id = b.offer_id
  join providers p on p.id = b.provider_id
  join accounts c on c.id = b.consumer_id
  left join reviews rc on rc.booking_id = b.id and rc.side = 'consumer'
  left join reviews rp on rp.booking_id = b.id and rp.side = 'provider'`;

/** One booking, whoever's it is. */
export async function findBooking({ em }: SqlReader, id: string): Promise<BookingRow | undefined> {
  const [row]: BookingRow[] = await em.execute(`select ${COLUMNS} from bookings b ${JOINS} where b.id = ?`, [id]);
  return row;
}

interface BookingsOf {
  /** The caller's sides; without one the list is empty. */
  consumerId?: string | undefined;
  providerId?: string | undefined;
  status?: BookingStatus | undefined;
  /** Between which moments they start, as the contract writes them. */
  from?: string | undefined;
  to?: string | undefined;
  after: Position | undefined;
  limit: number;
}

/** One page and the row behind it, newest first. Each side is a walk along its own index, so nobody's history is sorted. */
export async function listBookings(
  { em }: SqlReader,
  { consumerId, providerId, status, from, to, after, limit }: BookingsOf,
): Promise<BookingRow[]> {
  const { sql: rest, params } = behind('b', after);
  const filters = [
    { sql: 'b.status = ?', value: status },
    { sql: 'b.scheduled_start >= ?::timestamptz', value: from },
    { sql: 'b.scheduled_start < ?::timestamptz', value: to },
  ].filter(({ value }) => value !== undefined);
  const wanted = filters.map(({ sql }) => `and ${sql}`).join(' ');
  const arms = [
    { column: 'consumer_id', id: consumerId },
    { column: 'provider_id', id: providerId },
  ].filter(({ id }) => id !== undefined);
  if (arms.length === 0) return [];
  const ids = arms.map(
    ({ column }) =>
      `(select b.id from bookings b where b.${column} = ? ${wanted} ${rest} order by b.created_at desc, b.id desc limit ?)`,
  );
  const values = arms.flatMap(({ id }) => [id, ...filters.map(({ value }) => value), ...params, limit + 1]);
  return em.execute(
    `select ${COLUMNS} from bookings b ${JOINS}
      where b.id in (${ids.join(' union ')}) order by b.created_at desc, b.id desc limit ?`,
    [...values, limit + 1],
  );
}
