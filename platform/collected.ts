/**
 * Collects something at most once in a period, however many ask: callers within it share what was collected, callers that
 * come while it is being collected wait for it. A failure is not kept.
 */
export function collectedAtMost<T>(
  maxAgeMs: number,
  collect: () => Promise<T>,
  now: () => number = Date.now,
): () => Promise<T> {
  let latest: { readonly atMs: number; readonly value: T } | undefined;
  let underWay: Promise<T> | undefined;

  return async function collected() {
    if (latest && now() - latest.atMs < maxAgeMs) return latest.value;
    underWay ??= collectNow().finally(() => (underWay = undefined));
    return underWay;
  };

  async function collectNow(): Promise<T> {
    const atMs = now();
    const value = await collect();
    latest = { atMs, value };
    return value;
  }
}
