import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createSupervisor, type Supervisor } from '#platform/embedded/children.ts';

let supervisor: Supervisor | undefined;
let folder: string | undefined;
const stops: (() => Promise<void>)[] = [];

/** The folder of this test run; deleted at its end, even after a SIGKILL. */
export function testFolder(...names: readonly string[]): string {
  if (!folder) {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'proxie-test-'));
    fs.chmodSync(folder, 0o711); // PostgreSQL may run as another user and has to pass through
  }
  return path.join(folder, ...names);
}

/** Starts servers that end with this test run, however it ends. */
export function testSupervisor(): Supervisor {
  supervisor ??= createSupervisor({ removeAtEnd: [testFolder()] });
  return supervisor;
}

/** Has the work done when all tests are over; what was registered last runs first. */
export function atEnd(work: () => Promise<void>): void {
  stops.push(work);
}

/** Ends whatever the tests have started; called once by the mocha root. */
export async function stopTestServers(): Promise<void> {
  for (let stop = stops.pop(); stop; stop = stops.pop()) await stop();
  await supervisor?.close();
  supervisor = undefined;
  if (folder) fs.rmSync(folder, { recursive: true, force: true });
  folder = undefined;
}
