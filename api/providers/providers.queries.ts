import { isTradingProviderSql, seenProviderStatusSql } from '#db/standing.ts';
import type { SqlReader } from '#db/transaction.ts';
import type { ProviderStatus } from '#domain/accounts.ts';
import type { AvailabilityException, DayWindow, Interval } from '#domain/availability/types.ts';
import type { CategoryName, ServiceTypeName } from '#domain/catalog.ts';
import { BUSY_UNTIL_SQL, IS_BUSY_SQL } from '#db/calendar.ts';
import type { Weekday } from '#domain/local-date.ts';
import type { Currency } from '#domain/money.ts';

/** One service of a provider, as its row has it. */
export interface ServiceRow {
  id: string;
  name: string;
  category: CategoryName;
  serviceType: ServiceTypeName;
  description: string;
  durationMinutes: number;
  priceMin: number;
  priceMax: number;
  currency: Currency;
}

/** What anybody may know of a provider; mail, phone and address are not even read for it. */
export interface PublicProviderRow {
  id: string;
  name: string;
  businessName: string | null;
  bio: string;
  yearsExperience: number;
  city: string;
  neighborhood: string | null;
  serviceRadiusKm: number;
  services: ServiceRow[];
  specializations: string[];
  timezone: string;
  rating: number | null;
  reviewCount: number;
  reviewerCount: number;
  completedBookings: number;
  responseRate: number | null;
  averageResponseHours: number | null;
  status: ProviderStatus;
}

/** The hours and rules of a provider. */
interface CalendarRow {
  timezone: string;
  schedule: Partial<Record<Weekday, DayWindow[]>>;
  exceptions: AvailabilityException[];
  minNoticeHours: number;
  maxBookingsPerDay: number | null;
  bufferMinutes: number;
}

/** All that a provider sees of itself. */
export interface OwnProviderRow extends PublicProviderRow, CalendarRow {
  availabilityRevision: number;
  email: string;
  phone: string | null;
  address: string | null;
}

/** What free slots are worked out from; without a duration the service is none of the provider's. */
export interface SlotsRow extends CalendarRow {
  isTrading: boolean;
  durationMinutes: number | null;
  /** The live bookings that touch the range, in milliseconds. */
  busy: Interval[];
}

const CALENDAR = `
  p.timezone, p.schedule, p.exceptions, p.min_notice_hours as "minNoticeHours",
  p.max_bookings_per_day as "maxBookingsPerDay", p.buffer_minutes as "bufferMinutes"`;

const SERVICES = `
  array(
    select jsonb_build_object(
      'id', s.id, 'name', s.name, 'category', s.category, 'serviceType', s.service_type, 'description', s.description,
      'durationMinutes', s.duration_minutes, 'priceMin', s.price_min, 'priceMax', s.price_max, 'currency', s.currency)
    from provider_services s where s.provider_id = p.id order by s.created_at, s.id
  )`;

const PUBLIC = `
  p.id, p.name, p.business_name as "businessName", p.bio, p.years_experience as "yearsExperience", p.city,
  p.neighborhood, p.service_radius_km as "serviceRadiusKm", to_jsonb(${SERVICES}) as services, p.specializations,
  p.timezone, p.rating, p.review_count as "reviewCount",
  p.reviewer_count as "reviewerCount", p.completed_bookings as "completedBookings",
  p.response_rate as "responseRate", p.average_response_hours as "averageResponseHours", ${seenProviderStatusSql('p')} as status`;

/** A provider with its services, without anything private. */
export async function findPublicProvider({ em }: SqlReader, id: string): Promise<PublicProviderRow | undefined> {
  const [row]: PublicProviderRow[] = await em.execute(`select ${PUBLIC} from providers p where p.id = ?`, [id]);
  return row;
}

/** A provider with everything that it has said of itself. */
export async function findOwnProvider({ em }: SqlReader, id: string): Promise<OwnProviderRow | undefined> {
  const [row]: OwnProviderRow[] = await em.execute(
    `select ${PUBLIC}, ${CALENDAR}, p.availability_revision as "availabilityRevision", p.email, p.phone, p.address
     from providers p where p.id = ?`,
    [id],
  );
  return row;
}

interface SlotsOf {
  providerId: string;
  serviceId: string;
  /** The range in which bookings count. */
  fromMs: number;
  toMs: number;
}

/** The hours of a provider, the length of one of its services, and the bookings that take its time. */
export async function findSlotsBasis(
  { em }: SqlReader,
  { providerId, serviceId, fromMs, toMs }: SlotsOf,
): Promise<SlotsRow | undefined> {
  const [row]: SlotsRow[] = await em.execute(
    `select ${CALENDAR}, ${isTradingProviderSql('p')} as "isTrading", s.duration_minutes as "durationMinutes",
       to_jsonb(array(
         select jsonb_build_object(
           'startMs', extract(epoch from b.scheduled_start) * 1000, 'endMs', extract(epoch from ${BUSY_UNTIL_SQL}) * 1000)
         from bookings b
         where b.provider_id = p.id and b.${IS_BUSY_SQL}
           and tstzrange(b.scheduled_start, b.scheduled_end) && tstzrange(to_timestamp(? / 1000.0), to_timestamp(? / 1000.0))
       )) as busy
     from providers p left join provider_services s on s.provider_id = p.id and s.id = ?
     where p.id = ?`,
    [fromMs, toMs, serviceId, providerId],
  );
  return row;
}
