import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Schema } from '#web/api/client.ts';
import { useApi } from '#web/api/hooks.ts';
import { NOTHING_SEEN, see, type Seen } from './reading.ts';

/** Tells the server what is seen while somebody looks, and answers what was unread when it was. */
export function useReadOnSight(entries: readonly Schema<'Notification'>[]): Seen['fresh'] {
  const isLooking = useIsLooking();
  const [seen, setSeen] = useState(NOTHING_SEEN);
  const now = isLooking ? see(seen, entries) : seen;
  if (now !== seen) setSeen(now);
  useSending(seen.upTo);
  return seen.fresh;
}

/** Sends how far somebody has read; what does not arrive is sent with the next entry, or at the next visit. */
function useSending(upTo: number): void {
  const api = useApi();
  const queryClient = useQueryClient();
  const sentRef = useRef(0);
  useEffect(() => {
    if (upTo <= sentRef.current) return;
    sentRef.current = upTo;
    api
      .POST('/v1/notifications/read', { body: { upTo } })
      .then(() => queryClient.invalidateQueries({ queryKey: ['notifications'] }))
      .catch(() => (sentRef.current = 0));
  }, [api, queryClient, upTo]);
}

/** False while the tab is in the background. */
function useIsLooking(): boolean {
  const [isLooking, setLooking] = useState(() => document.visibilityState === 'visible');
  useEffect(() => {
    const look = (): void => setLooking(document.visibilityState === 'visible');
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  return isLooking;
}
