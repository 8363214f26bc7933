import type { Context } from '@temporalio/activity';
import { ApplicationFailure, TemporalFailure } from '@temporalio/common';
import type { ActivityInterceptors, ActivityInterceptorsFactory } from '@temporalio/worker';
import { Counter, type Registry } from 'prom-client';
import { Problem } from '#api/http/problem.ts';
import { FAULT } from '#domain/faults.ts';
import type { Log } from '#platform/logger.ts';
import { isOutage, sqlStateOf } from '#platform/outages.ts';

/** Where faults of activities are reported, and what counts as one. */
interface FaultOptions {
  readonly log: Log;
  /** Absent in a process that exports no metrics. */
  readonly registry?: Registry | undefined;
  readonly isFault?: (error: unknown) => boolean;
}

/**
 * An interceptor that sorts what activities throw. A refusal passes; an outage passes and is retried by Temporal. Everything
 * else is a fault: it ends the activity at once as a non-retryable failure of type `FAULT`, is logged with its run and
 * counted. So no run repeats for ever what cannot succeed, and no history holds the words of an unexpected error.
 */
export function interceptFaults({ log, registry, isFault = isAnyFault }: FaultOptions): ActivityInterceptorsFactory {
  const faults = registry && faultCounter(registry);
  return (context: Context): ActivityInterceptors => ({
    inbound: {
      async execute(input, next) {
        try {
          return await next(input);
        } catch (error) {
          if (!isFault(error)) throw error;
          report(context, error);
          throw toFailure(error);
        }
      },
    },
  });

  function report({ info }: Context, err: unknown): void {
    const { workflowExecution, activityType: activity, taskQueue: queue, attempt } = info;
    faults?.inc({ activity });
    log.error(
      { err, workflowId: workflowExecution?.workflowId, runId: workflowExecution?.runId, activity, queue, attempt },
      'an activity failed for a reason that a retry cannot cure',
    );
  }
}

/**
 * For activities that speak to Postgres and to our own API only: whatever is no refusal, cancellation or outage. An operation
 * of the API that answered 503 or 429 may succeed later.
 */
export function isAnyFault(error: unknown): boolean {
  if (error instanceof Problem) return error.code === FAULT;
  return !(error instanceof TemporalFailure || isOutage(error));
}

/** For activities that wait for servers of others, whose errors come in every form: what is certainly our own mistake. */
export function isOwnFault(error: unknown): boolean {
  if (!isAnyFault(error)) return false;
  const isNetwork = error instanceof TypeError && error.message === 'fetch failed'; // how undici reports what it met
  return sqlStateOf(error) !== undefined || (MISTAKES.some((kind) => error instanceof kind) && !isNetwork);
}

const MISTAKES = [TypeError, RangeError, ReferenceError, SyntaxError];

function toFailure(error: unknown): ApplicationFailure {
  const name = error instanceof Error ? error.name : typeof error;
  const kind = sqlStateOf(error) ?? name; // never the message: it may quote what somebody wrote
  return ApplicationFailure.nonRetryable(`an unexpected error occurred (${kind})`, FAULT);
}

/** One counter for all the workers of a process. */
function faultCounter(registry: Registry): Counter<'activity'> {
  const name = 'proxie_activity_faults_total';
  const known = registry.getSingleMetric(name) as Counter<'activity'> | undefined;
  const help = 'Activities that failed for a reason that a retry cannot cure: each is a mistake to be mended.';
  return known ?? new Counter({ name, help, labelNames: ['activity'], registers: [registry] });
}
