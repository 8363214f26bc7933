import { useQueryClient } from '@tanstack/react-query';
import { useCommand } from '#web/api/hooks.ts';
import { ProblemError } from '#web/api/problem-error.ts';
import type { QueryKey } from '#web/api/queries.ts';

interface OperatorCommand<Input, Answer> {
  /** What the form does, and to what. */
  readonly name: string;
  readonly send: (key: string, input: Input) => Promise<Answer>;
  /** Where the answer belongs: it is shown at once. */
  readonly queryKey: QueryKey;
  /** Lists and numbers that it changes. */
  readonly changes: readonly QueryKey[];
}

/**
 * A command of an operator. The answer is the resource as it stands afterwards; when it is refused, the resource is read again,
 * because somebody else may have been faster.
 */
export function useOperatorCommand<Input, Answer>({ name, send, queryKey, changes }: OperatorCommand<Input, Answer>) {
  const queryClient = useQueryClient();
  const { mutateAsync } = useCommand<Input, Answer>(name, send, { changes: () => [['admin', 'desk'], ...changes] });
  return async function carryOut(input: Input): Promise<void> {
    try {
      queryClient.setQueryData(queryKey, await mutateAsync(input));
    } catch (error) {
      if (error instanceof ProblemError && error.status === 409) await queryClient.invalidateQueries({ queryKey });
      throw error;
    }
  };
}
