import { formatWhen, viewerZone } from './format-time.ts';
import { useNow } from './use-now.ts';

/** A moment by the viewer's clock, and how far away it is: "Sat, Nov 28, 4:30 PM (in 2 h)". */
export function When({ at }: { at: string }) {
  const nowMs = useNow();
  return <time dateTime={at}>{formatWhen(at, viewerZone(), nowMs)}</time>;
}
