import fs from 'node:fs';
import { startNode } from '#test/support/processes.ts';
import { testFolder } from '#test/support/servers.ts';

describe('a file that never ends', () => {
  it('waits, and so does a process of its own', async function () {
    this.timeout(0);
    const { child } = startNode(['-e', 'setInterval(() => undefined, 1000)'], {});
    const pidFile = process.env.CASE_PID_FILE ?? testFolder('endless');
    fs.writeFileSync(`${pidFile}.new`, String(child.pid));
    fs.renameSync(`${pidFile}.new`, pidFile);
    await new Promise(() => undefined);
  });
});
