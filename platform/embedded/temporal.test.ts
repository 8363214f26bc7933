import fs from 'node:fs';
import { Client, Connection } from '@temporalio/client';
import { SearchAttributeType, TypedSearchAttributes, defineSearchAttributeKey } from '@temporalio/common';
import { expect } from 'chai';
import { binaryLogger, binarySettings } from '#test/support/binaries.ts';
import { sendRaw } from '#test/support/raw-http.ts';
import { testFolder, testSupervisor } from '#test/support/servers.ts';
import { ownTemporalServer, testTemporalServer } from '#test/support/temporal.ts';
import { UserError } from '../user-error.ts';
import { temporalCli } from './binaries.ts';
import { findFreePort } from './ports.ts';
import { SEARCH_ATTRIBUTES, startTemporal } from './temporal.ts';

describe('startTemporal', () => {
  it('answers at once in its namespaces, with our search attributes registered', async () => {
    const server = await testTemporalServer();
    const namespace = await server.createNamespace();
    for (const each of ['default', namespace]) {
      await withClient(server.address, each, async (client) => {
        const attributes = Object.keys(SEARCH_ATTRIBUTES).map((name) => ({
          key: defineSearchAttributeKey(name, SearchAttributeType.KEYWORD),
          value: name,
        }));
        const handle = await client.workflow.start('anyWorkflow', {
          taskQueue: 'nobody',
          workflowId: 'request/1',
          typedSearchAttributes: new TypedSearchAttributes(attributes),
        });
        expect((await handle.describe()).typedSearchAttributes.getAll()).to.have.length(attributes.length);
      });
    }
  });

  it('keeps its state over a stop and over a SIGKILL', async () => {
    const server = await ownTemporalServer();
    const start = (workflowId: string) =>
      withClient(server.address, 'default', (client) =>
        client.workflow.start('anyWorkflow', { taskQueue: 'nobody', workflowId }),
      );
    await start('first');
    await server.kill();
    await server.restart();
    await start('second');
    await server.restart();
    await withClient(server.address, 'default', async (client) => {
      for (const id of ['first', 'second']) {
        expect((await client.workflow.getHandle(id).describe()).status.name).to.equal('RUNNING');
      }
    });
    await server.stop();
  });

  it('lets no page call its HTTP API, whatever host name leads there', async () => {
    const httpPort = await findFreePort();
    await start({ port: 0, httpPort });
    for (const host of ['127.0.0.1', 'localhost', 'evil.example', `127.0.0.1:${httpPort}`]) {
      const path = '/api/v1/namespaces/default/workflows';
      const answer = await sendRaw(`http://${host}`, { method: 'GET', path }, `http://127.0.0.1:${httpPort}`);
      expect(answer.status, host).to.equal(403);
    }
  });

  it('says in one sentence which port is taken and which setting changes it', async () => {
    const { address } = await testTemporalServer();
    const error = await failure(start({ port: Number(address.split(':')[1]) }));
    expect(error).to.be.instanceOf(UserError);
    expect(error.message).to.match(
      /^Port \d+, meant for the embedded Temporal server, is taken: .* PROXIE_TEMPORAL_PORT/,
    );
  });

  it('says in one sentence what to do about state that was damaged', async () => {
    const dbFile = testFolder('damaged.db');
    fs.writeFileSync(dbFile, 'no database at all '.repeat(500));
    const error = await failure(start({ port: 0, dbFile }));
    expect(error).to.be.instanceOf(UserError);
    expect(error.message).to.match(
      /^The Temporal server ended at its start .*`npm run reset -- --temporal` rebuilds it from the database/s,
    );
  });
});

async function start(options: { port: number; httpPort?: number; dbFile?: string }): Promise<void> {
  const executable = await temporalCli(binarySettings(), binaryLogger());
  await startTemporal({
    supervisor: testSupervisor(),
    executable,
    logFile: testFolder('logs', 'temporal.log'),
    ...options,
  });
}

async function withClient<T>(address: string, namespace: string, work: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address });
  try {
    return await work(new Client({ connection, namespace }));
  } finally {
    await connection.close();
  }
}

async function failure(work: Promise<unknown>): Promise<Error> {
  return work.then(
    () => new Error('it worked'),
    (error: unknown) => error as Error,
  );
}
