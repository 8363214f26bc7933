/** Run as a process of its own: fetches one server with the SDK's download and says on its channel what went wrong. */
import { TestWorkflowEnvironment } from '@temporalio/testing';

const [kind, downloadDir] = process.argv.slice(2);
// Watched from outside: without its parent nobody needs the file.
process.on('disconnect', () => process.exit(1));

const executable = { type: 'cached-download', ...(downloadDir ? { downloadDir } : {}) } as const;
try {
  const started =
    kind === 'dev-server'
      ? TestWorkflowEnvironment.createLocal({ server: { executable } })
      : TestWorkflowEnvironment.createTimeSkipping({ server: { executable } });
  await (await started).teardown();
} catch (error) {
  await new Promise((resolve) => process.send?.((error as Error).message, resolve));
}
process.exit(0);
