import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { dataOf, type Schema } from '#web/api/client.ts';
import { KEY_HEADER } from '#web/api/resend.ts';
import { useClient } from '#web/use-client.ts';
import { taskQuery } from './chat.queries.ts';
import { newestOf, standingOf, type Decision } from './decision.ts';
import type { DecisionType, Draft, DraftChanges } from './draft.ts';

type Conversation = Pick<Schema<'Conversation'>, 'id' | 'role'>;

/** Decides on a draft, and says what came of the last decision; it is known as long as the page is not loaded anew. */
export function useDecision(given: Draft, { id: conversationId, role }: Conversation) {
  const { api, keys } = useClient();
  const queryClient = useQueryClient();
  const queryKey = ['chat-decisions', given.id];
  const { data: decision } = useQuery<Decision>({
    queryKey,
    queryFn: skipToken,
    staleTime: Infinity,
    gcTime: Infinity,
  });
  const { data: task } = useQuery({ ...taskQuery(api, decision?.taskId ?? ''), enabled: decision !== undefined });
  const draft = newestOf(given, task);
  const sending = useMutation({
    mutationFn: ({ type, changes }: { type: DecisionType; changes?: DraftChanges }) =>
      // A decision about this revision is one command, over reloads, too.
      keys.send(`${type} draft ${draft.id} ${draft.revision}`, (key) =>
        dataOf(
          api.POST('/v1/chat', {
            params: { header: { [KEY_HEADER]: key } },
            body: {
              role,
              conversationId,
              action: { type, draftId: draft.id, revision: draft.revision, ...(changes && { changes }) },
            },
          }),
        ),
      ),
    onSuccess: ({ taskId }, { type, changes }) => {
      queryClient.setQueryData<Decision>(queryKey, { type, seen: draft, changes, taskId });
      void queryClient.invalidateQueries({ queryKey: ['chat', 'tasks', taskId] });
    },
  });
  const known = standingOf(given, decision, task);
  const standing = sending.isPending ? ({ is: 'deciding', type: sending.variables.type } as const) : known;
  return {
    draft,
    standing,
    error: sending.error,
    decide: (type: 'approve' | 'cancel') => sending.mutate({ type }),
    /** Changes that met another revision, for the present one. */
    repeat: (changes: DraftChanges) => sending.mutate({ type: 'edit', changes }),
    change: (changes: DraftChanges) => sending.mutateAsync({ type: 'edit', changes }),
  };
}
