import type { EntityManager } from '@mikro-orm/postgresql';
import { isOpenRequest, REQUEST_STATUSES } from '#domain/lifecycles/request.ts';
import {
  countedSinceMs,
  fullQuota,
  QUOTA_NAMES,
  type Counted,
  type FullQuota,
  type QuotaName,
  type Quotas,
} from '#domain/quotas.ts';
import type { SqlReader } from './transaction.ts';

/** Whose quota is looked at; some count by request. */
export interface QuotaSubject {
  readonly accountId: string;
  readonly requestId?: string;
}

/** The limits and the time that they are looked at. */
export interface QuotaRules {
  readonly quotas: Quotas;
  readonly nowMs: number;
}

const OPEN = REQUEST_STATUSES.filter(isOpenRequest)
  .map((status) => `'${status}'`)
  .join(', ');
const OWN_PROVIDERS = '(select id from providers where account_id = :accountId::uuid)';
const ms = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8`;

/** What counts towards each quota: statements that answer `amount` and `atMs`. */
const COUNTED: Readonly<Record<QuotaName, string>> = {
  open_requests: `select count(*)::float8 as amount, null::float8 as "atMs" from service_requests
    where consumer_id = :accountId::uuid and status in (${OPEN})`,
  leads: `select (e.data->>'leads')::float8 as amount, ${ms('e.occurred_at')} as "atMs"
    from service_requests r join events e on e.request_id = r.id
    where r.consumer_id = :accountId::uuid and e.type = 'request.wave_sent' and e.occurred_at > to_timestamp(:sinceMs / 1000.0)`,
  edits_per_request: `select count(*)::float8 as amount, null::float8 as "atMs" from events
    where aggregate = 'request' and aggregate_id = :requestId::uuid and type = 'request.edited'`,
  offers_per_request: `select count(*)::float8 as amount, null::float8 as "atMs" from offers
    where request_id = :requestId::uuid and provider_id in ${OWN_PROVIDERS}`,
  cancellations: `select 1::float8 as amount, ${ms('cancelled_at')} as "atMs" from bookings
    where cancelled_at > to_timestamp(:sinceMs / 1000.0) and (
      (cancelled_by = 'consumer' and consumer_id = :accountId::uuid)
      or (cancelled_by = 'provider' and provider_id in ${OWN_PROVIDERS}))`,
  images: `select count(*)::float8 as amount, null::float8 as "atMs" from media where account_id = :accountId::uuid`,
  image_megabytes: `select coalesce(sum(bytes), 0)::float8 / 1e6 as amount, null::float8 as "atMs" from media
    where account_id = :accountId::uuid`,
  conversations: `select 1::float8 as amount, ${ms('created_at')} as "atMs" from conversations
    where account_id = :accountId::uuid and created_at > to_timestamp(:sinceMs / 1000.0)`,
  open_drafts: `select count(*)::float8 as amount, null::float8 as "atMs"
    from chat_drafts d join conversations c on c.id = d.conversation_id
    where c.account_id = :accountId::uuid and d.status = 'open'`,
  submissions: `select 1::float8 as amount, ${ms('e.occurred_at')} as "atMs"
    from enrollments n join events e on e.aggregate = 'enrollment' and e.aggregate_id = n.id
    where n.account_id = :accountId::uuid and e.type = 'enrollment.submitted'
      and e.occurred_at > to_timestamp(:sinceMs / 1000.0)`,
};

/**
 * Makes all that counts towards the quotas of an account wait its turn until the transaction ends. Whatever is counted after
 * it and written before the commit is never more than the limit, however many come at once.
 */
export async function lockQuotas(em: EntityManager, accountId: string): Promise<void> {
  await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`quotas of ${accountId}`]);
}

/** Looks whether so much more fits; exact under `lockQuotas`, otherwise as it was a moment ago. */
export async function findFull(
  { em }: SqlReader,
  { quotas, nowMs }: QuotaRules,
  quota: QuotaName,
  subject: QuotaSubject,
  adding = 1,
): Promise<FullQuota | undefined> {
  return fullQuota(quota, quotas[quota], await findCounted({ em }, quota, subject, nowMs), adding);
}

/** What counts towards one quota. */
export async function findCounted(
  { em }: SqlReader,
  quota: QuotaName,
  subject: QuotaSubject,
  nowMs: number,
): Promise<Counted[]> {
  return em.execute(COUNTED[quota], valuesOf(subject, nowMs) as never);
}

/** What counts towards the quotas of an account that are not counted by request. */
export async function countAll(
  { em }: SqlReader,
  accountId: string,
  nowMs: number,
): Promise<ReadonlyMap<QuotaName, readonly Counted[]>> {
  const names = QUOTA_NAMES.filter((name) => !isByRequest(name));
  const parts = names.map((name) => `select '${name}' as quota, amount, "atMs" from (${COUNTED[name]}) as ${name}`);
  const rows: (Counted & { quota: QuotaName })[] = await em.execute(
    parts.join(' union all '),
    valuesOf({ accountId }, nowMs) as never,
  );
  return Map.groupBy(rows, ({ quota }) => quota);
}

/** True for quotas that count what somebody does with one request. */
export const isByRequest = (quota: QuotaName): boolean => COUNTED[quota].includes(':requestId');

function valuesOf({ accountId, requestId }: QuotaSubject, nowMs: number) {
  return { accountId, requestId: requestId ?? null, sinceMs: countedSinceMs(nowMs) };
}
