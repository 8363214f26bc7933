import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import type { Orm } from '#db/transaction.ts';

/** Lets activities fail inside a worker, as the code below them would. */
export interface Saboteur {
  /** For `createWorkers`. */
  readonly innermost: ActivityInterceptorsFactory;
  /** From now on the named activities, or all, fail with what the function throws; in the runs named, or in all. */
  fail(raise: () => Promise<never>, activities?: readonly string[], workflowIds?: readonly string[]): void;
  heal(): void;
  /** How often an activity has been failed so since the last call of `fail`. */
  count(): number;
}

/** A saboteur that does nothing yet. */
export function createSaboteur(): Saboteur {
  let plan: Parameters<Saboteur['fail']> | undefined;
  let failed = 0;
  return {
    innermost: ({ info }) => ({
      inbound: {
        async execute(input, next) {
          const [raise, activities = [info.activityType], workflowIds] = plan ?? [];
          const workflowId = info.workflowExecution?.workflowId ?? '';
          const isMeant = activities.includes(info.activityType) && workflowIds?.includes(workflowId) !== false;
          if (!raise || !isMeant) return next(input);
          failed += 1;
          return raise();
        },
      },
    }),
    fail(...next) {
      failed = 0;
      plan = next;
    },
    heal() {
      plan = undefined;
    },
    count: () => failed,
  };
}

/** What Postgres itself raises, through the ORM, with the SQLSTATE asked for. */
export const sqlFault = (orm: () => Orm, sqlState: string) => async (): Promise<never> => {
  await orm()
    .em.fork()
    .execute(`do $$ begin raise exception 'refused: a private text' using errcode = '${sqlState}'; end $$`);
  throw new Error('Postgres raised nothing');
};

/** A mistake of ours. */
export const mistake = async (): Promise<never> => (undefined as unknown as { name: never }).name;

/** A database that is not there. */
export const outage = async (): Promise<never> => {
  throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
};
