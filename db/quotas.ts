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
  // A wave is sent before its request expires: older requests need not be looked into, however many there are.
  leads: `select (e.data->>'leads')::float8 as amount, ${ms('e.occurred_at')} as "atMs"
    from service_requests r join events e on e.request_id = r.id
    where r.consumer_id = :accountId::uuid and r.expires_at > to_timestamp(:sinceMs / 1000.0)
      and e.type = 'request.wave_sent' and e.occurred_at > to_timestamp(:sinceMs / 1000.0)`,
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

/** How much more of each quota is wanted. */
export type Wanted = Readonly<Partial<Record<QuotaName, number>>>;

/**
 * SQL for a row with the `room` that is left when all that is wanted is there; below zero it does not fit. Transactions that
 * ask for room of one account wait for each other and see what the one before has written, so what this statement writes, or
 * a later one of its transaction, never exceeds the limit, however many come at once. Its lock comes after those of rows and
 * before those of feeds.
 */
export function roomSql(
  { quotas, nowMs }: QuotaRules,
  { accountId, requestId }: QuotaSubject,
  wanted: Wanted,
): { readonly sql: string; readonly params: unknown[] } {
  const counting = `select ${leastRoom(quotas, wanted)}`
    .replaceAll(':accountId', '$1')
    .replaceAll(':requestId', '$2')
    .replaceAll(':sinceMs', '$3');
  return {
    sql: 'quota_room(?, ?::uuid, ?::uuid, ?::float8) as room',
    params: [counting, accountId, requestId ?? null, countedSinceMs(nowMs)],
  };
}

/** The room that is left, exact until the transaction ends; see `roomSql`. */
export async function findRoom(
  { em }: SqlReader,
  rules: QuotaRules,
  subject: QuotaSubject,
  wanted: Wanted,
): Promise<number> {
  const { sql, params } = roomSql(rules, subject, wanted);
  const [{ room }]: [{ room: number }] = await em.execute(`select room from ${sql}`, params);
  return room;
}

/** The first quota that has too little room; exact until the transaction ends. One statement where everything fits. */
export async function findFull(
  reader: SqlReader,
  rules: QuotaRules,
  subject: QuotaSubject,
  wanted: Wanted,
): Promise<FullQuota | undefined> {
  if ((await findRoom(reader, rules, subject, wanted)) >= 0) return undefined;
  return findDetails(reader, rules, subject, wanted);
}

/** The same as it was a moment ago, without waiting for anybody. */
export async function foreseeFull(
  reader: SqlReader,
  rules: QuotaRules,
  subject: QuotaSubject,
  wanted: Wanted,
): Promise<FullQuota | undefined> {
  const [{ room }]: [{ room: number }] = await reader.em.execute(
    `select ${leastRoom(rules.quotas, wanted)} as room`,
    valuesOf(subject, rules.nowMs) as never,
  );
  return room >= 0 ? undefined : findDetails(reader, rules, subject, wanted);
}

/** Only the sum goes over the wire: what counts in particular is asked for when something is refused. */
function leastRoom(quotas: Quotas, wanted: Wanted): string {
  const rooms = Object.entries(wanted).map(([name, adding]) => {
    const quota = name as QuotaName;
    const used = `(select coalesce(sum(amount), 0) from (${COUNTED[quota]}) as ${quota})`;
    return `${quotas[quota] - adding} - ${used}`;
  });
  return `least(${rooms.join(', ')})::float8`;
}

async function findDetails(
  reader: SqlReader,
  { quotas, nowMs }: QuotaRules,
  subject: QuotaSubject,
  wanted: Wanted,
): Promise<FullQuota | undefined> {
  for (const [name, adding] of Object.entries(wanted)) {
    const quota = name as QuotaName;
    const full = fullQuota(quota, quotas[quota], await findCounted(reader, quota, subject, nowMs), adding);
    if (full) return full;
  }
  return undefined; // something was freed in between
}

async function findCounted(
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
