import { DatabaseSync } from 'node:sqlite';
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { binaryLogger, binarySettings } from '#test/support/binaries.ts';
import { testFolder, testSupervisor } from '#test/support/servers.ts';
import { until } from '#test/support/until.ts';
import { silentLogger } from '../logger.ts';
import { temporalCli } from './binaries.ts';
import { endUseless } from './end-useless.ts';
import { startTemporal, type EmbeddedTemporal } from './temporal.ts';

describe('endUseless', () => {
  let dbFile: string;
  let server: EmbeddedTemporal;

  beforeEach(async () => {
    const name = `useless-${randomUUID()}`;
    dbFile = testFolder(`${name}.db`);
    const executable = await temporalCli(binarySettings(), binaryLogger());
    const logFile = testFolder(`${name}.log`);
    server = await startTemporal({ supervisor: testSupervisor(), executable, logFile, port: 0, dbFile });
  });
  afterEach(() => server.stop());

  /** Watches the server as the stack does; answers how often it was probed. */
  function watch(): () => number {
    let probes = 0;
    const probe = (deadlineMs: number): Promise<void> => server.probe(deadlineMs).finally(() => (probes += 1));
    const stopping = new AbortController().signal;
    void endUseless(server.child, { probe, log: silentLogger, stopping, everyMs: 50, deadlineMs: 2_000 });
    return () => probes;
  }

  it('leaves a server alone that does its work', async () => {
    const probes = watch();
    await until('many probes', () => probes() > 5);
    expect(server.child.isRunning()).to.equal(true);
  });

  it('ends a server that lives and does not answer', async () => {
    const probes = watch();
    await until('a probe', () => probes() > 0);
    server.child.signal('SIGSTOP');
    expect(await server.child.exited).to.include({ signal: 'SIGKILL' });
  });

  it('ends a server that answers and cannot write', async () => {
    const probes = watch();
    await until('a probe', () => probes() > 0);
    const other = new DatabaseSync(dbFile, { timeout: 10_000 });
    try {
      other.exec('begin immediate');
      expect(await server.child.exited).to.include({ signal: 'SIGKILL' });
    } finally {
      other.close();
    }
  });
});
