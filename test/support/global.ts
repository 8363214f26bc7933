import { stopTestServers } from './servers.ts';

/** Mocha calls it once after the last test; servers were started only by the tests that asked for them. */
export async function mochaGlobalTeardown(): Promise<void> {
  await stopTestServers();
}
