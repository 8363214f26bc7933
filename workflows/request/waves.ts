import { ActivityCancellationType, CancellationScope, proxyActivities } from '@temporalio/workflow';
import type { MatchingActivities } from '../../activities/matching/matching.activities.ts';
import type { WaveInput } from '../../activities/matching/send-wave.ts';
import type { Inbox } from '../shared/inbox.ts';
import { DB_QUEUE } from '../shared/queues.ts';

// Matching takes less than a second; ten are given up on, because they are also how long a killed worker holds it up.
const { sendWave } = proxyActivities<MatchingActivities>({
  taskQueue: DB_QUEUE,
  startToCloseTimeout: '10s',
  retry: { maximumInterval: '30s' },
  // A wave that nobody waits for any more finds that out by itself: it writes nothing for a request that has changed.
  cancellationType: ActivityCancellationType.ABANDON,
  summary: 'find the next providers and tell them',
});

/** The waves of one request. They run beside the main loop, so commands are answered while providers are looked for. */
export interface Waves {
  /** At most one wave is under way at a time. */
  isUnderWay(): boolean;
  /** Starts a wave; `onEnd` runs in the main loop, with the failure if there was one, unless the wave is dropped first. */
  start(input: WaveInput, onEnd: (failure?: unknown) => Promise<void>): void;
  /** Gives up on the wave that is under way, if any. Its result is ignored: it was looked for under other conditions. */
  drop(): void;
  /** Runs that began before waves ran beside the loop wait for the whole wave here. */
  wait(input: WaveInput): Promise<void>;
}

/** The waves of one run, which come back through its inbox. */
export function createWaves(inbox: Pick<Inbox, 'put'>): Waves {
  let underWay: CancellationScope | undefined;
  return {
    isUnderWay: () => underWay !== undefined,
    start(input, onEnd) {
      const scope = new CancellationScope();
      underWay = scope;
      void scope
        .run(() => sendWave(input))
        .then(
          () => end(scope, onEnd),
          (failure: unknown) => end(scope, () => onEnd(failure)),
        );
    },
    drop() {
      underWay?.cancel();
      underWay = undefined;
    },
    async wait(input) {
      await sendWave(input);
    },
  };

  function end(scope: CancellationScope, onEnd: () => Promise<void>): void {
    if (underWay !== scope) return; // dropped
    inbox.put(async () => {
      if (underWay !== scope) return; // dropped while its result waited for its turn
      underWay = undefined;
      await onEnd();
    });
  }
}
