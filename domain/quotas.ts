/** What an account may have or cause. `now`: so much at a time. `day`: so much in any 24 hours. */
interface Quota {
  readonly window: 'now' | 'day';
  /** What is counted, in words that follow a number. */
  readonly what: string;
  /** When there is room again, where the clock does not say it. */
  readonly frees: string;
}

const LATER = 'when the oldest of those counted is a day old';

/** Every quota there is: what is counted, and when there is room again. How much is allowed is configuration. */
export const QUOTAS = {
  open_requests: {
    window: 'now',
    what: 'open service requests',
    frees: 'when one of them is booked, cancelled or expires',
  },
  leads: { window: 'day', what: 'notifications of providers about your requests', frees: LATER },
  edits_per_request: { window: 'now', what: 'changes of one request', frees: 'never: make a new request instead' },
  offers_per_request: { window: 'now', what: 'offers for one request', frees: 'never: whatever became of them' },
  cancellations: { window: 'day', what: 'bookings cancelled by you', frees: LATER },
  images: { window: 'now', what: 'images', frees: 'when one of them is deleted' },
  image_megabytes: { window: 'now', what: 'megabytes of images', frees: 'when an image is deleted' },
  conversations: { window: 'day', what: 'new conversations', frees: LATER },
  open_drafts: {
    window: 'now',
    what: 'drafts that wait for your approval',
    frees: 'when one of them is approved or cancelled',
  },
  submissions: { window: 'day', what: 'submissions of your enrollment', frees: LATER },
} as const satisfies Record<string, Quota>;

export type QuotaName = keyof typeof QUOTAS;
/** Every quota, in the table's order. */
export const QUOTA_NAMES = Object.keys(QUOTAS) as QuotaName[];
/** How much of each is allowed. */
export type Quotas = Readonly<Record<QuotaName, number>>;

/** What counts towards a quota: how much, and since when, in milliseconds; nothing where no clock frees it. */
export interface Counted {
  readonly amount: number;
  readonly atMs: number | null;
}

/** A quota of somebody that has too little room for what is wanted. */
export interface FullQuota {
  readonly quota: QuotaName;
  readonly limit: number;
  readonly used: number;
  /** When a clock makes room; absent where only a change does. */
  readonly freesAtMs?: number;
}

const WINDOW_MS = 86_400_000;

/** From when on something counts. */
export const countedSinceMs = (nowMs: number): number => nowMs - WINDOW_MS;

/** What a quota has too little room for, or nothing when `adding` fits. */
export function fullQuota(
  quota: QuotaName,
  limit: number,
  counted: readonly Counted[],
  adding: number,
): FullQuota | undefined {
  const used = usedOf(counted);
  if (used + adding <= limit) return undefined;
  const freesAtMs = freesAt(limit, counted, adding);
  return { quota, limit, used, ...(freesAtMs !== undefined && { freesAtMs }) };
}

/** When a clock makes room for so much; nothing where it does not, or where there is room. */
export function freesAt(limit: number, counted: readonly Counted[], adding: number): number | undefined {
  let left = usedOf(counted);
  if (left + adding <= limit) return undefined;
  const oldestFirst = counted.toSorted((a, b) => (a.atMs ?? Infinity) - (b.atMs ?? Infinity));
  for (const { amount, atMs } of oldestFirst) {
    if (atMs === null) return undefined;
    left -= amount;
    if (left + adding <= limit) return atMs + WINDOW_MS;
  }
  return undefined;
}

/** How much counts. */
export const usedOf = (counted: readonly Counted[]): number => counted.reduce((sum, { amount }) => sum + amount, 0);

/** The code with which something is refused that does not fit. */
export function quotaRefusal({ quota }: Pick<FullQuota, 'quota'>): 'quota_reached' | 'quota_used_up' {
  return QUOTAS[quota].window === 'day' ? 'quota_used_up' : 'quota_reached';
}

/** The same in a sentence: what the limit is and when there is room. */
export function quotaWords({ quota, limit, used, freesAtMs }: FullQuota): string {
  const { what, window, frees } = QUOTAS[quota];
  const time = window === 'day' ? ' in 24 hours' : '';
  const until = freesAtMs === undefined ? frees : `at ${new Date(freesAtMs).toISOString()}`;
  return `${limit} ${what}${time} are allowed, and ${Math.ceil(used)} count; there is room again ${until}`;
}

/** What programs are told besides. */
export function quotaInfo({ quota, limit, used, freesAtMs }: FullQuota): Record<string, string | number> {
  const info = { quota, limit, used: Math.ceil(used) };
  return freesAtMs === undefined ? info : { ...info, freesAt: new Date(freesAtMs).toISOString() };
}
