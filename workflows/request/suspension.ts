import type { RequestActivities } from '../../activities/request/request.activities.ts';
import type { RequestSnapshot } from '../../activities/request/snapshot.ts';
import type { Due } from '../shared/agenda.ts';

interface Closing {
  readonly requestId: string;
  readonly facts: Pick<RequestActivities, 'withdrawSuspended' | 'cancelSuspended'>;
  /** Loads what is open afterwards: Postgres decides whether it was time. */
  readonly refresh: () => Promise<void>;
}

/** What is closed because a party stays suspended. Snapshots of 0.1 know of none, so their runs set no such timer. */
export function duesOfSuspended(
  { offers, closesAtMs }: Pick<RequestSnapshot, 'offers' | 'closesAtMs'>,
  { requestId, facts, refresh }: Closing,
): Due[] {
  const withdrawals = offers.map(({ offerId, closesAtMs: atMs }) => {
    const withdraw = () => facts.withdrawSuspended({ offerId, requestId, atMs: Date.now() });
    return { atMs, summary: `offer ${offerId} is withdrawn: its provider stays suspended`, close: withdraw };
  });
  const cancel = () => facts.cancelSuspended({ requestId, atMs: Date.now() });
  const cancellation = { atMs: closesAtMs, summary: 'the request is cancelled: its consumer stays suspended' };
  return [...withdrawals, { ...cancellation, close: cancel }].flatMap(({ atMs, summary, close }) =>
    atMs === undefined ? [] : [{ atMs, summary, act: () => close().then(refresh) }],
  );
}
