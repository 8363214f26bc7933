import { useEffect, useState } from 'react';

const MINUTE_MS = 60_000;

/** The present time for whatever is shown in relation to it; the component is rendered again each minute. */
export function useNow(everyMs = MINUTE_MS): number {
  const [nowMs, setNowMs] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return nowMs;
}
