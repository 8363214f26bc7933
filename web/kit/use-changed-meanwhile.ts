import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import type { ProblemCode } from '#contracts/problem.ts';
import { isProblem } from '#web/api/problem-error.ts';
import type { QueryKey } from '#web/api/queries.ts';

/** The refusals that say that what is on the page is not how it stands. */
const CHANGED: readonly ProblemCode[] = [
  'invalid_transition',
  'request_closed',
  'offer_closed',
  'outside_window',
  'cancellation_blocked',
  'review_closed',
  'conflict',
];

/**
 * For the errors of a command: when it was refused because of a change in the meantime, that is read again, and the person
 * is told. Buttons follow from what was read, so the one that was pressed may be gone by then.
 */
export function useChangedMeanwhile(key: QueryKey, what: string): (error: unknown) => void {
  const cache = useQueryClient();
  return (error) => {
    if (!isProblem(error, ...CHANGED)) return;
    void cache.invalidateQueries({ queryKey: key });
    notifications.show({
      title: 'Nothing was changed',
      message: `${what} has changed in the meantime. You see it as it stands now.`,
      color: 'gray',
      autoClose: 10_000,
    });
  };
}
