import type { Schema } from '#web/api/client.ts';
import { formatCount } from '#web/kit/format.ts';

export type Limit = Schema<'Limits'>['items'][number];

/** From this share on somebody should know how much is left. */
const NARROW = 0.8;

/** How full it is, from 0 to 1; undefined for what is counted by request. */
export function shareOf({ limit, used }: Limit): number | undefined {
  if (used === null) return undefined;
  return limit === 0 ? 1 : Math.min(1, used / limit);
}

/** True where there is no room, or hardly any. */
export const isNarrow = (each: Limit): boolean => (shareOf(each) ?? 0) >= NARROW;

/** `2 of 20`, `3 of 10 today`; `up to 50 each` for what is counted by request. */
export function usedWords({ limit, used, window }: Limit): string {
  if (used === null) return `up to ${formatCount(limit)} each`;
  return `${formatCount(used)} of ${formatCount(limit)}${window === 'day' ? ' in 24 hours' : ''}`;
}
