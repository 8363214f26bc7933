import type { Client } from '@temporalio/client';

/**
 * Asks Temporal for our namespace, which it has to look up in its store: a server whose store is stuck answers questions
 * about itself all the same. Rejects at the deadline, also where the connection itself hangs.
 */
export async function probeTemporal(
  client: Pick<Client, 'withDeadline' | 'workflowService' | 'options'>,
  deadlineMs: number,
): Promise<void> {
  const timer = Promise.withResolvers<never>();
  const timeout = setTimeout(() => timer.reject(new Error('failed to connect before the deadline')), deadlineMs);
  const { namespace } = client.options;
  try {
    await Promise.race([
      client.withDeadline(Date.now() + deadlineMs, () => client.workflowService.describeNamespace({ namespace })),
      timer.promise,
    ]);
  } finally {
    clearTimeout(timeout);
  }
}
