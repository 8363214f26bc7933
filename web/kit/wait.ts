/** Waits so long; rejects with the reason of the signal when that is aborted first. */
export type Wait = (ms: number, signal?: AbortSignal) => Promise<void>;

export const wait: Wait = (ms, signal) =>
  new Promise((resolve, reject) => {
    const refuse = (): void => reject(signal?.reason as Error);
    if (signal?.aborted) return refuse();
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });

    function stop(): void {
      clearTimeout(timer);
      refuse();
    }
  });
