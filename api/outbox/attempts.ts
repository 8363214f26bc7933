import type { WorkflowClient } from '@temporalio/client';
import type { Orm } from '#db/transaction.ts';
import type { Log } from '#platform/logger.ts';
import { carryOut } from './carry-out.ts';
import { hurry, markDone, postpone, type ClaimedRow } from './claims.ts';
import { isUntaken } from './reason.ts';

interface AttemptOptions {
  readonly orm: Orm;
  readonly workflows: WorkflowClient;
  readonly log: Log;
  readonly eagerStart: boolean;
  /** Called when a place is free again. */
  readonly onEnd: () => void;
}

/** The starts that a relay has under way, and what it knows of Temporal by them. */
export interface Attempts {
  begin(row: ClaimedRow): void;
  underWay(): number;
  /** Settles when none is under way. */
  allEnded(): Promise<unknown>;
  /** Whether some are done that are not marked yet. */
  hasDone(): boolean;
  /** Marks all that are done by one statement. Whatever it misses is carried out twice, to no effect. */
  settle(): Promise<void>;
  /** Whether the last answer was none. */
  isAway(): boolean;
}

/** Carries out claimed rows. The first answer of Temporal after an outage makes all rows due that wait because of it. */
export function createAttempts({ orm, workflows, log, eagerStart, onEnd }: AttemptOptions): Attempts {
  const running = new Set<Promise<void>>();
  let done: string[] = [];
  let away = false;
  return {
    begin,
    underWay: () => running.size,
    allEnded: () => Promise.all(running),
    hasDone: () => done.length > 0,
    settle,
    isAway: () => away,
  };

  function begin(row: ClaimedRow): void {
    const attempted: Promise<void> = attempt(row).finally(() => {
      running.delete(attempted);
      onEnd();
    });
    running.add(attempted);
  }

  async function attempt(row: ClaimedRow): Promise<void> {
    const { workflowId, attempts } = row;
    try {
      await carryOut(workflows, row, { eagerStart });
      done.push(row.id);
      await answered();
    } catch (err) {
      log.warn({ err, workflowId, attempts }, 'a workflow could not be started yet');
      await postpone(orm, row, err).catch(() => undefined); // its claim runs out by itself
      if (isUntaken(err)) away = true;
      else await answered();
    }
  }

  /** If only to refuse something: nothing has to wait any longer because Temporal was away. */
  async function answered(): Promise<void> {
    if (!away) return;
    away = false;
    log.info('the workflow service answers again: all starts that wait are due');
    await hurry(orm).catch(() => (away = true));
  }

  async function settle(): Promise<void> {
    const ids = done;
    done = [];
    await markDone(orm, ids);
  }
}
