import { ActionIcon } from '@mantine/core';
import { dataOf, type Schema } from '#web/api/client.ts';
import { useApi, useCommand } from '#web/api/hooks.ts';
import { KEY_HEADER } from '#web/api/resend.ts';
import { IconPlayerStop } from '#web/kit/icons.ts';

/** Stops the answer that is being made; what is over meanwhile stays as it is. */
export function StopButton({ task }: { task: Schema<'ChatTask'> }) {
  const api = useApi();
  const stop = useCommand(
    `stop ${task.id}`,
    (key) =>
      dataOf(
        api.POST('/v1/chat/tasks/{id}/cancel', { params: { path: { id: task.id }, header: { [KEY_HEADER]: key } } }),
      ),
    { changes: () => [['chat', 'tasks', task.id]] },
  );
  return (
    <ActionIcon variant="default" aria-label="Stop the answer" loading={stop.isPending} onClick={() => stop.mutate()}>
      <IconPlayerStop size={20} stroke={1.75} aria-hidden />
    </ActionIcon>
  );
}
